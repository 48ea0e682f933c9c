import sharp from 'sharp';
import { mimeOfBytes } from '../imageMagic.ts';
import { Refusal, type Style } from '../refusal.ts';
import { FieldValues } from './fieldValues.ts';
import { type ImageModel, imageModels, retired } from './imageModels.ts';
import type { GivenFields, GivenFile } from './readFields.ts';
import { badFile, refuse, refuseValue, unknownParameter } from './refuse.ts';
import { readSize, type Size } from './sizes.ts';

/** A request of the Images endpoints that passed every check. */
export interface CheckedImages {
  model: ImageModel;
  edit: boolean;
  prompt: string;
  images: Buffer[];
  /** Where the first image may change, by its alpha. */
  mask?: Buffer;
  /** Marks over the first image. */
  markup?: Buffer;
  /** Undefined: the model chooses. */
  size: Size | undefined;
  n: number;
  quality: string;
  background: string;
  format: string;
  compression: number;
  frames: number;
  frameMs: number;
  /** The author of an SVG, where one is named. */
  svgModel: string | undefined;
  stream: boolean;
  partials: number;
  /** What holds the picture; undefined: as the endpoint likes. */
  responseFormat: string | undefined;
  safetyIdentifier: string | undefined;
}

const types = ['image/jpeg', 'image/png', 'image/webp'];
const mostImages = 16;
const mostPrompt = 32_000;
const maskBytes = 4 * 1024 * 1024;

/**
 * The model of a request.
 *
 * @throws {Refusal} for one that is not served here, and for one that the key may not use
 */
export function findImageModel(style: Style, given: GivenFields, withheld: readonly string[]): ImageModel {
  const id = new FieldValues(given).text('model');
  if (id === undefined) {
    throw refuse("Missing required parameter: 'model'.", {
      param: 'model',
      code: 'missing_required_parameter',
    });
  }
  const model = imageModels.find((known) => known.id === id && known.at.includes(style));
  if (style === 'openai' && model && withheld.includes(id)) {
    throw refuse(
      `Your organization must be verified to use the model \`${id}\`. Please go to: ` +
        'https://platform.openai.com/settings/organization/general and click on Verify Organization.',
      { http: 403 },
    );
  }
  if (model && !withheld.includes(id)) return model;
  if (style !== 'openai') {
    throw new Refusal({
      http: 503,
      status: 'UNAVAILABLE',
      message: `当前分组 default 下对于模型 ${id} 无可用渠道`,
      code: 'model_not_found',
    });
  }
  throw refuse(
    retired.includes(id)
      ? `The model \`${id}\` has been deprecated.`
      : `The model \`${id}\` does not exist or you do not have access to it.`,
    { param: 'model', code: 'model_not_found', http: 404 },
  );
}

/**
 * Checks the fields of a request against what the model takes.
 *
 * @throws {Refusal} for the first thing that would be refused
 */
export async function checkImages(
  model: ImageModel,
  given: GivenFields,
  edit: boolean,
): Promise<CheckedImages> {
  checkNames(model, given, edit);
  const values = new FieldValues(given);
  const prompt = values.text('prompt');
  if (prompt === undefined || prompt.trim() === '') {
    throw refuse("Missing required parameter: 'prompt'.", {
      param: 'prompt',
      code: 'missing_required_parameter',
    });
  }
  if (prompt.length > mostPrompt) {
    throw refuse(
      `Invalid 'prompt': string too long. Expected a string with maximum length ${mostPrompt}, but got a string with length ${prompt.length} instead.`,
      { param: 'prompt', code: 'string_above_max_length' },
    );
  }
  const options = checkOptions(model, values, given);
  return { model, edit, prompt, ...options, ...(await checkFiles(model, given, edit, options.format)) };
}

function checkNames(model: ImageModel, given: GivenFields, edit: boolean): void {
  const known = new Set(['model', 'prompt', ...model.fields, ...(edit ? model.editFields : [])]);
  for (const name of given.scalars.keys()) {
    const plain = name.replace(/(?:\[\w*\])+$/, '');
    const isFile = name === 'mask' || name === 'markup' || name === 'image';
    if (isFile && (known.has(name) || (edit && name === 'image'))) {
      throw refuse(`Invalid type for '${name}': expected a file, but got a string instead.`, {
        param: name,
        code: 'invalid_type',
      });
    }
    if (!known.has(plain) || (plain !== name && plain !== 'svg')) throw unknownParameter(name);
  }
  for (const { part } of given.files) {
    const isImage = edit && (part === 'image' || (part === 'image[]' && model.imagePart === 'image[]'));
    const isGuide = edit && (part === 'mask' || part === 'markup') && model.editFields.includes(part);
    if (!isImage && !isGuide) throw unknownParameter(part);
  }
}

