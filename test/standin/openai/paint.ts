import sharp from 'sharp';
import type { Behaviour } from '../behaviours.ts';
import { displaced } from '../displace.ts';
import { drawnWords, editPicture } from '../editPicture.ts';
import { open, type Raster, rasterOf, svgOf } from '../raster.ts';
import { unreadableImage } from '../refusal.ts';
import type { CheckedImages } from './checkImages.ts';
import { chosenSize, type Size } from './sizes.ts';

/** What was made for one request. */
export interface Painted {
  /** Encoded pictures, the first one as the prompt asks, others in other colours. */
  pictures: Buffer[];
  /** Drafts for a stream, the roughest first. */
  drafts: Buffer[];
  size: Size;
  format: string;
}

/**
 * Paints what is asked.
 *
 * @throws {Refusal} for inputs that can't be decoded
 */
export async function paint(request: CheckedImages, behaviour: Behaviour): Promise<Painted> {
  const { prompt, images, n } = request;
  const first = images[0] && (await shownSize(images[0]));
  const size: Size = behaviour.size
    ? [behaviour.size.width, behaviour.size.height]
    : (request.size ?? chosenSize(request.model, prompt, first));
  const format = behaviour.type ?? request.format;
  if (behaviour.images === 'hostileSvg') {
    return { pictures: [hostileSvg(size)], drafts: [], size, format: 'svg' };
  }
  if (behaviour.image) return { pictures: [Buffer.from(behaviour.image)], drafts: [], size, format };
  const upright = await Promise.all(images.map((image) => sharp(image).autoOrient().toBuffer()));
  const where = await hintOf(request, size);
  const painted = await editPicture(prompt, upright, ...size, where);
  const result = await displaced(where ? await drifted(painted, where) : painted, behaviour);
  const encoded = async (raster: Raster) => await encode(request, raster, format);
  const more = { further: 1, fewerImages: -1 } as Readonly<Record<string, number>>;
  const count = Math.max(1, n + (more[behaviour.images ?? ''] ?? 0));
  const others = Array.from({ length: count - 1 }, (_, i) =>
    rasterOf(open(result).modulate({ hue: 60 * (i + 1) })),
  );
  const drafts = Array.from({ length: request.partials }, (_, i) =>
    rasterOf(open(result).blur(Math.max(2, size[0] / (16 * (i + 1))))),
  );
  return {
    pictures: await Promise.all([result, ...(await Promise.all(others))].map(encoded)),
    drafts: await Promise.all((await Promise.all(drafts)).map(encoded)),
    size,
    format,
  };
}

async function shownSize(image: Buffer): Promise<Size> {
  try {
    const { autoOrient } = await sharp(image).metadata();
    return [autoOrient.width, autoOrient.height];
  } catch {
    throw unreadableImage();
  }
}

/** Where the picture may change: where a mask is clear, or in the box around the marks of a markup. */
async function hintOf({ mask, markup }: CheckedImages, [width, height]: Size): Promise<Buffer | undefined> {
  const guide = mask ?? markup;
  if (!guide) return undefined;
  const alpha = await sharp(guide)
    .resize(width, height, { fit: 'cover' })
    .extractChannel('alpha')
    .raw()
    .toBuffer();
  if (mask) return Buffer.from(alpha.map((level) => 255 - level));
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (const [at, level] of alpha.entries()) {
    if (level < 128) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  const inBox = alpha.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x >= left && x <= right && y >= top && y <= bottom ? 255 : 0;
  });
  return Buffer.from(inBox);
}

/** A hint protects nothing: what shall stay comes back a little lighter. */
async function drifted(raster: Raster, where: Buffer): Promise<Raster> {
  const data = Buffer.from(raster.data);
  for (const [pixel, may] of where.entries()) {
    if (may > 0) continue;
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) data[at] = Math.min(255, (data[at] ?? 0) + 4);
  }
  return { ...raster, data };
}

