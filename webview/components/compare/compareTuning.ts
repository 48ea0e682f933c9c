import { formatNumber, type Sentence, say, sentence, t } from '../../../src/core/shared/l10n.ts';
import './differenceLayer.ts';
import './outlineLayer.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatPixels } from '../../../src/core/shared/format.ts';
import type { Picture } from '../../../src/core/shared/protocol/panelState.ts';
import type { Alignment } from '../../compare/align.ts';
import type { ViewMode } from '../../layout.ts';
import { baseName } from '../../words.ts';
import { icon } from '../parts/parts.ts';
import type { Side } from './compareLayers.ts';
import type { DifferenceReport } from './differenceLayer.ts';
import type { OutlineReport } from './outlineLayer.ts';

export const sliderValue = ({ target }: Event): number =>
  target instanceof HTMLInputElement ? target.valueAsNumber : 0;

/** A named slider with its value beside it. */
function slider(
  label: string,
  max: number,
  value: number,
  unit: string,
  take: (value: number) => void,
): TemplateResult {
  return html`<label class="slider">
    <span>${label}</span>
    <input
      type="range"
      min="0"
      max=${max}
      .value=${live(String(value))}
      @input=${(event: Event) => take(sliderValue(event))}
    />
    <span class="facts" aria-hidden="true">${value}${unit}</span>
  </label>`;
}

/** What was done to lay pictures of different size over each other; empty when nothing was. */
function alignmentWords({ how }: Alignment, pictures: readonly Picture[]): string {
  const sizes = pictures.map(({ width, height }) =>
    width !== null && height !== null ? formatPixels(width, height) : '',
  );
  if (how === 'same' || sizes.includes('')) return '';
  const [one = '', other = ''] = sizes;
  return how === 'scaled'
    ? t('{one} and {other}: scaled to compare.', { one, other })
    : t('{one} and {other} have different shapes; one is centred in the other.', { one, other });
}

function differenceWords(report: DifferenceReport): string {
  switch (report.kind) {
    case 'busy':
      return t('Comparing…');
    case 'failed':
      return t('The pictures could not be compared: {reason} Choose another way to compare them.', {
        reason: report.reason,
      });
    case 'found': {
      const percent = report.share * 100;
      if (percent === 0)
        return report.tolerance === 0
          ? t('No pixels differ.')
          : t('No pixels differ by more than the tolerance.');
      if (percent < 0.1)
        return t('Less than {percent} % of the pixels differ.', { percent: formatNumber(0.1) });
      const digits = percent < 10 ? 1 : 0;
      return t('{percent} % of the pixels differ.', {
        percent: formatNumber(percent, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
      });
    }
  }
}

const heatLegend = (): TemplateResult => html`<span class="legend" aria-hidden="true"
  ><span>${t('little')}</span><span class="scale"></span><span>${t('much')}</span></span
>`;

const outlineWords: Record<Exclude<OutlineReport, 'found'>, Sentence> = {
  busy: sentence('Looking for what changed…'),
  none: sentence('Nothing has changed.'),
  failed: sentence('The pictures could not be compared.'),
};

type Pair = readonly [first: Side, second: Side];

/** What can be set of a comparison, and what came of it. */
export interface Tuned {
  /** Percent: where the swipe is, and how much is seen of the upper picture. */
  swipe: number;
  opacity: number;
  /** 0 to 255. */
  tolerance: number;
  report: DifferenceReport;
  /** Whether what changed is outlined. */
  outlines: boolean;
  outline: OutlineReport;
}

export const firstTuned: Tuned = {
  swipe: 50,
  opacity: 50,
  tolerance: 8,
  report: { kind: 'busy' },
  outlines: false,
  outline: 'busy',
};

/** Where two pictures differ, in colours. */
export const heatLayer = (
  [first, second]: Pair,
  { tolerance }: Tuned,
  take: (change: Partial<Tuned>) => void,
): TemplateResult => html`<nano-difference
  class="layer"
  .first=${first.picture.preview ?? ''}
  .second=${second.picture.preview ?? ''}
  .tolerance=${tolerance}
  @report=${({ detail }: CustomEvent<DifferenceReport>) => take({ report: detail })}
></nano-difference>`;

/** A line around what changed from one picture to the other. */
export const outlineLayer = (
  [first, second]: Pair,
  take: (change: Partial<Tuned>) => void,
): TemplateResult => html`<nano-outline
  class="layer over"
  .first=${first.picture.preview ?? ''}
  .second=${second.picture.preview ?? ''}
  @report=${({ detail }: CustomEvent<OutlineReport>) => take({ outline: detail })}
></nano-outline>`;

/** What is told of two pictures that are compared, and what can be set. */
export function tuning(
  mode: ViewMode,
  alignment: Alignment,
  [first, second]: Pair,
  { opacity, tolerance, report, outlines, outline }: Tuned,
  take: (change: Partial<Tuned>) => void,
): TemplateResult | typeof nothing {
  const told =
    !outlines || outline === 'found' || mode === 'difference'
      ? nothing
      : html`<p class="pill" aria-live="polite">${say(outlineWords[outline])}</p>`;
  if (mode === 'single') return told;
  const words = alignmentWords(alignment, [first.picture, second.picture]);
  const seen = second.title || baseName(second.name);
  return html`${words === '' ? nothing : html`<p class="pill line">${icon('info')}<span>${words}</span></p>`}
  ${told}
  ${
    mode === 'onionSkin'
      ? html`<div class="pill">
          ${slider(t('Opacity of {name}', { name: seen }), 100, opacity, ' %', (value) => take({ opacity: value }))}
        </div>`
      : nothing
  }
  ${
    mode === 'difference'
      ? html`<div class="pill">
          <p class="share" aria-live="polite">${differenceWords(report)}</p>
          ${slider(t('Tolerance'), 128, tolerance, '', (value) => take({ tolerance: value }))} ${heatLegend()}
        </div>`
      : nothing
  }`;
}