function checkOptions(model: ImageModel, values: FieldValues, given: GivenFields) {
  const quality = values.oneOf('quality', model.qualities) ?? 'auto';
  const background = values.oneOf('background', ['transparent', 'opaque', 'auto']) ?? 'auto';
  const format = values.oneOf('output_format', model.formats) ?? 'png';
  const compression = values.integer('output_compression', 0, 100);
  const stream = values.boolean('stream') ?? false;
  const partials = values.integer('partial_images', 0, 3);
  const frames = values.integer('frame_count', 2, 16);
  const frameMs = values.integer('frame_duration_ms', 20, 2000);
  const n = values.integer('n', 1, model.mostPictures) ?? 1;
  values.oneOf('complexity', ['low', 'medium', 'high']);
  values.oneOf('moderation', ['auto', 'low']);
  values.oneOf('input_fidelity', ['high', 'low']);
  const svgModel = readSvgModel(given);
  const wrong = (message: string, param: string) => refuse(message, { param, code: 'invalid_value' });
  if (background === 'transparent' && format === 'jpeg') {
    throw wrong("Transparent background is not supported with output format 'jpeg'.", 'background');
  }
  if (background === 'transparent' && model.opaqueOnly) {
    throw wrong('Transparent background is not supported for this model.', 'background');
  }
  if (compression !== undefined && format !== 'jpeg' && format !== 'webp') {
    throw wrong(`Compression is not supported with output format '${format}'.`, 'output_compression');
  }
  if ((frames !== undefined || frameMs !== undefined) && format !== 'gif') {
    throw wrong("Frames are only supported with output format 'gif'.", 'frame_count');
  }
  if (svgModel.given && format !== 'svg') throw wrong("'svg' needs output format 'svg'.", 'svg');
  if ((format === 'gif' || format === 'svg') && (stream || partials !== undefined)) {
    throw wrong(`Streaming is not supported with output format '${format}'.`, 'stream');
  }
  if (format === 'svg' && n > 1) throw wrong("Only one image is supported with output format 'svg'.", 'n');
  if (partials !== undefined && !stream) {
    throw wrong("'partial_images' is only allowed when 'stream' is true.", 'partial_images');
  }
  return {
    size: readSize(model, values.text('size')),
    n,
    quality,
    background,
    format,
    compression: compression ?? 100,
    frames: frames ?? 9,
    frameMs: frameMs ?? 200,
    svgModel: svgModel.model,
    stream,
    partials: partials ?? 0,
    responseFormat: values.oneOf('response_format', ['url', 'b64_json']),
    safetyIdentifier: values.text('safety_identifier'),
  };
}

