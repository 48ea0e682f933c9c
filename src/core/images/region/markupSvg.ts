import type { Mark, Markup, MarkupColour } from '../../shared/region/region.ts';
import type { Rectangle } from '../geometry.ts';
import type { Size } from '../imageTypes.ts';

const colours: Readonly<Record<MarkupColour, string>> = {
  red: '#e5231b',
  yellow: '#ffd400',
  green: '#12a150',
  blue: '#1d6fe0',
  white: '#ffffff',
  black: '#101010',
};

/** Digits as lines on a grid of 4 by 6: there are no fonts where this is drawn. */
const digits: readonly string[] = [
  'M0 0H4V6H0Z',
  'M1 1L2 0V6',
  'M0 0H4V3H0V6H4',
  'M0 0H4V6H0M0 3H4',
  'M0 0V3H4M4 0V6',
  'M4 0H0V3H4V6H0',
  'M4 0H0V6H4V3H0',
  'M0 0H4L1 6',
  'M0 0H4V6H0ZM0 3H4',
  'M4 3H0V0H4V6H0',
];

/**
 * Marks as an SVG over a part of the picture, in its pixels. A note is a number, in the order of the notes; its text
 * goes to the model in words.
 * @param picture size of the upright picture, which may have been scaled since it was marked
 * @param part what of it is drawn over
 */
export function markupSvg({ marks, of }: Markup, picture: Size, part: Rectangle): string {
  const scale = picture.width / of.width;
  const line = Math.max(3, Math.min(part.width, part.height) / 140);
  let notes = 0;
  const drawn = marks.map((mark) => {
    if (mark.kind === 'note') notes += 1;
    return shapeOf(mark, line / scale, notes);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${part.width}" height="${part.height}"><g transform="translate(${-part.left} ${-part.top}) scale(${scale})" fill="none" stroke-linecap="round" stroke-linejoin="round">${drawn.join('')}</g></svg>`;
}

/** A line with a thin edge around it, so that it is seen on every ground. */
function stroked(element: (look: string) => string, colour: MarkupColour, line: number): string {
  const edge = colour === 'white' || colour === 'yellow' ? '#101010' : '#ffffff';
  return [
    element(`stroke="${edge}" stroke-width="${1.6 * line}" stroke-opacity="0.8"`),
    element(`stroke="${colours[colour]}" stroke-width="${line}"`),
  ].join('');
}

function shapeOf(mark: Mark, line: number, note: number): string {
  const { colour } = mark;
  switch (mark.kind) {
    case 'arrow': {
      const [[x, y], [toX, toY]] = [mark.from, mark.to];
      const turn = Math.atan2(toY - y, toX - x);
      const head = Math.min(6 * line, Math.max(3 * line, Math.hypot(toX - x, toY - y) / 3));
      const wing = (by: number) => `${toX - head * Math.cos(turn + by)} ${toY - head * Math.sin(turn + by)}`;
      const path = `M${x} ${y}L${toX} ${toY}M${wing(0.5)}L${toX} ${toY}L${wing(-0.5)}`;
      return stroked((look) => `<path d="${path}" ${look}/>`, colour, line);
    }
    case 'box':
      return stroked(
        (look) => `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" ${look}/>`,
        colour,
        line,
      );
    case 'ellipse': {
      const [rx, ry] = [mark.width / 2, mark.height / 2];
      return stroked(
        (look) => `<ellipse cx="${mark.x + rx}" cy="${mark.y + ry}" rx="${rx}" ry="${ry}" ${look}/>`,
        colour,
        line,
      );
    }
    case 'pen': {
      const [first] = mark.points;
      const points = mark.points.length === 1 && first ? [first, first] : mark.points;
      const path = `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;
      return stroked((look) => `<path d="${path}" ${look}/>`, colour, line);
    }
    case 'note': {
      const [x, y] = mark.at;
      const radius = 4.5 * line;
      const ink = colour === 'white' || colour === 'yellow' ? '#101010' : '#ffffff';
      const text = [...String(note)].map(Number);
      const unit = (radius * 0.8) / 6;
      const width = text.length * 4 + (text.length - 1) * 2;
      const figures = text
        .map((digit, index) => `<path transform="translate(${index * 6} 0)" d="${digits[digit]}"/>`)
        .join('');
      return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colours[colour]}" stroke="${ink}" stroke-width="${line / 2}"/><g transform="translate(${x - (width / 2) * unit} ${y - 3 * unit}) scale(${unit})" stroke="${ink}" stroke-width="1.1">${figures}</g>`;
    }
  }
}
