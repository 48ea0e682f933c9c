import { inARow, t } from '../../../shared/l10n.ts';
import type { AnswerDocument } from '../../answerDocuments.ts';
import { clean, failure, mayBeBilled } from '../../failures.ts';
import type { JsonValue } from '../../jsonValue.ts';
import { field, listOf, textOf } from '../../lenient.ts';
import { pictureLink } from '../../links.ts';
import { best, type FoundImage, plainImage, sortImages } from '../../receivedImages.ts';
import type { ImageSink, Usage } from '../../response.ts';
import type { CameAs, Understood } from '../engine.ts';
import { readUsage } from './usage.ts';

/** A value that is whole says all, but in a stream only the event that completes it does. */
export function saysFinished(documents: readonly AnswerDocument[]): boolean {
  return hasCompleted(documents) || documents.some(({ value }) => field(value, 'data') !== undefined);
}

const typeIn = (value: JsonValue): string => textOf(field(value, 'type')) ?? '';
const hasCompleted = (documents: readonly AnswerDocument[]): boolean =>
  documents.some(({ value }) => typeIn(value).endsWith('.completed'));

const isPartial = (value: JsonValue): boolean => typeIn(value).endsWith('.partial_image');

/** What stands for the picture of an event that shows what is still being drawn. */
export const partialIn = ({ value }: AnswerDocument): JsonValue | undefined =>
  isPartial(value) ? field(value, 'b64_json') : undefined;

/** What an answer says, wherever it stands. */
interface Contents {
  images: FoundImage[];
  /** Addresses of pictures of which there are no bytes. */
  links: string[];
  errors: JsonValue[];
  words: string;
  usage: Usage | undefined;
}

/**
 * What an answer means: the first picture is the result, the others are further ones, and those that came while
 * it was drawn are thrown away. Bytes decide wherever they stand; an address alone has to be fetched.
 */
export function understand<S extends ImageSink>(came: CameAs<S>): Understood<S> {
  const { bytesOf, all } = came;
  const contents = contentsOf(came);
  const { errors, usage } = contents;
  const isStream = came.documents.some(({ value }) => typeIn(value).startsWith('image_'));
  // What breaks off behind the event that has the final picture has nothing more to say.
  const broken = isStream ? !hasCompleted(came.documents) : !(came.complete && came.ended);
  const { images, leftOut, notStored, damaged } = sortImages({
    images: contents.images,
    repeated: new Set(),
    bytesOf,
    all,
  });
  const results = images.filter(({ thought }) => !thought);
  const highest = best(results)?.rank;
  const final = results.find(({ rank }) => rank === highest);
  const told = {
    others: results.filter((image) => image !== final && image.rank === highest).map(plainImage),
    thoughts: { images: [], texts: [] },
    words: contents.words,
    notes: leftOut,
    ...(usage && { usage }),
  };
  if (final) {
    const answer = { ...told, final: plainImage(final), links: contents.links };
    return { ok: true, errors, answer: broken ? { ...answer, incomplete: true } : answer };
  }
  if (notStored.length > 0) return { ok: false, why: 'notStored', errors };
  const [link, ...further] = contents.links;
  if (link !== undefined && errors.length === 0) {
    return { ok: 'linked', errors, links: [link], answer: { ...told, links: further } };
  }
  if (errors.length === 0 && damaged > 0) return { ok: false, why: 'damaged', errors };
  if (errors.length === 0 && broken) return { ok: false, why: 'broken', errors };
  return { ok: false, why: nothingMade(contents), errors };
}

function contentsOf<S extends ImageSink>({ documents, scannedOf, bytesOf }: CameAs<S>): Contents {
  const contents: Contents = { images: [], links: [], errors: [], words: '', usage: undefined };
  const words: string[] = [];
  for (const [document, { value, event }] of documents.entries()) {
    for (const frame of framesOf(value)) {
      const error = field(frame, 'error');
      const isError = event === 'error' || typeIn(frame) === 'error';
      if (isSaid(error)) contents.errors.push(error);
      else if (isError) contents.errors.push(frame);
      contents.usage = readUsage(field(frame, 'usage')) ?? contents.usage;
      words.push(...['message', 'text', 'output_text'].flatMap((key) => textOf(field(frame, key)) ?? []));
      const partial = isPartial(frame);
      for (const item of itemsOf(frame)) {
        const tokens = ['b64_json', 'url'].flatMap((key) => tokensOf(field(item, key), scannedOf, bytesOf));
        const link = pictureLink(textOf(field(item, 'url')) ?? '');
        if (tokens.length === 0 && link !== undefined) contents.links.push(link);
        for (const token of tokens) {
          contents.images.push({
            token,
            declaredType: undefined,
            thought: partial,
            shape: '.data',
            document,
          });
        }
      }
    }
  }
  contents.words = [...new Set(words.map((one) => one.trim()))].filter((one) => one !== '').join('\n\n');
  return contents;
}

/** A value, and what gateways put around it. */
function framesOf(value: JsonValue): JsonValue[] {
  const inner = [field(value, 'data'), field(value, 'response'), field(value, 'result')].filter(
    (one) => field(one, 'data') !== undefined || field(one, 'b64_json') !== undefined,
  );
  return [value, ...inner.filter((one) => one !== undefined), ...listOf(value)];
}

/** The pictures of a frame, each as the object that holds it. */
function itemsOf(frame: JsonValue): readonly JsonValue[] {
  const data = field(frame, 'data');
  const isItem = field(frame, 'b64_json') !== undefined || field(frame, 'url') !== undefined;
  return isItem ? [frame] : listOf(data ?? field(frame, 'images'));
}

/** What stands for a picture's bytes at a key: the base64 itself, or a text with `data:` in it. */
function tokensOf<S extends ImageSink>(
  value: JsonValue | undefined,
  scannedOf: CameAs<S>['scannedOf'],
  bytesOf: CameAs<S>['bytesOf'],
): JsonValue[] {
  if (value === undefined) return [];
  return bytesOf(value) ? [value] : [...(scannedOf(value)?.images ?? [])];
}

const isSaid = (error: JsonValue | undefined): error is JsonValue =>
  typeof error === 'string' ? error.trim() !== '' : typeof error === 'object' && error !== null;

/** The failure for an answer without a picture. Soft refusals of the web routes are charged. */
function nothingMade({ words, usage }: Contents) {
  const generated = (usage?.candidatesTokens ?? 0) > 0;
  const said = clean(words, 300);
  if (said !== '') {
    const sentence = t(
      'The model answered with words and no image: “{words}” Answer it in the prompt and run again.',
      {
        words: said,
      },
    );
    return failure('answer.textOnly', sentence, generated ? 'yes' : 'maybe', ['runAgain']);
  }
  const sentence = inARow(
    t('The answer holds no image.'),
    mayBeBilled(),
    t('Run it again, or rephrase the prompt.'),
  );
  return failure('answer.empty', sentence, generated ? 'yes' : 'maybe', ['runAgain']);
}
