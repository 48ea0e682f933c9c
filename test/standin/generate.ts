import sharp from 'sharp';
import { buildAnswer, type Picture } from './answer.ts';
import { onBackdrop, withoutBackdrop } from './backdrop.ts';
import type { Behaviour } from './behaviours.ts';
import type { CheckedRequest } from './checkRequest.ts';
import { displaced } from './displace.ts';
import { editPicture } from './editPicture.ts';
import { mimeOfBytes } from './imageMagic.ts';
import { nearestRatio, outputPixels } from './models.ts';
import { encode, open, type Raster, rasterOf } from './raster.ts';
import { readPrompt } from './readPrompt.ts';
import { unreadableImage } from './refusal.ts';

/**
 * Makes the picture and the answer around it.
 *
 * @throws {Refusal} when an input's bytes can't be decoded
 */
export async function generate(
  request: CheckedRequest,
  behaviour: Behaviour,
  responseId: string,
): Promise<Record<string, unknown>> {
  const needless = behaviour.block !== undefined || behaviour.finish !== undefined;
  const pictures = needless ? [] : await makePictures(request, behaviour);
  return buildAnswer(request, behaviour, pictures, wordsAbout(request), responseId);
}

async function makePictures(request: CheckedRequest, behaviour: Behaviour): Promise<Picture[]> {
  const extra = extraPictures(request, behaviour);
  if (behaviour.image) {
    const bytes = Buffer.from(behaviour.image);
    const picture = { mimeType: mimeOfBytes(bytes) ?? 'image/png', bytes };
    return Array.from({ length: extra + 1 }, () => picture);
  }
  const inputs = await Promise.all(request.images.map(readInput));
  const shape = inputs.at(-1);
  const ratio =
    request.aspectRatio ?? (shape ? nearestRatio(request.model, shape.width, shape.height) : '1:1');
  const [width, height] = behaviour.size
    ? [behaviour.size.width, behaviour.size.height]
    : outputPixels(request.model, ratio, request.imageSize ?? '1K');
  const edited = await editPicture(
    withoutBackdrop(request.prompt),
    inputs.map((input) => input.bytes),
    width,
    height,
  );
  const first = inputs[0] && (await rasterOf(sharp(inputs[0].bytes)));
  const before = await onBackdrop(request.prompt, edited, first, behaviour);
  const result = await displaced(before, behaviour);
  const type = behaviour.type ?? request.model.output;
  const toPicture = async (raster: Raster): Promise<Picture> => ({
    mimeType: `image/${type}`,
    bytes: await encode(raster, type),
  });
  const others = await Promise.all(
    Array.from({ length: extra }, (_, i) =>
      rasterOf(
        open(result)
          .blur(24 / (i + 1))
          .modulate({ saturation: 0.5 }),
      ),
    ),
  );
  return await Promise.all([...others, result].map(toPicture));
}

/** Drafts or further results beside the picture itself. */
function extraPictures(request: CheckedRequest, { answer }: Behaviour): number {
  if (answer === 'thoughts' || answer === 'drafts' || answer === 'several') {
    return 2;
  }
  return request.includeThoughts ? 1 : 0;
}

async function readInput({ mimeType, bytes }: CheckedRequest['images'][number]) {
  if (mimeType === 'image/heic' || mimeType === 'image/heif') {
    return await placeholder();
  }
  try {
    const { width, height } = await sharp(bytes).metadata();
    return { bytes, width, height };
  } catch {
    throw unreadableImage();
  }
}

/** HEIC is taken as by the real API, but the stand-in's decoder lacks it: a grey picture stands for it. */
async function placeholder() {
  const [width, height] = [1200, 900];
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#9aa3b2' } })
    .png()
    .toBuffer();
  return { bytes, width, height };
}

function wordsAbout({ prompt, images }: CheckedRequest): string {
  const done = readPrompt(prompt).edits.map((edit) => edit.kind);
  if (images.length === 0) {
    return 'Here is the image you asked for.';
  }
  const from =
    images.length === 1 ? 'Here is the edited image' : `Here is one image from your ${images.length}`;
  return done.length === 0 ? `${from}.` : `${from}: ${done.join(', ')}.`;
}
