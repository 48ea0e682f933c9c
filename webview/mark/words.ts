import type { Size } from '../compare/align.ts';
import { boxOf, type Drawn } from './boxes.ts';
import type { Tool } from './drawing.ts';

const kindWords: Record<Drawn['kind'], string> = {
  rectangle: 'Rectangle',
  polygon: 'Lasso',
  stroke: 'Brush stroke',
  arrow: 'Arrow',
  box: 'Box',
  ellipse: 'Ellipse',
  pen: 'Pen line',
  note: 'Note',
};

/** "Rectangle, 320 × 180 at 480, 270": what screen readers hear. */
export function describeDrawn(drawn: Drawn, of: Size): string {
  const { x, y, width, height } = boxOf(drawn, of);
  const what = drawn.kind === 'note' ? `Note “${drawn.text}”` : kindWords[drawn.kind];
  const mode = 'mode' in drawn && drawn.mode === 'subtract' ? ', taken away' : '';
  if (drawn.kind === 'arrow') {
    const [[x1, y1], [x2, y2]] = [drawn.from, drawn.to];
    return `${what} from ${round(x1)}, ${round(y1)} to ${round(x2)}, ${round(y2)}`;
  }
  return `${what}${mode}, ${round(width)} × ${round(height)} at ${round(x)}, ${round(y)}`;
}

const round = (value: number): number => Math.round(value);

/** Name, icon and key of each tool. */
export const tools: readonly { tool: Tool; name: string; sketch: string; key: string; does: string }[] = [
  { tool: 'select', name: 'Select', sketch: 'select', key: 'r', does: 'Select a rectangle to change' },
  { tool: 'lasso', name: 'Lasso', sketch: 'lasso', key: 'l', does: 'Select by drawing around it' },
  {
    tool: 'brush',
    name: 'Brush',
    sketch: 'brush',
    key: 'b',
    does: 'Select by painting over it; [ and ] change the size',
  },
  { tool: 'arrow', name: 'Arrow', sketch: 'arrow', key: 'a', does: 'An arrow for the model' },
  { tool: 'box', name: 'Box', sketch: 'box', key: 'x', does: 'A box for the model' },
  { tool: 'ellipse', name: 'Ellipse', sketch: 'ellipse', key: 'e', does: 'An ellipse for the model' },
  { tool: 'pen', name: 'Pen', sketch: 'pen', key: 'p', does: 'A line for the model, by hand' },
  { tool: 'note', name: 'Note', sketch: 'note', key: 't', does: 'A note for the model' },
];
