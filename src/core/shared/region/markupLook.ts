import type { Mark, MarkupColour } from './region.ts';

/** How marks look where they are drawn. The copy that the model gets has numbers in the place of notes. */

/** CSS colours, the ones that the sentence to the model calls by name. */
export const colourValues: Readonly<Record<MarkupColour, string>> = {
  red: '#e0201b',
  yellow: '#ffd400',
  green: '#0f9d45',
  blue: '#1a6ff0',
  white: '#ffffff',
  black: '#000000',
};

/** The thin edge that sets a colour off from any ground, and the colour of words on it. */
export const edgeOf = (colour: MarkupColour): string =>
  colour === 'white' || colour === 'yellow' ? '#000000' : '#ffffff';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width of lines on a picture of that size, in its pixels. */
export const lineWidthOn = ({ width, height }: Size): number =>
  Math.min(24, Math.max(2, Math.max(width, height) / 260));

/** Height of the letters of notes. */
export const letterSizeOn = (of: Size): number => Math.max(12, lineWidthOn(of) * 4.6);

/** What a mark is drawn with, in pixels of its picture. `path` is SVG path data. */
export type Figure =
  | { kind: 'line'; path: string }
  | { kind: 'area'; path: string }
  | { kind: 'words'; x: number; y: number; lines: readonly string[] };

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const at = (x: number, y: number): string => `${rounded(x)} ${rounded(y)}`;

/** Where a note lies: from its point to the right and down. Widths of letters are guessed: no font is measured. */
export function noteBox({ at: [x, y], text }: Extract<Mark, { kind: 'note' }>, of: Size): Box {
  const size = letterSizeOn(of);
  const lines = text.split('\n');
  const widest = Math.max(...lines.map(lettersIn));
  return { x, y, width: (widest * 0.58 + 1) * size, height: (lines.length * 1.25 + 0.5) * size };
}

/** Letters of half a square's width: those of East Asian scripts and pictures count twice. */
const lettersIn = (line: string): number =>
  [...line].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x1100 ? 1.8 : 1), 0);

/** A mark as figures, the lower ones first. */
export function figuresOf(mark: Mark, of: Size): Figure[] {
  switch (mark.kind) {
    case 'arrow':
      return arrow(mark.from, mark.to, lineWidthOn(of));
    case 'box':
      return [{ kind: 'line', path: rectangle(mark) }];
    case 'ellipse': {
      const [rx, ry] = [mark.width / 2, mark.height / 2];
      const arc = (x: number) => `A${at(rx, ry)} 0 1 1 ${at(x, mark.y + ry)}`;
      return [
        { kind: 'line', path: `M${at(mark.x, mark.y + ry)}${arc(mark.x + mark.width)}${arc(mark.x)}Z` },
      ];
    }
    case 'pen': {
      const [first, ...others] = mark.points;
      if (first === undefined) return [];
      const rest = others.length === 0 ? [first] : others;
      return [{ kind: 'line', path: `M${at(...first)}${rest.map((point) => `L${at(...point)}`).join('')}` }];
    }
    case 'note': {
      const size = letterSizeOn(of);
      const [x, y] = mark.at;
      return [
        { kind: 'area', path: rectangle(noteBox(mark, of)) },
        { kind: 'words', x: x + size / 2, y: y + size * 1.15, lines: mark.text.split('\n') },
      ];
    }
  }
}

const rectangle = ({ x, y, width, height }: Box): string =>
  `M${at(x, y)}H${rounded(x + width)}V${rounded(y + height)}H${rounded(x)}Z`;

function arrow([x, y]: readonly [number, number], tip: readonly [number, number], line: number): Figure[] {
  const [tipX, tipY] = tip;
  const length = Math.hypot(tipX - x, tipY - y);
  if (length === 0) return [{ kind: 'line', path: `M${at(x, y)}L${at(x, y)}` }];
  const [dx, dy] = [(tipX - x) / length, (tipY - y) / length];
  const head = Math.min(length, line * 4.5);
  const [baseX, baseY] = [tipX - dx * head, tipY - dy * head];
  const half = head * 0.55;
  return [
    { kind: 'line', path: `M${at(x, y)}L${at(baseX + dx * head * 0.3, baseY + dy * head * 0.3)}` },
    {
      kind: 'area',
      path: `M${at(tipX, tipY)}L${at(baseX - dy * half, baseY + dx * half)}L${at(baseX + dy * half, baseY - dx * half)}Z`,
    },
  ];
}
