import { describeSeconds, formatBytes, formatCost, formatPixels } from '../src/core/shared/format.ts';
import { t } from '../src/core/shared/l10n.ts';
import type { Picture, ResultView } from '../src/core/shared/protocol/panelState.ts';

/** `1280 × 720 · PNG · 214 KB`, with what is known. */
export function describePicture({ width, height, type, bytes }: Picture): string {
  const facts = [
    width !== null && height !== null ? formatPixels(width, height) : '',
    type,
    bytes !== null ? formatBytes(bytes) : '',
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** `1280 × 720 · PNG · 214 KB · 9.4 s · $0.055`, with what is known. */
export function resultFacts(result: ResultView): string {
  const { seconds, cost } = result;
  const facts = [
    describePicture(result),
    seconds === null ? '' : describeSeconds(seconds),
    cost === null ? '' : formatCost(cost),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const isMac = /mac/i.test(navigator.platform);

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const tailLength = 9;
const longestTail = 16;

/**
 * Cuts a file name in two, so that a narrow place can shorten the first part and keep the end, which tells
 * `-edited.png` from `-edited-2.png`. Right-to-left names stay whole: cut, their parts would change places.
 */
export function splitName(name: string): { head: string; tail: string } {
  if (rightToLeft.test(name)) return { head: name, tail: '' };
  const signs = signsOf(name);
  if (signs.length <= longestTail) return { head: name, tail: '' };
  const part = signs.lastIndexOf('-');
  const isNear = part > 0 && signs.length - part <= longestTail && signs.length - part > 4;
  const at = isNear ? part : signs.length - tailLength;
  return { head: signs.slice(0, at).join(''), tail: signs.slice(at).join('') };
}

const segmenter = new Intl.Segmenter();

/** What a reader takes for one sign each. A list of hundreds is drawn often: plain letters need no segmenter. */
const signsOf = (text: string): string[] =>
  /^[ -~]*$/.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);

/** What a page says when something that was asked of the host failed. */
export const didNotWork = (error: unknown): string =>
  t('That did not work: {reason} Try again; the log may say more.', {
    reason: error instanceof Error ? error.message : String(error),
  });
