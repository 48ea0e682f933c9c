import { inARow, t } from '../../../shared/l10n.ts';
import { gatherContents } from '../../answer/answerContents.ts';
import type { AnswerDocument } from '../../answer/answerDocuments.ts';
import { linkedFailure, pictureLink } from '../../answer/links.ts';
import { best, plainImage, sortImages } from '../../answer/receivedImages.ts';
import type { ImageSink, Usage } from '../../answer/response.ts';
import { clean, failure, mayBeBilled } from '../../failures.ts';
import type { JsonValue } from '../../json/jsonValue.ts';
import { field, listOf, textOf } from '../../json/lenient.ts';
import type { CameAs, Understood } from '../engine.ts';
import { readUsage } from './usage.ts';

/** A value that is whole says all, but in a stream only the event that completes it does. */
export function saysFinished(documents: readonly AnswerDocument[]): boolean {
  return hasCompleted(documents) || documents.some(({ value }) => field(value, 'data') !== undefined);
}

/** The kind of an event, which some gateways say in its name alone. */
const typeOf = ({ value, event }: AnswerDocument): string => textOf(field(value, 'type')) ?? event;
const hasCompleted = (documents: readonly AnswerDocument[]): boolean =>
  documents.some((document) => typeOf(document).endsWith('.completed'));

/** What stands for the picture of an event that shows what is still being drawn. */
export const partialIn = (document: AnswerDocument): JsonValue | undefined =>
  typeOf(document).endsWith('partial_image')
    ? (field(document.value, 'b64_json') ?? field(document.value, 'partial_image_b64'))
    : undefined;

/**
 * What an answer means: the first picture is the result, the others are further ones, and those that came while
 * it was drawn are thrown away. Bytes decide wherever they stand. An address in their place is fetched; one that
 * stands elsewhere, as in words, is told.
 */
export async function understand<S extends ImageSink>(came: CameAs<S>): Promise<Understood<S>> {
  const { documents, bytesOf, all } = came;
  const contents = await gatherContents(
    documents,
    came.scannedOf,
    (token) => bytesOf(token) !== undefined,
    readUsage,
  );
  const { errors, usage } = contents;
  const words = wordsOf(documents, contents.words);
  const isStream = documents.some((document) => /^(?:image_|response\.)/.test(typeOf(document)));
  // What breaks off behind the event that has the final picture has nothing more to say.
  const broken = isStream ? !hasCompleted(documents) : !(came.complete && came.ended);
  const { images, leftOut, notStored, damaged } = sortImages({ ...contents, bytesOf, all });
  const results = images.filter(({ thought }) => !thought);
  const highest = best(results)?.rank;
  // Some that stream send the last one as if it were still being drawn, and say then that it is done.
  const isDone = isStream && !broken && errors.length === 0 && notStored.length === 0;
  const final = results.find(({ rank }) => rank === highest) ?? (isDone ? best(images) : undefined);
  const told = {
    others: results.filter((image) => image !== final && image.rank === highest).map(plainImage),
    thoughts: { images: [], texts: [] },
    words,
    notes: leftOut,
    ...(usage && { usage }),
  };
  const [link, ...further] = linksOf(came);
  if (final) {
    const links = [link, ...further].filter((one) => one !== undefined);
    const answer = { ...told, final: plainImage(final), links };
    return { ok: true, errors, answer: broken ? { ...answer, incomplete: true } : answer };
  }
  if (notStored.length > 0) return { ok: false, why: 'notStored', errors };
  if (link !== undefined && errors.length === 0) {
    return { ok: 'linked', errors, links: [link], answer: { ...told, links: further } };
  }
  if (errors.length === 0 && damaged > 0) return { ok: false, why: 'damaged', errors };
  if (errors.length === 0 && broken) return { ok: false, why: 'broken', errors };
  if (contents.linksToPicture) return { ok: false, why: linkedFailure(contents.links), errors };
  return { ok: false, why: nothingMade(words, usage), errors };
}

/** The words of an answer, and what stands at `message` as a sentence. */
function wordsOf(documents: readonly AnswerDocument[], words: string): string {
  const messages = documents.flatMap(({ value }) =>
    framesOf(value).flatMap((frame) => textOf(field(frame, 'message'))?.trim() ?? []),
  );
  return [...new Set([...messages, words])].filter((one) => one !== '').join('\n\n');
}

/** The addresses that stand where the protocol has a picture, and none beside it. */
function linksOf<S extends ImageSink>({ documents, scannedOf, bytesOf }: CameAs<S>): string[] {
  const isPicture = (value: JsonValue | undefined) =>
    value !== undefined && (bytesOf(value) !== undefined || scannedOf(value) !== undefined);
  return documents.flatMap(({ value }) =>
    framesOf(value).flatMap((frame) =>
      itemsOf(frame).flatMap((item) => {
        if (isPicture(field(item, 'b64_json')) || isPicture(field(item, 'url'))) return [];
        const address = textOf(item) ?? textOf(field(item, 'url')) ?? textOf(field(item, 'image_url')) ?? '';
        return pictureLink(address) ?? [];
      }),
    ),
  );
}

/** A value, and what gateways put around it. */
function framesOf(value: JsonValue): JsonValue[] {
  const inner = ['data', 'response', 'result']
    .map((key) => field(value, key))
    .filter((one) => ['data', 'b64_json', 'url', 'images'].some((key) => field(one, key) !== undefined));
  return [value, ...inner.filter((one) => one !== undefined), ...listOf(value)];
}

/** The pictures of a frame, each as the object that holds it. */
function itemsOf(frame: JsonValue): readonly JsonValue[] {
  const isItem = field(frame, 'b64_json') !== undefined || field(frame, 'url') !== undefined;
  return isItem ? [frame] : listOf(field(frame, 'data') ?? field(frame, 'images'));
}

/** The failure for an answer without a picture. Soft refusals of the web routes are charged. */
function nothingMade(words: string, usage: Usage | undefined) {
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
    t('The answer contains no image.'),
    mayBeBilled(),
    t('Run it again, or rephrase the prompt.'),
  );
  return failure('answer.empty', sentence, generated ? 'yes' : 'maybe', ['runAgain']);
}
