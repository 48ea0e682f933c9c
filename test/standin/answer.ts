import type { Behaviour } from './behaviours.ts';
import type { CheckedRequest } from './checkRequest.ts';
import { snakeName } from './requestShape.ts';

/** A picture ready to be sent. */
export interface Picture {
  mimeType: string;
  bytes: Buffer;
}

type Json = Record<string, unknown>;

const thoughtTokens: Readonly<Record<string, number>> = { high: 746, medium: 318 };
const surplusTokens = 272;
const inputImageTokens = 258;

/**
 * The body of an answer with status 200.
 *
 * @param pictures the results, and before them the drafts if the behaviour shows any
 * @param words what the model says about them
 */
export function buildAnswer(
  request: CheckedRequest,
  behaviour: Behaviour,
  pictures: readonly Picture[],
  words: string,
  responseId: string,
): Json {
  const { answer } = behaviour;
  const refused = behaviour.block !== undefined || behaviour.finish !== undefined;
  const frame = {
    ...(answer !== 'noUsage' && { usageMetadata: usageOf(request, refused ? 0 : pictures.length) }),
    modelVersion: behaviour.modelVersion ?? request.model.id,
    responseId,
  };
  if (behaviour.block !== undefined) {
    return { promptFeedback: { blockReason: behaviour.block }, ...frame };
  }
  switch (answer) {
    case 'nothing':
      return {};
    case 'candidatesNull':
      return { candidates: null, ...frame };
    case 'candidatesEmpty':
      return { candidates: [], ...frame };
  }
  const whole = { candidates: [candidateOf(request, behaviour, pictures, words)], ...frame };
  switch (answer) {
    case 'snakeCase':
      return toSnake(whole);
    case 'enveloped':
      return { response: whole };
    case 'errorBeside':
      return { ...whole, error: { code: 500, message: 'The usage was not written.', status: 'INTERNAL' } };
    default:
      return whole;
  }
}

function candidateOf(
  request: CheckedRequest,
  behaviour: Behaviour,
  pictures: readonly Picture[],
  words: string,
): Json {
  const end = { finishReason: behaviour.finish ?? 'STOP', index: 0 };
  if (behaviour.finish !== undefined) {
    const message = finishMessages[behaviour.finish];
    return { content: {}, ...end, ...(message !== undefined && { finishMessage: message }) };
  }
  const content = { role: 'model', parts: partsOf(request, behaviour, pictures, words) };
  switch (behaviour.answer) {
    case 'contentNull':
      return { content: null, ...end };
    case 'partsNull':
      return { content: { ...content, parts: null }, ...end };
    case 'partsEmpty':
      return { content: { ...content, parts: [] }, ...end };
    default:
      return { content, ...end };
  }
}

const finishMessages: Readonly<Record<string, string>> = {
  IMAGE_SAFETY: 'The generated image was filtered out because it may violate the use policy. Try rephrasing.',
  NO_IMAGE: 'The model did not generate an image.',
  MAX_TOKENS: 'The limit of output tokens was reached.',
};

function partsOf(
  request: CheckedRequest,
  behaviour: Behaviour,
  pictures: readonly Picture[],
  words: string,
): Json[] {
  const images = pictures.map((picture) => imagePart(request, behaviour, picture));
  const text = request.imageOnly ? [] : [{ text: words }];
  const last = images.at(-1) ?? {};
  const thought = (part: Json): Json => ({ ...unsigned(part), thought: true });
  switch (behaviour.answer) {
    case 'textOnly':
      return [{ text: words }];
    case 'linkInWords':
      return [{ text: `${words}\n\n![image](${linkOf(behaviour)})` }];
    case 'linkInFileData':
      return [...text, { fileData: { mimeType: 'image/png', fileUri: linkOf(behaviour) } }];
    case 'linkBeside':
      return [...text, { fileData: { mimeType: 'image/png', fileUri: linkOf(behaviour) } }, last];
    case 'onlyThought':
      return [...text, thought(last)];
    case 'drafts':
      return [...text, ...images.map((part, i) => (i < images.length - 1 ? unsigned(part) : part))];
    case 'several':
      return images.flatMap((part, i) => [{ text: `Here is picture ${i + 1}.` }, part]);
    case 'textAndImageInOnePart':
      return [{ text: words, ...last }];
    case 'textLast':
      return [last, { text: words }];
  }
  const drafts = images.slice(0, -1).map(thought);
  const thinking =
    request.includeThoughts || behaviour.answer === 'thoughts'
      ? [
          {
            text: '**Looking at the request**\n\nI plan the change and check what has to stay.',
            thought: true,
          },
          ...drafts,
        ]
      : [];
  return [...thinking, ...text, last];
}

