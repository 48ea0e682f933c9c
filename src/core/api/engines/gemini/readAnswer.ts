import { t } from '../../../shared/l10n.ts';
import { gatherContents } from '../../answer/answerContents.ts';
import type { AnswerDocument } from '../../answer/answerDocuments.ts';
import { best, type Candidate, plainImage, ranks, sortImages } from '../../answer/receivedImages.ts';
import type { ImageSink } from '../../answer/response.ts';
import { field, listOf, textOf } from '../../json/lenient.ts';
import type { CameAs, Understood } from '../engine.ts';
import { finishedNormally, refusalFailure } from './refusals.ts';
import { readUsage } from './usage.ts';

/** Whether the last value says why the model stopped. */
export function saysFinished(documents: readonly AnswerDocument[]): boolean {
  const value = documents.at(-1)?.value;
  const choice = listOf(field(value, 'candidates') ?? field(value, 'choices')).at(-1);
  return textOf(field(choice, 'finishReason')) !== undefined;
}

/**
 * What an answer means. The final image is the last one that is not a thought and whose bytes are a
 * picture: providers relay drafts without the flag, in order, and sound or texts as if they were images.
 * Where every picture is flagged and the model says it finished, the last of those is it. Without an image
 * the result is a failure that says why.
 */
export async function understand<S extends ImageSink>(came: CameAs<S>): Promise<Understood<S>> {
  const { bytesOf, all } = came;
  const contents = await gatherContents(
    came.documents,
    came.scannedOf,
    (token) => came.bytesOf(token) !== undefined,
    readUsage,
  );
  const { errors } = contents;
  const broken = !(came.complete && (came.ended || contents.finishReason !== undefined));
  const { images, leftOut, notStored, damaged } = sortImages({ ...contents, bytesOf, all });
  const results = images.filter(({ thought }) => !thought);
  const thoughts = images.filter(({ thought }) => thought);
  const thoughtsCount = !broken && errors.length === 0 && finishedNormally(contents.finishReason);
  let final = best(results);
  const thought = thoughtsCount && notStored.length === 0 ? best(thoughts) : undefined;
  if (thought && (!final || (thought.rank === ranks.picture && final.rank < thought.rank))) final = thought;
  if (!final) {
    if (notStored.length > 0) return { ok: false, why: 'notStored', errors };
    const isSaid = errors.length > 0 || contents.blockReason !== undefined;
    if (broken && !isSaid) return { ok: false, why: 'broken', errors };
    return { ok: false, why: damaged > 0 && !isSaid ? 'damaged' : refusalFailure(contents), errors };
  }

  const worthKeeping = ({ rank }: Candidate<S>) => rank >= Math.min(final.rank, ranks.cutPicture);
  const { usage, finishReason, modelVersion, responseId } = contents;
  return {
    ok: true,
    errors,
    answer: {
      final: plainImage(final),
      others: results.filter((image) => image !== final && worthKeeping(image)).map(plainImage),
      thoughts: {
        images: thoughts.filter((image) => image !== final && worthKeeping(image)).map(plainImage),
        texts: contents.thoughtTexts,
      },
      words: contents.words,
      links: contents.links,
      notes: [
        ...leftOut,
        ...(notStored.length > 0
          ? [t('Another picture in the answer could not be stored. The log says why.')]
          : []),
      ],
      ...(usage && { usage }),
      ...(finishReason && { finishReason }),
      ...(modelVersion && { modelVersion }),
      ...(responseId && { responseId }),
      ...(broken && { incomplete: true }),
    },
  };
}
