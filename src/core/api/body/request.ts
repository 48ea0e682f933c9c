import type { ModelCapabilities } from '../../capabilities.ts';
import type { Failure } from '../../shared/failure.ts';
import { formatNumber, t } from '../../shared/l10n.ts';
import type {
  AskedSize,
  AspectRatio,
  Background,
  Complexity,
  MadeFormat,
  PartialImages,
  Quality,
  ThinkingLevel,
} from '../../shared/options.ts';
import { violations } from '../../violations.ts';
import type { Provider, ProviderLimits } from '../providers.ts';

/** A file whose bytes are read only when they are sent, and again for each repetition. */
export interface SentFile {
  byteLength: number;
  open(): AsyncIterable<Uint8Array>;
}

/** An input image. */
export interface RequestImage extends SentFile {
  /** The true type, found from the bytes. */
  mimeType: string;
}

/** One edit, decided to the last field. An option that is absent is not sent. */
export interface RequestPlan {
  capabilities: ModelCapabilities;
  prompt: string;
  images: readonly RequestImage[];
  /** A PNG of the first image's pixels, transparent where that may change; only for models that take one. */
  mask?: SentFile | undefined;
  /** A PNG of the first image's pixels with marks on a transparent ground; only for models that take it, without a mask. */
  markup?: SentFile | undefined;
  /** How many are asked for at once, each at its price; absent: one. */
  pictures?: number | undefined;
  aspectRatio?: AspectRatio | undefined;
  size?: AskedSize | undefined;
  thinking?: ThinkingLevel | '' | undefined;
  quality?: Quality | '' | undefined;
  complexity?: Complexity | '' | undefined;
  background?: 'auto' | Background | undefined;
  format?: 'auto' | MadeFormat | undefined;
  partialImages?: PartialImages | undefined;
  imageOnly: boolean;
  includeThoughts: boolean;
}

/** A part of a body: literal text, or the bytes of a file, as base64 within JSON or raw within multipart. */
export type BodyPiece = { encoding: 'text'; text: string } | { encoding: 'base64' | 'raw'; file: SentFile };

/** A body ready to be sent: its pieces one after the other, without anything between. */
export interface RequestBody {
  /** Of the header. */
  contentType: string;
  pieces: readonly BodyPiece[];
}

/** What of a plan its model doesn't take; undefined when it takes all. */
export function checkPlan({
  capabilities,
  prompt,
  images,
  mask: _mask,
  markup: _markup,
  ...options
}: RequestPlan): Failure | undefined {
  const types = images.map(({ mimeType }) => mimeType);
  const [violation] = violations(options, capabilities, { count: images.length, types });
  if (violation?.key !== 'model' && prompt.trim() === '') {
    return refused('request.emptyPrompt', t('There is no prompt yet. Write what should change, then run.'));
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
export function checkSize(
  { images }: Pick<RequestPlan, 'images'>,
  bodyBytes: number,
  provider: Pick<Provider, 'name'>,
  limits: ProviderLimits,
): Failure | undefined {
  const most = limits.imageBytes ?? Number.POSITIVE_INFINITY;
  const large = images.findIndex(({ byteLength }) => byteLength > most);
  if (large >= 0) {
    const size = megabytes(images[large]?.byteLength ?? 0);
    const sentence = t(
      'Input {number} is {size}, and {name} accepts at most {most} per image. Use a smaller copy of it.',
      {
        number: large + 1,
        size,
        name: provider.name,
        most: megabytes(most),
      },
    );
    return refused('request.imageTooLarge', sentence);
  }
  if (bodyBytes > limits.bodyBytes) {
    const sentence = t(
      'The request is {size}, and {name} accepts at most {most}. Use fewer or smaller input images.',
      {
        size: megabytes(bodyBytes),
        name: provider.name,
        most: megabytes(limits.bodyBytes),
      },
    );
    return refused('request.tooLarge', sentence);
  }
  return undefined;
}

const megabytes = (bytes: number) =>
  t('{megabytes} MB', { megabytes: formatNumber(Math.ceil(bytes / 100_000) / 10) });

const refused = (code: string, sentence: string): Failure => ({
  code,
  sentence,
  nextSteps: [],
  billed: 'no',
});
