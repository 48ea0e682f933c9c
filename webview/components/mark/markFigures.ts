import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import {
  colourValues,
  edgeOf,
  figuresOf,
  letterSizeOn,
  lineWidthOn,
} from '../../../src/core/shared/region/markupLook.ts';
import type { Mark } from '../../../src/core/shared/region/region.ts';
import type { Box, Size } from '../../compare/align.ts';
import { boxOf, type Drawn } from '../../mark/boxes.ts';
import { gripsOf } from '../../mark/hits.ts';
import type { Surface } from '../../mark/surface.ts';

/** A mark, in pixels of the picture. */
function markFigure(mark: Mark, of: Size): SVGTemplateResult {
  const [colour, edge] = [colourValues[mark.colour], edgeOf(mark.colour)];
  const line = lineWidthOn(of);
  const size = letterSizeOn(of);
  return svg`<g stroke-linecap="round" stroke-linejoin="round">${figuresOf(mark, of).map((figure) => {
    if (figure.kind === 'words') {
      return svg`<text class="markWords" x=${figure.x} y=${figure.y} font-size=${size} fill=${edge} xml:space="preserve">${figure.lines.map(
        (words, at) => svg`<tspan x=${figure.x} dy=${at === 0 ? 0 : size * 1.25}>${words}</tspan>`,
      )}</text>`;
    }
    return figure.kind === 'line'
      ? svg`<path d=${figure.path} fill="none" stroke=${edge} stroke-width=${line * 1.7} opacity=".85" /><path d=${figure.path} fill="none" stroke=${colour} stroke-width=${line} />`
      : svg`<path d=${figure.path} fill=${colour} stroke=${edge} stroke-width=${line * 0.35} />`;
  })}</g>`;
}

/** All marks over a picture, with the grips of what is chosen. @param crop the parts that are sent, in pixels of the picture */
export function marksOver(
  marks: readonly Mark[],
  active: Drawn | undefined,
  crop: readonly Box[],
  { scale, left, top, pane, of }: Surface,
): TemplateResult {
  const screen = (x: number, y: number): [number, number] => [x * scale + left, y * scale + top];
  return html`<svg class="marks" width=${pane.width} height=${pane.height} aria-hidden="true">
    <g transform="translate(${left} ${top}) scale(${scale})">${marks.map((mark) => markFigure(mark, of))}</g>
    ${crop.map((part) => frame('crop', part, screen, scale))}
    ${active === undefined ? nothing : chosen(active, of, screen, scale)}
  </svg>`;
}

type ToScreen = (x: number, y: number) => [number, number];

function frame(
  name: string,
  { x, y, width, height }: Box,
  screen: ToScreen,
  scale: number,
): SVGTemplateResult {
  const [left, top] = screen(x, y);
  return svg`<g class=${name}><rect x=${left} y=${top} width=${width * scale} height=${height * scale} /><rect x=${left} y=${top} width=${width * scale} height=${height * scale} /></g>`;
}

function chosen(drawn: Drawn, of: Size, screen: ToScreen, scale: number): SVGTemplateResult {
  const isBoxed = drawn.kind !== 'arrow' && drawn.kind !== 'rectangle';
  return svg`<g class="chosen">${isBoxed ? frame('around', boxOf(drawn, of), screen, scale) : nothing}
    ${gripsOf(drawn, of).map(({ at }) => {
      const [x, y] = screen(...at);
      return svg`<rect class="grip" x=${x - 4} y=${y - 4} width="8" height="8" rx="1.5" />`;
    })}</g>`;
}
