import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import type { AspectRatio, ImageSize, ThinkingLevel } from '../shared/options.ts';
import { canBeAsked, type ModelCapabilities } from './models.ts';
import type { BodyTraits, Provider, ProviderLimits } from './providers.ts';

/** An input image whose bytes are read only when they are sent, and again for each repetition. */
export interface RequestImage {
  /** The true type, found from the bytes. */
  mimeType: string;
  byteLength: number;
  open(): AsyncIterable<Uint8Array>;
}

/** One edit, decided to the last field. An option that is absent is not sent. */
export interface RequestPlan {
  capabilities: ModelCapabilities;
  prompt: string;
  images: readonly RequestImage[];
  aspectRatio?: AspectRatio | undefined;
  size?: ImageSize | undefined;
  thinking?: ThinkingLevel | '' | undefined;
  imageOnly: boolean;
  includeThoughts: boolean;
}

export interface ImagePart {
  inlineData: { mimeType: string; data: string };
}

/** The body of one generateContent call. */
export interface GenerateBody {
  contents: [{ role?: 'user'; parts: [{ text: string }, ...ImagePart[]] }];
  generationConfig: {
    responseModalities: ('TEXT' | 'IMAGE')[];
    imageConfig?: { aspectRatio?: AspectRatio; imageSize?: ImageSize };
    thinkingConfig?: { thinkingLevel?: string; includeThoughts?: true };
  };
  store?: false;
}

/** A body ready to be sent: literal JSON, with an image's base64 wherever one stands in the list. */
export type BodyPiece = string | RequestImage;

/** As the API's documents spell them; case does not matter to it. */
const wireThinking: Record<ThinkingLevel, string> = { minimal: 'minimal', medium: 'medium', high: 'High' };

/** What the models take, by Google's and APIYI's lists. */
export const takenMimeTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'image/heif',
];

/**
 * The body as an object, with a placeholder where the base64 of an image goes: what "Show request"
 * prints. Fails where the plan asks for what the model doesn't take.
 */
export function describeBody(plan: RequestPlan, traits: BodyTraits): Outcome<GenerateBody> {
  const refused = refuseOptions(plan);
  if (refused) return fail(refused);
  const images = plan.images.map(
    ({ mimeType, byteLength }): ImagePart => ({
      inlineData: { mimeType, data: `<base64 of ${byteLength} bytes>` },
    }),
  );
  const { role, ...topLevel } = traits;
  return succeed({
    contents: [{ ...(role && { role }), parts: [{ text: plan.prompt }, ...images] }],
    generationConfig: generationConfig(plan),
    ...topLevel,
  });
}

/** The same body as literal JSON around the images. */
export function buildBody(plan: RequestPlan, traits: BodyTraits): Outcome<BodyPiece[]> {
  const refused = refuseOptions(plan);
  if (refused) return fail(refused);
  const pieces: BodyPiece[] = [];
  const { role, ...topLevel } = traits;
  const roleField = role ? `"role":${JSON.stringify(role)},` : '';
  let literal = `{"contents":[{${roleField}"parts":[${JSON.stringify({ text: plan.prompt })}`;
  for (const image of plan.images) {
    pieces.push(`${literal},{"inlineData":{"mimeType":${JSON.stringify(image.mimeType)},"data":"`, image);
    literal = '"}}';
  }
  const rest = JSON.stringify({ generationConfig: generationConfig(plan), ...topLevel });
  pieces.push(`${literal}]}],${rest.slice(1)}`);
  return succeed(pieces);
}

function generationConfig(plan: RequestPlan): GenerateBody['generationConfig'] {
  const { aspectRatio, size, thinking, includeThoughts } = plan;
  const config: GenerateBody['generationConfig'] = {
    responseModalities: plan.imageOnly ? ['IMAGE'] : ['TEXT', 'IMAGE'],
  };
  if (aspectRatio || size) {
    config.imageConfig = { ...(aspectRatio && { aspectRatio }), ...(size && { imageSize: size }) };
  }
  if (thinking || includeThoughts) {
    config.thinkingConfig = {
      ...(thinking && { thinkingLevel: wireThinking[thinking] }),
      ...(includeThoughts && { includeThoughts }),
    };
  }
  return config;
}

