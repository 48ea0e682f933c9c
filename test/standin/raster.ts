import sharp, { type Sharp } from 'sharp';

/** Uncompressed pixels, 8 bit RGB, no alpha. */
export interface Raster {
  data: Buffer;
  width: number;
  height: number;
}

/** Opens a raster for further work. */
export function open({ data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Runs a pipeline. Colours become sRGB; what is transparent becomes black, as a model without alpha shows it. */
export async function rasterOf(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline
    .flatten({ background: '#000' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: info.channels === 1 ? threefold(data) : data, width: info.width, height: info.height };
}

/** Grey pixels as RGB: the decoder keeps a grey picture in one channel. */
function threefold(grey: Buffer): Buffer {
  const rgb = Buffer.allocUnsafe(grey.length * 3);
  for (let from = 0, at = 0; from < grey.length; from++) {
    const level = grey[from] ?? 0;
    rgb[at++] = level;
    rgb[at++] = level;
    rgb[at++] = level;
  }
  return rgb;
}

/** Draws an SVG of the same size over it. `inner` is the SVG's content. */
export function drawOver(raster: Raster, inner: string): Promise<Raster> {
  return rasterOf(open(raster).composite([{ input: svgOf(raster.width, raster.height, inner) }]));
}

export function svgOf(width: number, height: number, inner: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}">${inner}</svg>`,
  );
}

/** Compresses to what a model would send. */
export async function encode(raster: Raster, type: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  const image = open(raster);
  switch (type) {
    case 'png':
      return await image.png({ compressionLevel: 6 }).toBuffer();
    case 'webp':
      return await image.webp({ quality: 90 }).toBuffer();
    case 'jpeg':
      return await image.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  }
}