/** `svg[model]` and `svg[reasoning][effort]` in a form, an object in JSON. */
function readSvgModel({ scalars, form }: GivenFields): { given: boolean; model: string | undefined } {
  const names = [...scalars.keys()].filter((name) => /^svg(\[|$)/.test(name));
  if (names.length === 0) return { given: false, model: undefined };
  if (form) {
    const strange = names.find((name) => name !== 'svg[model]' && name !== 'svg[reasoning][effort]');
    if (strange !== undefined) throw unknownParameter(strange);
    return { given: true, model: String(scalars.get('svg[model]') ?? '') || undefined };
  }
  const svg = scalars.get('svg');
  if (typeof svg !== 'object' || svg === null) {
    throw refuse("Invalid type for 'svg': expected an object.", { param: 'svg', code: 'invalid_type' });
  }
  const strange = Object.keys(svg).find((key) => key !== 'model' && key !== 'reasoning');
  if (strange !== undefined) throw unknownParameter(`svg.${strange}`);
  return { given: true, model: 'model' in svg && typeof svg.model === 'string' ? svg.model : undefined };
}

async function checkFiles(
  model: ImageModel,
  given: GivenFields,
  edit: boolean,
  format: string,
): Promise<Pick<CheckedImages, 'images' | 'mask' | 'markup'>> {
  if (!edit) return { images: [] };
  const inputs = given.files.filter(({ part }) => part === 'image' || part === 'image[]');
  const single = inputs.filter(({ part }) => part === 'image').length;
  if (inputs.length === 0) {
    throw refuse("Missing required parameter: 'image'.", {
      param: 'image',
      code: 'missing_required_parameter',
    });
  }
  if (model.imagePart === 'image[]' && (single > 1 || (single === 1 && inputs.length > 1))) {
    throw refuse(
      "Duplicate parameter: 'image'. You provided multiple values for this parameter, whereas only one is allowed. " +
        "If you are trying to provide a list of values, use the array syntax instead e.g. 'image[]=<value>'.",
      { param: 'image', code: 'duplicate_parameter' },
    );
  }
  if (inputs.length > mostImages) {
    throw refuse(
      `Invalid 'image': array too long. Expected an array with maximum length ${mostImages}, but got an array with length ${inputs.length} instead.`,
      { param: 'image', code: 'array_above_max_length' },
    );
  }
  let first: Size | undefined;
  for (const [index, file] of inputs.entries()) {
    const size = await checkImage(file, index, model.inputBytes);
    first ??= size;
  }
  const guide = (part: string) => given.files.find((file) => file.part === part);
  const [mask, markup] = [guide('mask'), guide('markup')];
  if (mask && markup) {
    throw refuse("'mask' and 'markup' cannot be used together.", { param: 'markup', code: 'invalid_value' });
  }
  if (mask && format === 'gif') {
    throw refuse("'mask' is not supported with output format 'gif'.", {
      param: 'mask',
      code: 'invalid_value',
    });
  }
  for (const file of [mask, markup]) {
    if (file && first) await checkGuide(file, first);
  }
  return {
    images: inputs.map(({ bytes }) => bytes),
    ...(mask && { mask: mask.bytes }),
    ...(markup && { markup: markup.bytes }),
  };
}

/** @returns its size as it is shown */
async function checkImage(file: GivenFile, index: number, most: number): Promise<Size> {
  const { part, mimeType, bytes } = file;
  const name = part === 'image[]' ? `image[${index}]` : part;
  if (!types.includes(mimeType)) {
    throw refuse(
      `Invalid file '${name}': unsupported mimetype ('${mimeType}'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.`,
      { param: name, code: 'unsupported_file_mimetype' },
    );
  }
  if (bytes.length >= most) {
    throw refuse(`Invalid file '${name}': file too large. Expected less than ${most} bytes.`, {
      param: name,
      code: 'file_too_large',
    });
  }
  const unreadable = badFile(
    `Invalid image file or mode for image ${index + 1}, please check your image file.`,
    'image',
  );
  if (mimeOfBytes(bytes) !== mimeType) throw unreadable;
  const read = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw unreadable;
    });
  if (read.depth !== 'uchar' || (read.space !== 'srgb' && read.space !== 'b-w')) throw unreadable;
  return [read.autoOrient.width, read.autoOrient.height];
}

/** A mask says by its alpha where the picture may change, a markup has marks on a transparent ground. */
async function checkGuide({ part, mimeType, bytes }: GivenFile, [width, height]: Size): Promise<void> {
  if (mimeType !== 'image/png' || mimeOfBytes(bytes) !== 'image/png') {
    throw badFile(`Invalid ${part} image format - ${part} has to be a PNG`, part);
  }
  if (part === 'mask' && bytes.length >= maskBytes) {
    throw refuseValue(part, `${bytes.length} bytes`, ['less than 4 MB']);
  }
  const read = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw badFile(`Invalid ${part} image format - ${part} can not be read`, part);
    });
  if (read.width !== width || read.height !== height) {
    throw badFile(`Invalid ${part} image format - ${part} size does not match image size`, part);
  }
  if (!read.hasAlpha) {
    throw badFile(`Invalid ${part} image format - ${part} image missing alpha channel`, part);
  }
  const { isOpaque } = await sharp(bytes).stats();
  if (part === 'markup' && isOpaque) {
    throw badFile(`Invalid ${part} image format - ${part} has no transparent pixels`, part);
  }
}
