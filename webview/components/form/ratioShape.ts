import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** The longer side of a drawn shape, and the least that a side has, in pixels. */
const longest = 14;
const least = 3;

/**
 * A ratio as a rectangle of its shape, decoration beside the numbers.
 * @param ratio "16:9"; nothing is drawn for anything else
 */
export function ratioShape(ratio: string): TemplateResult {
  const [, across, down] = /^(\d+):(\d+)$/.exec(ratio) ?? [];
  const [width, height] = [Number(across), Number(down)];
  if (!(width > 0 && height > 0)) return html`<span class="shape" aria-hidden="true"></span>`;
  const scale = longest / Math.max(width, height);
  return html`<span class="shape" aria-hidden="true"
    ><svg width="16" height="16" viewBox="0 0 16 16">
      ${rectangle(Math.max(least, width * scale), Math.max(least, height * scale))}
    </svg></span
  >`;
}

const rectangle = (width: number, height: number): SVGTemplateResult =>
  svg`<rect x=${(16 - width) / 2} y=${(16 - height) / 2} width=${width} height=${height} rx="1" />`;
