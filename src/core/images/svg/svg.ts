import type { Size } from '../imageTypes.ts';
import { svgText } from './svgText.ts';

/** Bytes in which the root element must begin; editors write long comments and entity lists before it. */
export const svgHeadLimit = 262_144;
const defaultSize: Size = { width: 300, height: 150 };
const drawnSide = { least: 1024, most: 4096 };

/** Pixels of one unit at 96 pixels an inch (CSS Values, absolute lengths; font units for a 16 px font). */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  q: 96 / 101.6,
  in: 96,
  em: 16,
  rem: 16,
  ex: 8,
};

/** The attributes of an SVG's root element; `undefined` when this isn't SVG, `'cut'` when the text ends too early. */
export function svgRoot(bytes: Uint8Array): ReadonlyMap<string, string> | 'cut' | undefined {
  const text = svgText(bytes.subarray(0, svgHeadLimit));
  let at = skipSpace(text, 0);
  while (at < text.length) {
    if (text[at] !== '<') return undefined;
    const closing = prologueEnd(text, at);
    if (closing === undefined) break;
    const end = text.indexOf(closing, at + 2);
    if (end < 0) return 'cut';
    at = skipSpace(text, end + closing.length);
  }
  const name = /^<(?:[\w.-]{1,32}:)?svg(?=[\s/>])/.exec(text.slice(at, at + 64));
  if (name) return attributes(text, at + name[0].length);
  const rest = text.slice(at, at + 5);
  const mayGoOn = rest === '' ? at > skipSpace(text, 0) : '<svg'.startsWith(rest);
  return mayGoOn ? 'cut' : undefined;
}

/** The size that the root element asks for, in whole CSS pixels; what it leaves open comes from its `viewBox`. */
export function svgSize(root: ReadonlyMap<string, string>): Size {
  const box = (root.get('viewBox') ?? '')
    .slice(0, 200)
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box.length === 4 ? box : [];
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  const width = pixels(root.get('width'));
  const height = pixels(root.get('height'));
  if (width !== undefined && height !== undefined) return whole(width, height);
  if (ratio === undefined) return whole(width ?? defaultSize.width, height ?? defaultSize.height);
  if (width !== undefined) return whole(width, width / ratio);
  if (height !== undefined) return whole(height * ratio, height);
  return whole(boxWidth, boxHeight);
}

/**
 * The pixels in which an SVG is best drawn for editing: its own size, enlarged so that a small icon has
 * 1024 pixels on its longer side, and made smaller above 4096.
 */
export function svgDrawingSize(asked: Size): Size {
  const side = Math.max(asked.width, asked.height);
  const scale = Math.min(Math.max(1, drawnSide.least / side), drawnSide.most / side);
  return whole(asked.width * scale, asked.height * scale);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** What ends the comment, instruction or document type that begins here; nothing for an element. */
function prologueEnd(text: string, at: number): string | undefined {
  if (text.startsWith('<!--', at)) return '-->';
  if (text.startsWith('<?', at)) return '?>';
  if (!text.startsWith('<!', at)) return undefined;
  const subset = text.indexOf('[', at);
  const end = text.indexOf('>', at);
  return subset >= 0 && subset < end ? ']>' : '>';
}

function attributes(text: string, from: number): ReadonlyMap<string, string> | 'cut' {
  const found = new Map<string, string>();
  const pattern = /\s*([^\s=>/"']{1,128})\s{0,16}=\s{0,16}("[^"]*"|'[^']*')/y;
  pattern.lastIndex = from;
  let end = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, name, quoted] = match;
    if (name !== undefined && quoted !== undefined && !found.has(name)) found.set(name, quoted.slice(1, -1));
    end = pattern.lastIndex;
  }
  return /^\s*\/?>/.test(text.slice(end, end + 1000)) ? found : text.indexOf('>', end) < 0 ? 'cut' : found;
}

function pixels(value: string | undefined): number | undefined {
  const match = /^\+?((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)$/i.exec(
    (value ?? '').slice(0, 64).trim(),
  );
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match || unit === undefined) return undefined;
  const result = Number(match[1]) * unit;
  return Number.isFinite(result) && result > 0 ? result : undefined;
}

const whole = (width: number, height: number): Size => ({
  width: Math.max(1, Math.round(Math.min(width, Number.MAX_SAFE_INTEGER))),
  height: Math.max(1, Math.round(Math.min(height, Number.MAX_SAFE_INTEGER))),
});
