import { mimeOfBytes } from './imageMagic.ts';
import type { StandInModel } from './models.ts';
import { invalid, Refusal, type Style } from './refusal.ts';
import { type GenerateRequest, invalidAt, type RequestPart, readShape, unknownName } from './requestShape.ts';

/** A request that passed every check, with its images decoded from base64. */
export interface CheckedRequest {
  model: StandInModel;
  prompt: string;
  images: { mimeType: string; bytes: Buffer }[];
  aspectRatio?: string;
  imageSize?: string;
  imageOnly: boolean;
  includeThoughts: boolean;
  thinkingLevel?: string;
}

const mimeTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'];
const dataFields = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
] as const;
const maxImages = 14;
const maxResellerImageBytes = 7 * 1024 * 1024;

/**
 * Checks a parsed body against what the real API takes for this model.
 *
 * @throws {Refusal} for the first thing the real API would refuse
 */
export function checkRequest(style: Style, model: StandInModel, body: unknown): CheckedRequest {
  const request = readShape(body);
  if (style !== 'google' && request.store !== undefined) {
    throw unknownName('store', '');
  }
  const contents = request.contents ?? [];
  if (contents.length === 0) {
    throw invalid('* GenerateContentRequest.contents: contents is not specified');
  }
  const images: CheckedRequest['images'] = [];
  for (const [turn, { role, parts = [] }] of contents.entries()) {
    // Only Vertex insists on a role.
    if (role === undefined ? style === 'vertex' : role !== 'user' && role !== 'model') {
      throw invalid('Please use a valid role: user, model.');
    }
    if (parts.length === 0) {
      throw invalid(`* GenerateContentRequest.contents[${turn}].parts: contents.parts must not be empty.`);
    }
    for (const [index, part] of parts.entries()) {
      const image = checkPart(style, part, `contents[${turn}].parts[${index}]`);
      if (image !== undefined) {
        images.push(image);
      }
      if (image && model.signs && role === 'model' && part.thoughtSignature === undefined) {
        throw invalid(
          `Image part is missing a thought_signature in content position ${turn + 1}, ` +
            `part position ${index + 1}. Please refer to the thought signature documentation.`,
        );
      }
    }
  }
  const last = contents.at(-1);
  if (last?.role === 'model') {
    throw invalid('Please ensure that the last turn ends with a user role or the role field is empty.');
  }
  if (images.length > maxImages) {
    throw invalid(`Too many images: ${images.length}. At most ${maxImages} images are allowed per request.`);
  }
  const prompt = (last?.parts ?? []).flatMap((part) => part.text ?? []).join('\n');
  if (prompt.trim() === '') {
    throw invalid('Unable to generate an image without a text instruction. Please provide a prompt.');
  }
  return { model, prompt, images, ...checkConfig(model, request) };
}

function checkPart(
  style: Style,
  part: RequestPart,
  path: string,
): CheckedRequest['images'][number] | undefined {
  const given = dataFields.filter((field) => part[field] !== undefined);
  if (given.length > 1) {
    throw invalidAt(
      path,
      `Invalid value at '${path}' (oneof), oneof field 'data' is already set. Cannot set '${given[1]}'`,
    );
  }
  if (given.length === 0 && part.thoughtSignature === undefined) {
    throw invalid(
      `* GenerateContentRequest.${path}.data: required oneof field 'data' must have one initialized field`,
    );
  }
  if (given[0] === 'fileData') {
    throw new Refusal({
      http: 403,
      status: 'PERMISSION_DENIED',
      message: 'You do not have permission to access the File or it may not exist.',
    });
  }
  if (given[0] !== undefined && given[0] !== 'text' && given[0] !== 'inlineData') {
    throw invalid(`Function calling and code execution are not enabled for this model (${path}).`);
  }
  return part.inlineData ? checkImage(style, part.inlineData, `${path}.inline_data`) : undefined;
}