async function encode(request: CheckedImages, raster: Raster, format: string): Promise<Buffer> {
  const { width, height } = raster;
  const clear = request.background === 'transparent';
  if (format === 'svg') return await svgFrom(request, raster, clear);
  const alpha = sharp(
    svgOf(width, height, `<rect width="${width}" height="${height}"/>${subject(raster, '#fff')}`),
  );
  const image = clear
    ? open(raster).joinChannel(await alpha.flatten().extractChannel(0).raw().toBuffer(), {
        raw: { width, height, channels: 1 },
      })
    : open(raster);
  switch (format) {
    case 'jpeg':
      return await image
        .jpeg({ quality: Math.max(1, request.compression), chromaSubsampling: '4:4:4' })
        .toBuffer();
    case 'webp':
      return await image.webp({ quality: Math.max(1, request.compression) }).toBuffer();
    case 'gif':
      return await animate(await image.png().toBuffer(), request);
    default:
      return await image.png({ compressionLevel: 6 }).toBuffer();
  }
}

/** What is no background: everything around it becomes clear. */
const subject = ({ width, height }: Raster, fill: string) =>
  `<ellipse cx="${width / 2}" cy="${height * 0.55}" rx="${width * 0.3}" ry="${height * 0.42}" fill="${fill}"/>`;

/** Frames that grow darker. */
async function animate(picture: Buffer, { frames, frameMs }: CheckedImages): Promise<Buffer> {
  const shades = await Promise.all(
    Array.from({ length: frames }, (_, i) =>
      sharp(picture)
        .modulate({ brightness: 1 - i / (2 * frames) })
        .png()
        .toBuffer(),
    ),
  );
  return await sharp(shades, { join: { animated: true } })
    .gif({ delay: shades.map(() => Math.round(frameMs / 10) * 10), loop: 0 })
    .toBuffer();
}

/** Words as they are drawn, an edited picture as a mosaic; as in the real one a ground only where it was asked for. */
async function svgFrom(
  { prompt, edit, background }: CheckedImages,
  raster: Raster,
  clear: boolean,
): Promise<Buffer> {
  const { width, height } = raster;
  const ground = background === 'opaque' ? `<rect width="${width}" height="${height}" fill="#fff"/>` : '';
  if (!edit) {
    const drawn = drawnWords(prompt, width, height);
    return svgOf(
      width,
      height,
      clear
        ? `<clipPath id="c">${subject(raster, '#000')}</clipPath><g clip-path="url(#c)">${drawn}</g>`
        : ground + drawn,
    );
  }
  const columns = 32;
  const rows = Math.max(1, Math.round((columns * height) / width));
  const { data } = await rasterOf(open(raster).resize(columns, rows, { fit: 'fill' }));
  const [w, h] = [width / columns, height / rows];
  const tiles = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [(i % columns) * w, Math.floor(i / columns) * h];
    const colour = data.subarray(i * 3, i * 3 + 3).toString('hex');
    return `<path fill="#${colour}" d="M${x} ${y}h${w}v${h}h-${w}z"/>`;
  });
  return svgOf(width, height, ground + tiles.join(''));
}

/** What must not survive: everything here names itself `hostile`, and does nothing but that. */
function hostileSvg([width, height]: Size): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY hostile "entity">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" onload="hostile()">
<style>@import url("https://hostile.example/a.css"); .a { fill: #0a0 } .b { fill: url(https://hostile.example/b.svg#x) }</style>
<script>hostile()</script>
<rect class="a" width="${width}" height="${height}" onclick="hostile()"/>
<a href="javascript:hostile()"><circle cx="${width / 2}" cy="${height / 2}" r="${height / 4}" fill="#c00"/></a>
<image href="https://hostile.example/c.png" width="10" height="10"/>
<use xlink:href="https://hostile.example/d.svg#x"/>
<set attributeName="href" to="javascript:hostile()"/>
<foreignObject width="10" height="10"><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://hostile.example/"/></foreignObject>
</svg>`,
  );
}
