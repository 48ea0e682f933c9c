import { type Sentence, say, sentence, t } from '../../src/core/shared/l10n.ts';
import type { MarkupColour } from '../../src/core/shared/region/region.ts';
import type { Size } from '../compare/align.ts';
import { boxOf, type Drawn } from './boxes.ts';
import type { Tool } from './drawing.ts';

const kindWords: Record<Exclude<Drawn['kind'], 'arrow' | 'note'>, Sentence> = {
  rectangle: sentence('Rectangle'),
  polygon: sentence('Lasso'),
  stroke: sentence('Brush stroke'),
  box: sentence('Box'),
  ellipse: sentence('Ellipse'),
  pen: sentence('Pen line'),
};

/** "Rectangle, 320 × 180 at 480, 270": what screen readers hear. */
export function describeDrawn(drawn: Drawn, of: Size): string {
  if (drawn.kind === 'arrow') {
    const [[x1, y1], [x2, y2]] = [drawn.from, drawn.to];
    const ends = { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) };
    return t('Arrow from {x1}, {y1} to {x2}, {y2}', ends);
  }
  const box = boxOf(drawn, of);
  const numbers = { x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) };
  const what = drawn.kind === 'note' ? t('Note “{text}”', { text: drawn.text }) : say(kindWords[drawn.kind]);
  return 'mode' in drawn && drawn.mode === 'subtract'
    ? t('{what}, taken away, {width} × {height} at {x}, {y}', { what, ...numbers })
    : t('{what}, {width} × {height} at {x}, {y}', { what, ...numbers });
}

const round = (value: number): number => Math.round(value);

/** Name, icon and key of each tool. */
export const tools: readonly { tool: Tool; name: Sentence; sketch: string; key: string; does: Sentence }[] = [
  {
    tool: 'select',
    name: sentence('Select'),
    sketch: 'select',
    key: 'r',
    does: sentence('Select a rectangle to change'),
  },
  {
    tool: 'lasso',
    name: sentence('Lasso'),
    sketch: 'lasso',
    key: 'l',
    does: sentence('Select by drawing around something'),
  },
  {
    tool: 'brush',
    name: sentence('Brush'),
    sketch: 'brush',
    key: 'b',
    does: sentence('Select by painting over something; [ and ] change the brush size'),
  },
  {
    tool: 'arrow',
    name: sentence('Arrow'),
    sketch: 'arrow',
    key: 'a',
    does: sentence('An arrow for the model'),
  },
  { tool: 'box', name: sentence('Box'), sketch: 'box', key: 'x', does: sentence('A box for the model') },
  {
    tool: 'ellipse',
    name: sentence('Ellipse'),
    sketch: 'ellipse',
    key: 'e',
    does: sentence('An ellipse for the model'),
  },
  {
    tool: 'pen',
    name: sentence('Pen'),
    sketch: 'pen',
    key: 'p',
    does: sentence('A freehand line for the model'),
  },
  { tool: 'note', name: sentence('Note'), sketch: 'note', key: 't', does: sentence('A note for the model') },
];

/** The colours of markup by their names. */
export const colourWords: Readonly<Record<MarkupColour, Sentence>> = {
  red: sentence('Red'),
  yellow: sentence('Yellow'),
  green: sentence('Green'),
  blue: sentence('Blue'),
  white: sentence('White'),
  black: sentence('Black'),
};