function refuseOptions({ capabilities, ...plan }: RequestPlan): Failure | undefined {
  const { name, id } = capabilities;
  if (!canBeAsked(id)) {
    const what = `${name} can't be asked: it doesn't speak the protocol of the Gemini models.`;
    return {
      ...refused('request.otherEngine', `${what} Choose a Gemini image model.`),
      nextSteps: ['chooseModel'],
    };
  }
  if (plan.prompt.trim() === '') {
    return refused('request.emptyPrompt', 'There is no prompt yet. Write what should change, then run.');
  }
  if (plan.images.length > capabilities.maxInputs) {
    const most = `${name} takes at most ${capabilities.maxInputs} input images and ${plan.images.length} are chosen.`;
    return refused('request.tooManyInputs', `${most} Remove some, or edit each by itself.`);
  }
  const wrong = plan.images.findIndex(({ mimeType }) => !takenMimeTypes.includes(mimeType));
  if (wrong >= 0) {
    const type = plan.images[wrong]?.mimeType;
    const hint = 'Convert it to PNG or JPEG first.';
    return refused(
      'request.badImageType',
      `Input ${wrong + 1} is ${type}, which ${name} doesn't take. ${hint}`,
    );
  }
  if (plan.aspectRatio && !capabilities.aspectRatios.includes(plan.aspectRatio)) {
    return notTaken('request.badRatio', name, `the ratio ${plan.aspectRatio}`, 'another ratio');
  }
  if (plan.size && !capabilities.sizes.includes(plan.size)) {
    return notTaken('request.badSize', name, `the size ${plan.size}`, 'another size or Auto');
  }
  if (plan.thinking && !capabilities.thinkingLevels.includes(plan.thinking)) {
    return notTaken(
      'request.badThinking',
      name,
      `the thinking level ${plan.thinking}`,
      'another level or none',
    );
  }
  if (plan.includeThoughts && !capabilities.takesIncludeThoughts) {
    return notTaken('request.badThoughts', name, 'a wish for its thoughts', 'a model that thinks');
  }
  return undefined;
}

/**
 * Whether a provider takes a request of this size.
 * @param bodyBytes the exact length of the body, as it would be sent
 */
export function checkRequest(
  plan: RequestPlan,
  bodyBytes: number,
  provider: Pick<Provider, 'name'>,
  limits: ProviderLimits,
): Failure | undefined {
  const most = limits.imageBytes ?? Number.POSITIVE_INFINITY;
  const large = plan.images.findIndex(({ byteLength }) => byteLength > most);
  if (large >= 0) {
    const size = megabytes(plan.images[large]?.byteLength ?? 0);
    const sentence = `Input ${large + 1} has ${size} and ${provider.name} takes at most ${megabytes(most)} an image.`;
    return refused('request.imageTooLarge', `${sentence} Use a smaller copy of it.`);
  }
  if (bodyBytes > limits.bodyBytes) {
    const sentence = `The request has ${megabytes(bodyBytes)} and ${provider.name} takes at most`;
    const hint = 'Use fewer or smaller input images.';
    return refused('request.tooLarge', `${sentence} ${megabytes(limits.bodyBytes)}. ${hint}`);
  }
  return undefined;
}

const megabytes = (bytes: number) => `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('en')} MB`;

const notTaken = (code: string, name: string, what: string, instead: string): Failure => ({
  code,
  sentence: `${name} doesn't take ${what}. Choose ${instead}, or another model.`,
  nextSteps: ['chooseModel'],
  billed: 'no',
});

const refused = (code: string, sentence: string): Failure => ({
  code,
  sentence,
  nextSteps: [],
  billed: 'no',
});
