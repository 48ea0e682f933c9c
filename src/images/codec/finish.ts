import type { Finished, FinishRequest } from '../codecProtocol.ts';
import type { Restoring } from '../geometry.ts';
import type { Size } from '../imageTypes.ts';
import { encode } from './encode.ts';
import { alphaOf, type OpenImage, openImage, runSharp } from './openImage.ts';

/** Brings a result into the size and type in which it is saved, encoding it once. Already right: the same bytes. */
export async function finish(request: FinishRequest, maxPixels: number): Promise<Finished> {
  const image = await openImage(request.bytes, maxPixels);
  const { restoring, outputType } = request;
  const size = restoring?.resize ?? image.size;
  const { alpha, transparency } = await transparencyOf(request, size, maxPixels);
  if (image.info.type === outputType && !changesShape(image.size, restoring) && !alpha) {
    return { bytes: request.bytes, type: outputType, width: size.width, height: size.height, transparency };
  }
  return runSharp(
    image.info.type,
    async () => {
      let pipeline = shaped(image, restoring);
      if (!image.info.cmyk) pipeline = pipeline.keepIccProfile();
      if (alpha || (outputType === 'jpeg' && image.info.hasAlpha))
        pipeline = pipeline.flatten({ background: '#ffffff' });
      if (alpha) {
        pipeline = pipeline.toColourspace('srgb').joinChannel(alpha, { raw: { ...size, channels: 1 } });
      }
      const written = encode(pipeline, outputType, request.quality);
      const { data, info } = await written.toBuffer({ resolveWithObject: true });
      return { bytes: data, type: outputType, width: info.width, height: info.height, transparency };
    },
    outputType,
  );
}

type Alpha = Pick<Finished, 'transparency'> & { alpha?: Buffer };

async function transparencyOf(request: FinishRequest, size: Size, maxPixels: number): Promise<Alpha> {
  if (!request.alphaFrom) return { transparency: 'none' };
  const source = await openImage(request.alphaFrom, maxPixels);
  if (!source.info.hasAlpha) return { transparency: 'none' };
  if (request.outputType === 'jpeg') return { transparency: 'typeHasNone' };
  if (source.size.width !== size.width || source.size.height !== size.height) {
    return { transparency: 'sizeDiffers' };
  }
  const alpha = await runSharp(source.info.type, () => alphaOf(source));
  return alpha.some((value) => value !== 255) ? { transparency: 'kept', alpha } : { transparency: 'none' };
}

function changesShape(size: Size, restoring: Restoring | undefined): boolean {
  if (!restoring) return false;
  const { crop, resize } = restoring;
  return [crop, resize].some(({ width, height }) => width !== size.width || height !== size.height);
}

function shaped(image: OpenImage, restoring: Restoring | undefined) {
  if (!restoring || !changesShape(image.size, restoring)) return image.decode();
  const { crop, resize } = restoring;
  return image.decode().extract(crop).resize(resize.width, resize.height, { fit: 'fill' });
}
