import sharp from 'sharp';
import type { Behaviour } from './behaviours.ts';
import { drawnWords } from './editPicture.ts';
import { open, type Raster, rasterOf, svgOf } from './raster.ts';

/** What models do to all of a picture when a part was to be changed: moved, scaled, brightened, or drawn anew. */
export async function displaced(raster: Raster, { displace }: Behaviour): Promise<Raster> {
  if (displace === undefined) return raster;
  const { width, height } = raster;
  const { x = 0, y = 0, scale = 1, brightness = 1, anew = false } = displace;
  if (anew) return rasterOf(sharp(svgOf(width, height, drawnWords('Something else', width, height))));
  let made = raster;
  if (x !== 0 || y !== 0 || scale !== 1) {
    const large = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const reach = 64;
    const left = reach - Math.round(x) + Math.round((large.width - width) / 2);
    const top = reach - Math.round(y) + Math.round((large.height - height) / 2);
    const scaled = await rasterOf(
      open(raster)
        .resize(large.width, large.height, { fit: 'fill' })
        .extend({ left: reach, right: reach, top: reach, bottom: reach, extendWith: 'copy' }),
    );
    made = await rasterOf(open(scaled).extract({ left, top, width, height }));
  }
  return brightness === 1 ? made : rasterOf(open(made).linear(brightness, 0));
}
