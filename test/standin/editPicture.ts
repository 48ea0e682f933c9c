import sharp from 'sharp';
import { measureText, strokeText, wrapText } from '../sample/strokeText.ts';
import { drawOver, open, type Raster, rasterOf, svgOf } from './raster.ts';
import { type Edit, type Instruction, readPrompt } from './readPrompt.ts';
import { unreadableImage } from './refusal.ts';

/**
 * A picture of `width` x `height` made from the inputs as the prompt asks.
 *
 * @param where as grey pixels of the same size: 255 where the first input may change. Further inputs show there.
 */
export async function editPicture(
  prompt: string,
  inputs: readonly Buffer[],
  width: number,
  height: number,
  where?: Buffer,
): Promise<Raster> {
  if (inputs.length === 0) {
    return await rasterOf(sharp(svgOf(width, height, drawnWords(prompt, width, height))));
  }
  if (inputs.length > 1 && /is a copy of image \d+ with marks drawn on it/.test(prompt)) {
    // The marks say what and where; what they are drawn on is a copy of what is edited.
    return await editPicture(
      prompt.replace(/\n\nImage \d+ is a copy.*$/s, ''),
      inputs.slice(0, -1),
      width,
      height,
      where,
    );
  }
  const instruction = readPrompt(prompt);
  if (where) {
    const base = await compose(inputs.slice(0, 1), instruction, width, height);
    const others = inputs.slice(inputs.length > 1 ? 1 : 0);
    let edited = await compose(others, instruction, width, height);
    for (const edit of instruction.edits) {
      edited = await apply(edit, edited);
    }
    return await blend(base, edited, where);
  }
  const base = await compose(inputs, instruction, width, height);
  if (instruction.edits.length === 0) {
    return inputs.length === 1 ? await sign(base, prompt) : base;
  }
  let edited = base;
  for (const edit of instruction.edits) {
    edited = await apply(edit, edited);
  }
  return instruction.region === undefined ? edited : await keepOutside(base, edited, instruction.region);
}

/** One input fills the canvas, several stand side by side in a grid; what sticks out of a cell is cut off. */
async function compose(
  inputs: readonly Buffer[],
  { edits }: Instruction,
  width: number,
  height: number,
): Promise<Raster> {
  const degrees = edits.find((edit) => edit.kind === 'rotate')?.degrees ?? 0;
  const columns =
    inputs.length <= 3 && width >= height
      ? inputs.length
      : Math.max(1, Math.round(Math.sqrt((inputs.length * width) / height)));
  const rows = Math.ceil(inputs.length / columns);
  const gap = inputs.length > 1 ? Math.round(Math.min(width, height) / 64) : 0;
  const tiles = await Promise.all(
    inputs.map(async (input, index) => {
      const row = Math.floor(index / columns);
      const inRow = row === rows - 1 ? inputs.length - row * columns : columns;
      const column = index % columns;
      const left = Math.round((width * column) / inRow) + (column > 0 ? gap : 0);
      const right = Math.round((width * (column + 1)) / inRow);
      const top = Math.round((height * row) / rows) + (row > 0 ? gap : 0);
      const bottom = Math.round((height * (row + 1)) / rows);
      const tile = await rasterOf(
        sharp(input)
          .rotate(degrees)
          .resize(Math.max(1, right - left), Math.max(1, bottom - top), { fit: 'cover' }),
      ).catch(() => {
        throw unreadableImage();
      });
      return { tile, left, top };
    }),
  );
  const first = tiles[0];
  if (tiles.length === 1 && first) {
    return first.tile;
  }
  return await rasterOf(
    sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite(
      tiles.map(({ tile, left, top }) => ({
        input: tile.data,
        raw: { width: tile.width, height: tile.height, channels: 3 },
        left,
        top,
      })),
    ),
  );
}

async function apply(edit: Edit, raster: Raster): Promise<Raster> {
  const image = open(raster);
  switch (edit.kind) {
    case 'blur':
      return await rasterOf(image.blur(Math.max(3, Math.max(raster.width, raster.height) / 110)));
    case 'grayscale':
      return await rasterOf(image.grayscale());
    case 'invert':
      return await rasterOf(image.negate({ alpha: false }));
    case 'brighter':
      return await rasterOf(image.linear(1.15, 28));
    case 'darker':
      return await rasterOf(image.linear(0.6, 0));
    case 'tint':
      return await rasterOf(image.tint(edit.colour));
    case 'caption':
      return await drawOver(raster, captionBar(edit.text, raster));
    case 'rotate':
      return raster;
  }
}

