import { Buffer } from 'node:buffer';
import type { Billed, Failure, NextStep } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';

export interface FailureExtras {
  detail?: string | undefined;
  retryAfterMs?: number | undefined;
  requestId?: string | undefined;
}

/** A failure without the fields that nothing is known of. */
export function failure(
  code: string,
  sentence: string,
  billed: Billed,
  nextSteps: NextStep[] = [],
  { detail, retryAfterMs, requestId }: FailureExtras = {},
): Failure {
  return {
    code,
    sentence,
    nextSteps,
    billed,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(detail && { detail }),
    ...(requestId && { requestId }),
  };
}

/** What is added to a sentence when the provider may have charged. */
export const mayBeBilled = (): string => t('It may still have been billed.');

/** What is added where the provider says itself that it did not charge. */
export const notBilled = (): string => t('It was not billed.');

/** Words of a provider that it did not charge, as Google and the resellers put it. */
export const saysFree =
  /(?:not|never|n't) (?:be |been )?(?:charged|billed)|no charge|no credits were (?:charged|used)|(?:不会?|未|不予)(?:被)?(?:扣费|计费|收费|扣除|扣款)/i;

/** Someone else's text made fit to stand in a sentence or the log: one line, no control characters. */
export function clean(text: string, most: number): string {
  // Cut once more than enough, so that it is known whether there was more.
  const line = oneLine(text, most * 2 + 1);
  return line.length > most
    ? `${Array.from(line)
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

/**
 * The same without a mark where it is cut. What other people's text goes through before any pattern looks at it:
 * takes time in step with the length.
 * @param most UTF-16 units
 */
export function oneLine(text: string, most: number): string {
  // Of what is long beyond all use only the beginning is looked at.
  const line = text
    .slice(0, most * 8 + 1000)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.slice(0, most);
}

const keyShapes = /\b(?:AIza[\w-]{20,}|AQ\.[\w-]{16,}|sk-[\w-]{16,})/gi;
const bearer = /\b(Bearer)\s+[^\s"',;()]+/gi;

/** The text without the key, however the server quotes it, and without anything that looks like one. */
export function redact(text: string, key: string | undefined): string {
  let safe = text;
  if (key !== undefined && key.length >= 4) {
    const spellings = new Set([
      key,
      encodeURIComponent(key),
      JSON.stringify(key).slice(1, -1),
      btoaSafe(key),
    ]);
    for (const spelling of spellings) safe = safe.replaceAll(spelling, '(key removed)');
  }
  return safe.replace(keyShapes, '(key removed)').replace(bearer, '$1 (key removed)');
}

/** A copy of the failure that is sure not to hold the key. */
export function redactFailure(found: Failure, key: string | undefined): Failure {
  return {
    ...found,
    sentence: redact(found.sentence, key),
    ...(found.detail !== undefined && { detail: redact(found.detail, key) }),
    ...(found.requestId !== undefined && { requestId: redact(found.requestId, key) }),
  };
}

const btoaSafe = (key: string) => Buffer.from(key).toString('base64');

/** "41 s", "2 min", "3 h": rounded up, so that the time is over when it says so. */
export function waitingTime(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 120) return t('{seconds} s', { seconds });
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? t('{minutes} min', { minutes }) : t('{hours} h', { hours: Math.ceil(minutes / 60) });
}
