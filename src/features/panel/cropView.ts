import type { Quote } from '../../core/edit/price/quote.ts';
import { formatCost, formatPixels } from '../../core/shared/format.ts';
import { formatList, inCommas, plural, t } from '../../core/shared/l10n.ts';
import type { PanelState } from '../../core/shared/protocol/panelState.ts';
import { editedInput } from './session/state/inputs.ts';
import type { SessionState } from './session/state/sessionState.ts';

/** What the panel says of the part that is sent for a region, before Run. */
export function cropView(state: SessionState, { region, each, wholeUsd }: Quote): PanelState['crop'] {
  const info = editedInput(state.inputs)?.inspection?.info;
  if (state.form.region === undefined || region === undefined || !region.ok || info === undefined)
    return null;
  const { whole, parts } = region.value;
  if (whole) {
    return {
      parts: [],
      words: t(
        'Sends the whole picture, because the selection and its surroundings are most of it. Nothing outside the selection changes.',
      ),
    };
  }
  const area = parts.reduce((sum, { crop }) => sum + crop.width * crop.height, 0);
  const share = area / (info.width * info.height);
  const sizes = formatList(parts.map(({ crop }) => formatPixels(crop.width, crop.height)));
  const saved = inCommas(
    [savedMoney(each[0], wholeUsd), t('about {share} of the bytes', { share: percent(share) })].filter(
      Boolean,
    ),
  );
  return {
    parts: parts.map(({ crop }) => ({ x: crop.left, y: crop.top, width: crop.width, height: crop.height })),
    words: plural(
      parts.length,
      {
        one: 'Sends {sizes} of {whole} pixels: {saved}.',
        other: 'Sends {sizes} of {whole} pixels in {count} requests: {saved}.',
      },
      { sizes, whole: formatPixels(info.width, info.height), saved },
    ),
  };
}

/** Why nothing can be sent for the region, as a sentence; null when it can. */
export function regionProblem({ form, inputs }: SessionState, { region }: Quote): string | null {
  if (form.region === undefined || region === undefined || region.ok) return null;
  return `${editedInput(inputs)?.input.name ?? t('The image')}: ${region.sentence}`;
}

/** Undefined where a price is not known. */
function savedMoney(usd: number | undefined, whole: number | undefined): string | undefined {
  if (usd === undefined || whole === undefined) return undefined;
  const less = whole - usd;
  if (Math.abs(less) < 0.0005) return t('at the price of the whole picture');
  return less > 0
    ? t('{cost} less than the whole picture', { cost: formatCost(less) })
    : t('{cost} more than the whole picture', { cost: formatCost(-less) });
}

const percent = (share: number): string =>
  share < 0.01 ? t('less than 1 %') : t('{share} %', { share: Math.round(share * 100) });