const linkOf = ({ link }: Behaviour): string => link ?? 'https://pictures.example/results/1.png?signature=a';

/** Drafts and thoughts come without a signature. */
function unsigned(part: Json): Json {
  const { thoughtSignature: _, ...bare } = part;
  return bare;
}

function imagePart(request: CheckedRequest, behaviour: Behaviour, picture: Picture): Json {
  const data = encodeData(picture.bytes, behaviour);
  const mimeType =
    behaviour.answer === 'wrongType'
      ? picture.mimeType === 'image/png'
        ? 'image/jpeg'
        : 'image/png'
      : picture.mimeType;
  const inlineData =
    behaviour.answer === 'noType'
      ? { data }
      : behaviour.answer === 'typeAfterData'
        ? { data, mimeType }
        : { mimeType, data };
  const signature = behaviour.signature ?? (request.model.signs ? 'after' : 'none');
  switch (signature) {
    case 'none':
      return { inlineData };
    case 'before':
      return { thoughtSignature: signatureOf(1200), inlineData };
    case 'after':
      return { inlineData, thoughtSignature: signatureOf(1200) };
    case 'huge':
      return { inlineData, thoughtSignature: signatureOf(data.length * 1.4) };
    case 'hugeBefore':
      return { thoughtSignature: signatureOf(data.length * 1.4), inlineData };
  }
}

function encodeData(bytes: Buffer, { answer }: Behaviour): string {
  switch (answer) {
    case 'truncatedBase64':
      return bytes.toString('base64').slice(0, 4 * Math.floor(bytes.length / 6) + 1);
    case 'badBase64':
      return bytes.toString('base64').replace(/^.{40}/, (start) => `${start}!?*#`);
    case 'emptyData':
      return '';
    case 'brokenImage':
      return Buffer.concat([bytes.subarray(0, 24), Buffer.alloc(4096, 0x5a)]).toString('base64');
    case 'notAnImage':
      return Buffer.from('This is a text and not a picture. '.repeat(20)).toString('base64');
    default:
      return bytes.toString('base64');
  }
}

function signatureOf(length: number): string {
  const block = 'Ev0CCvoCAeEuxv4Nano0Banana1Signature2Stand3In4';
  const rounded = Math.ceil(length / 4) * 4;
  return block.repeat(Math.ceil(rounded / block.length)).slice(0, rounded);
}

function usageOf(request: CheckedRequest, pictures: number): Json {
  const text = Math.max(1, Math.ceil(request.prompt.length / 4));
  const images = request.images.length * inputImageTokens;
  const each = request.model.fixedTokens ?? request.model.sizes[request.imageSize ?? '1K'] ?? 1120;
  const made = each * pictures;
  const candidates = made === 0 ? 0 : made + (request.model.fixedTokens === undefined ? surplusTokens : 0);
  const thoughts = made === 0 ? 0 : (thoughtTokens[request.thinkingLevel ?? ''] ?? 0);
  return {
    promptTokenCount: text + images,
    ...(candidates > 0 && { candidatesTokenCount: candidates }),
    totalTokenCount: text + images + candidates + thoughts,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(images > 0 ? [{ modality: 'IMAGE', tokenCount: images }] : []),
    ],
    ...(made > 0 && { candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: made }] }),
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    serviceTier: 'standard',
  };
}

function toSnake(value: Json): Json {
  const convert = (inner: unknown): unknown => {
    if (Array.isArray(inner)) {
      return inner.map(convert);
    }
    return typeof inner === 'object' && inner !== null ? toSnake({ ...inner }) : inner;
  };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snakeName(name), convert(inner)]));
}