async function keepOutside(
  base: Raster,
  edited: Raster,
  region: NonNullable<Instruction['region']>,
): Promise<Raster> {
  const { width, height } = base;
  const background = region === 'background';
  const shape = background
    ? `<rect width="${width}" height="${height}" fill="#fff"/><ellipse cx="${width / 2}" cy="${height * 0.55}" ` +
      `rx="${width * 0.3}" ry="${height * 0.42}" fill="#000"/>`
    : `<rect width="${width}" height="${height}"/><rect x="${region.left * width}" y="${region.top * height}" ` +
      `width="${region.width * width}" height="${region.height * height}" fill="#fff"/>`;
  const drawn = sharp(svgOf(width, height, shape)).flatten();
  const mask = await (background ? drawn.blur(Math.max(2, width / 40)) : drawn)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return await blend(base, edited, mask);
}

async function blend(base: Raster, edited: Raster, mask: Buffer): Promise<Raster> {
  const { width, height } = base;
  const patch = await open(edited)
    .joinChannel(mask, { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer();
  return await rasterOf(open(base).composite([{ input: patch, raw: { width, height, channels: 4 } }]));
}

function captionBar(text: string, { width, height }: Raster): string {
  let size = Math.max(14, Math.min(width / 22, height / 9));
  size = Math.min(size, (size * width * 0.92) / measureText(text, size));
  const bar = size * 1.9;
  return (
    `<rect y="${height - bar}" width="${width}" height="${bar}" fill="#10131a" opacity="0.78"/>` +
    strokeText(text, width / 2, height - bar / 2 + size * 0.34, {
      size,
      color: '#fff',
      weight: 600,
      anchor: 'middle',
    })
  );
}

/** A slim frame and a label: shows that something was done without hiding the picture. */
function sign(raster: Raster, prompt: string): Promise<Raster> {
  const { width, height } = raster;
  const line = Math.max(4, Math.round(Math.min(width, height) / 120));
  const size = Math.max(13, Math.min(width, height) / 34);
  const words = `Edited: ${prompt.replace(/\s+/g, ' ').trim()}`;
  const text = words.length > 48 ? `${words.slice(0, 47)}…` : words;
  const label = Math.min(measureText(text, size) + size * 1.4, width);
  return drawOver(
    raster,
    `<rect x="${line / 2}" y="${line / 2}" width="${width - line}" height="${height - line}" fill="none" ` +
      `stroke="#f2c41d" stroke-width="${line}"/><rect x="${line}" y="${height - line - size * 1.8}" ` +
      `width="${label}" height="${size * 1.8}" fill="#f2c41d"/>` +
      strokeText(text, line + size * 0.7, height - line - size * 0.56, { size, weight: 560 }),
  );
}

const skies = [
  ['#1d3557', '#e76f51'],
  ['#22577a', '#80ed99'],
  ['#3a0ca3', '#f72585'],
  ['#0b3954', '#ffc15e'],
  ['#2b2d42', '#8ecae6'],
] as const;

/** What "generating" looks like, as the content of an SVG: the prompt's words over hills whose colours follow from the words. */
export function drawnWords(prompt: string, width: number, height: number): string {
  const seed = [...prompt].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 100_003, 7);
  const [dark, bright] = skies[seed % skies.length] ?? skies[0];
  const hill = (level: number, shift: number) => {
    const at = (x: number) =>
      height * (level + 0.06 * Math.sin(shift + x * 5) + 0.03 * Math.sin(shift * 3 + x * 13));
    const points = Array.from({ length: 41 }, (_, i) => `${(width * i) / 40} ${at(i / 40).toFixed(1)}`);
    return `M0 ${height}L${points.join('L')}L${width} ${height}Z`;
  };
  let size = Math.min(width / 11, height / 4);
  let lines = wrapText(prompt.trim(), size, width * 0.84);
  while (size > 9 && (lines.length * size * 1.35 > height * 0.8 || widest(lines, size) > width * 0.9)) {
    size *= 0.88;
    lines = wrapText(prompt.trim(), size, width * 0.84);
  }
  const top = height / 2 - ((lines.length - 1) * size * 1.35) / 2 + size * 0.3;
  const text = (color: string, off: number) =>
    lines
      .map((line, i) =>
        strokeText(line, width / 2 + off, top + i * size * 1.35 + off, {
          size,
          color,
          weight: 700,
          anchor: 'middle',
        }),
      )
      .join('');
  const radius = Math.min(width, height) * 0.16;
  return (
    `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${dark}"/><stop offset="1" stop-color="${bright}"/>` +
    `</linearGradient></defs><rect width="${width}" height="${height}" fill="url(#s)"/>` +
    `<circle cx="${width * (0.2 + (seed % 60) / 100)}" cy="${height * 0.3}" r="${radius}" fill="#fff" opacity="0.85"/>` +
    [0.62, 0.74, 0.86]
      .map((level, i) => `<path d="${hill(level, seed + i)}" fill="${dark}" opacity="${0.35 + i * 0.2}"/>`)
      .join('') +
    text('#00000066', size / 18) +
    text('#ffffff', 0)
  );
}

const widest = (lines: readonly string[], size: number): number =>
  Math.max(...lines.map((line) => measureText(line, size)));
