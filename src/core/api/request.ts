import { type ModelCapabilities, violations } from '../capabilities.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import type { AspectRatio, ImageSize, ThinkingLevel } from '../shared/options.ts';
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

/** A part of a body: literal text, or the bytes of a file, as base64 within JSON or raw within multipart. */
export type BodyPiece =
  | { encoding: 'text'; text: string }
  | { encoding: 'base64' | 'raw'; file: Pick<RequestImage, 'byteLength' | 'open'> };

/** A body ready to be sent: its pieces one after the other, without anything between. */
export interface RequestBody {
  /** Of the header. */
  contentType: string;
  pieces: readonly BodyPiece[];
}

/** As the API's documents spell them; case does not matter to it. */
const wireThinking: Record<ThinkingLevel, string> = { minimal: 'minimal', medium: 'medium', high: 'High' };

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
export function buildBody(plan: RequestPlan, traits: BodyTraits): Outcome<RequestBody> {
  const refused = refuseOptions(plan);
  if (refused) return fail(refused);
  const pieces: BodyPiece[] = [];
  const add = (text: string) => pieces.push({ encoding: 'text', text });
  const { role, ...topLevel } = traits;
  const roleField = role ? `"role":${JSON.stringify(role)},` : '';
  let literal = `{"contents":[{${roleField}"parts":[${JSON.stringify({ text: plan.prompt })}`;
  for (const image of plan.images) {
    add(`${literal},{"inlineData":{"mimeType":${JSON.stringify(image.mimeType)},"data":"`);
    pieces.push({ encoding: 'base64', file: image });
    literal = '"}}';
  }
  const rest = JSON.stringify({ generationConfig: generationConfig(plan), ...topLevel });
  add(`${literal}]}],${rest.slice(1)}`);
  return succeed({ contentType: 'application/json', pieces });
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

function refuseOptions({ capabilities, prompt, images, ...options }: RequestPlan): Failure | undefined {
  const types = images.map(({ mimeType }) => mimeType);
  const [violation] = violations(options, capabilities, { count: images.length, types });
  if (violation?.key !== 'model' && prompt.trim() === '') {
    return refused('request.emptyPrompt', 'There is no prompt yet. Write what should change, then run.');
  }
  return (
    violation && {
      ...refused(violation.code, violation.sentence),
      nextSteps: violation.remedy === 'model' ? ['chooseModel'] : [],
    }
  );
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

const refused = (code: string, sentence: string): Failure => ({
  code,
  sentence,
  nextSteps: [],
  billed: 'no',
});
