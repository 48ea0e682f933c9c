import type { Quote } from '../../core/edit/quote.ts';
import { formatCost, formatPixels } from '../../core/shared/format.ts';
import type { PanelState } from '../../core/shared/panelState.ts';
import type { SessionState } from './session/sessionState.ts';
import { editedInput } from './session/state/inputs.ts';

/** What the panel says of the part that is sent for a region, before Run. */
export function cropView(state: SessionState, { region, each, wholeUsd }: Quote): PanelState['crop'] {
  const info = editedInput(state.inputs)?.inspection?.info;
  if (state.form.region === undefined || region === undefined || !region.ok || info === undefined)
    return null;
  const { whole, parts } = region.value;
  if (whole) {
    return {
      parts: [],
      words:
        'Sends the whole picture: the selection with its surroundings is most of it. Outside it nothing changes.',
    };
  }
  const area = parts.reduce((sum, { crop }) => sum + crop.width * crop.height, 0);
  const share = area / (info.width * info.height);
  const sizes = parts.map(({ crop }) => formatPixels(crop.width, crop.height)).join(' and ');
  const saved = [savedMoney(each[0], wholeUsd), `about ${percent(share)} of the bytes`]
    .filter(Boolean)
    .join(', ');
  return {
    parts: parts.map(({ crop }) => ({ x: crop.left, y: crop.top, width: crop.width, height: crop.height })),
    words: `Sends ${sizes} of ${formatPixels(info.width, info.height)} pixels${parts.length > 1 ? ` in ${parts.length} requests` : ''}: ${saved}.`,
  };
}

/** Why nothing can be sent for the region, as a sentence; null when it can. */
export function regionProblem({ form, inputs }: SessionState, { region }: Quote): string | null {
  if (form.region === undefined || region === undefined || region.ok) return null;
  return `${editedInput(inputs)?.input.name ?? 'The image'}: ${region.sentence}`;
}

/** Undefined where a price is not known. */
function savedMoney(usd: number | undefined, whole: number | undefined): string | undefined {
  if (usd === undefined || whole === undefined) return undefined;
  const less = whole - usd;
  if (Math.abs(less) < 0.0005) return 'at the price of the whole';
  return less > 0 ? `${formatCost(less)} less than the whole` : `${formatCost(-less)} more than the whole`;
}

const percent = (share: number): string => (share < 0.01 ? 'less than 1 %' : `${Math.round(share * 100)} %`);
