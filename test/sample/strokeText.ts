import { glyphOf } from './strokeFont.ts';

/** How one line of text is drawn. Lengths in pixels of the picture. */
export interface TextStyle {
  /** Height of a capital letter is 0.7 of it, as with usual fonts. */
  size: number;
  color?: string;
  /** 400 is regular, 700 bold. */
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
  opacity?: number;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const tracking = 3;

/** Where each code unit is a character: much faster told than by the segmenter. */
const plain = /^[ -~]*$/;

function glyphs(text: string) {
  const found = plain.test(text)
    ? text.split('')
    : Array.from(characters.segment(text), (one) => one.segment);
  return found.map(glyphOf);
}

/** Width of a line in pixels. */
export function measureText(text: string, size: number): number {
  return glyphs(text).reduce((width, glyph) => width + glyph.advance + tracking, 0) * (size / 100);
}

/**
 * One line of text as an SVG element with its base line at `y`. Drawn as strokes and not as `<text>`, because
 * a bare machine has no fonts and every machine has to give the same pixels.
 */
export function strokeText(text: string, x: number, y: number, style: TextStyle): string {
  const scale = style.size / 100;
  const anchored =
    x - measureText(text, style.size) * { start: 0, middle: 0.5, end: 1 }[style.anchor ?? 'start'];
  let pen = 0;
  const drawn = glyphs(text).map(({ advance, path }) => {
    const at = pen;
    pen += advance + tracking;
    return path === '' ? '' : `<path transform="translate(${at})" d="${path}"/>`;
  });
  const width = 3 + (style.weight ?? 400) / 80;
  return (
    `<g transform="translate(${anchored.toFixed(2)} ${y}) scale(${scale})" fill="none" ` +
    `stroke="${style.color ?? '#1f2430'}" stroke-width="${width}" stroke-linecap="round" ` +
    `stroke-linejoin="round" opacity="${style.opacity ?? 1}">${drawn.join('')}</g>`
  );
}

/** Breaks text into lines no wider than `width` pixels; a single longer word stays whole. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measureText(longer, size) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
