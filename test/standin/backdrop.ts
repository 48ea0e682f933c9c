import sharp from 'sharp';
import type { Behaviour } from './behaviours.ts';
import { open, type Raster, rasterOf, svgOf } from './raster.ts';
import { subjects } from './subjects.ts';

/** The backdrop that a prompt asks for: the last one that it names. */
function askedColour(prompt: string): string | undefined {
  return [...prompt.matchAll(/backdrop of pure \w+ \((#[0-9a-f]{6})\)/gi)].at(-1)?.[1];
}

/** What is asked of the subject itself. */
export const withoutBackdrop = (prompt: string): string =>
  askedColour(prompt) === undefined ? prompt : prompt.replace(/[^\n]*backdrop of pure[\s\S]*$/i, '').trim();

/**
 * Puts what was made before the backdrop that the prompt asks for, with a soft edge; a picture that came on white and
 * goes on black is the same but for what shines through. `subject` draws one whose transparency is known.
 */
export async function onBackdrop(
  prompt: string,
  made: Raster,
  input: Raster | undefined,
  behaviour: Behaviour,
): Promise<Raster> {
  const colour = askedColour(prompt);
  if (colour === undefined || behaviour.backdrop === 'ignored') return made;
  const { width, height } = made;
  const ground = await groundOf(colour, made, behaviour);
  if (behaviour.subject) {
    const side = Math.min(width, height);
    const at = `translate(${(width - side) / 2} ${(height - side) / 2}) scale(${side / 320})`;
    const drawn = svgOf(width, height, `<g transform="${at}">${subjects[behaviour.subject]}</g>`);
    return await rasterOf(open(ground).composite([{ input: drawn }]));
  }
  const alpha = await softEllipse(width, height);
  const fromWhite = input !== undefined && colour === '#000000' && /backdrop of pure white/i.test(prompt);
  if (fromWhite && behaviour.backdrop !== 'another') {
    const same = await rasterOf(open(input).resize(width, height, { fit: 'fill' }));
    const data = Buffer.from(
      same.data.map((value, index) => Math.max(0, value - (255 - (alpha[Math.floor(index / 3)] ?? 0)))),
    );
    return { data, width, height };
  }
  const before = await open(made)
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer();
  return await rasterOf(open(ground).composite([{ input: before, raw: { width, height, channels: 4 } }]));
}

/** One even colour, or what models paint in its place. */
async function groundOf(colour: string, { width, height }: Raster, { backdrop }: Behaviour): Promise<Raster> {
  if (backdrop === 'checkerboard') {
    const board = `<pattern id="c" width="32" height="32" patternUnits="userSpaceOnUse"><rect width="32" height="32" fill="#fff"/>
      <path d="M0 0h16v16h16v16h-16v-16h-16z" fill="#ccc"/></pattern><rect width="100%" height="100%" fill="url(#c)"/>`;
    return await rasterOf(sharp(svgOf(width, height, board)));
  }
  const shade = `<linearGradient id="g" x2="0" y2="1"><stop stop-color="${colour}"/><stop offset="1" stop-color="#808080"/></linearGradient>`;
  const fill = backdrop === 'uneven' ? 'url(#g)' : colour;
  return await rasterOf(
    sharp(svgOf(width, height, `${shade}<rect width="100%" height="100%" fill="${fill}"/>`)),
  );
}

async function softEllipse(width: number, height: number): Promise<Buffer> {
  const shape = `<rect width="100%" height="100%"/><ellipse cx="50%" cy="52%" rx="34%" ry="36%" fill="#fff"/>`;
  return await sharp(svgOf(width, height, shape))
    .flatten()
    .blur(3)
    .extractChannel(0)
    .raw()
    .toBuffer();
}