function checkImage(
  style: Style,
  { mimeType, data, displayName }: NonNullable<RequestPart['inlineData']>,
  path: string,
): CheckedRequest['images'][number] {
  if (displayName !== undefined) {
    throw invalidAt(
      path,
      `Invalid JSON payload received. Unknown name "displayName" at '${path}': Cannot find field.`,
    );
  }
  if (mimeType === undefined || mimeType === '') {
    throw invalid(`* GenerateContentRequest.${path}.mime_type: mime_type is not specified`);
  }
  if (!mimeTypes.includes(mimeType)) {
    throw invalid(`Unsupported MIME type: ${mimeType}`);
  }
  if (data === undefined || data === '') {
    throw invalid(`* GenerateContentRequest.${path}.data: data is not specified`);
  }
  if (!isBase64(data)) {
    throw invalidAt(
      `${path}.data`,
      `Invalid value at '${path}.data' (TYPE_BYTES), Base64 decoding failed for "${data.slice(0, 40)}"`,
    );
  }
  const bytes = Buffer.from(data, 'base64');
  if (mimeOfBytes(bytes) !== mimeType) {
    throw invalid(
      `Unable to process input image at ${path}. The bytes are not ${mimeType}. Please retry with a valid image.`,
    );
  }
  if (style === 'apiyi' && bytes.length > maxResellerImageBytes) {
    throw invalid(`Image at ${path} is too large: ${bytes.length} bytes, at most ${maxResellerImageBytes}.`);
  }
  return { mimeType, bytes };
}

function isBase64(text: string): boolean {
  const padding = text.indexOf('=');
  const end = padding === -1 ? text.length : padding;
  return text.length % 4 === 0 && end >= text.length - 2 && !/[^A-Za-z0-9+/=]/.test(text);
}

function checkConfig(
  model: StandInModel,
  { generationConfig = {} }: GenerateRequest,
): Pick<CheckedRequest, 'aspectRatio' | 'imageSize' | 'imageOnly' | 'includeThoughts' | 'thinkingLevel'> {
  const { responseModalities = ['TEXT', 'IMAGE'], imageConfig, thinkingConfig } = generationConfig;
  const modalities = [...responseModalities].sort().join();
  if (modalities !== 'IMAGE,TEXT' && modalities !== 'IMAGE') {
    throw invalid(
      `The requested combination of response modalities (${responseModalities.join(', ')}) is not supported by ` +
        'the model. It accepts [IMAGE] and [TEXT, IMAGE].',
    );
  }
  if ((generationConfig.candidateCount ?? 1) !== 1) {
    throw invalid('Multiple candidates is not enabled for this model');
  }
  const { aspectRatio, imageSize } = imageConfig ?? {};
  if (aspectRatio !== undefined && !(aspectRatio in model.pixels)) {
    throw invalid(
      `Aspect ratio ${aspectRatio} is not supported by ${model.id}. Supported: ${Object.keys(model.pixels).join(', ')}.`,
    );
  }
  if (imageSize !== undefined && !(imageSize in model.sizes)) {
    const supported = Object.keys(model.sizes).join(', ') || 'none, leave the field out';
    throw invalid(`Image size ${imageSize} is not supported by ${model.id}. Supported: ${supported}.`);
  }
  const thinkingLevel = thinkingConfig?.thinkingLevel?.toLowerCase();
  if (thinkingConfig !== undefined) {
    checkThinking(model, thinkingLevel, thinkingConfig.thinkingBudget !== undefined);
  }
  return {
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(imageSize !== undefined && { imageSize }),
    ...(thinkingLevel !== undefined && { thinkingLevel }),
    imageOnly: modalities === 'IMAGE',
    includeThoughts: thinkingConfig?.includeThoughts ?? false,
  };
}

function checkThinking(model: StandInModel, level: string | undefined, budget: boolean): void {
  if (model.thinking === 'none') {
    throw invalid(`Thinking is not enabled for models/${model.id}`);
  }
  if (budget) {
    throw invalid('Thinking budget is not supported for this model. Please use thinking level.');
  }
  if (level !== undefined && model.thinking === 'fixed') {
    throw invalid('Thinking level is not supported for this model.');
  }
  if (level !== undefined && !model.thinking.includes(level)) {
    throw invalid(
      `Thinking level ${level.toUpperCase()} is not supported for this model. Please retry with other thinking level.`,
    );
  }
}
