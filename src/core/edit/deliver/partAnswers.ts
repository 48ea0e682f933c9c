import type { Answer, Usage } from '../../api/answer/response.ts';
import type { Received } from '../../editRequest.ts';
import type { ScratchFile } from '../../ports.ts';
import type { Failure, Outcome } from '../../shared/failure.ts';
import { inARow, t } from '../../shared/l10n.ts';
import type { Decided } from '../prepare/outgoing.ts';
import { sumOf } from '../price/estimate.ts';
import { costFor } from './answeredBy.ts';

/** What came back for the requests of one edit. */
export interface PartAnswers {
  /** The first that came, with what all of them say. */
  answer: Answer<ScratchFile>;
  /** Their pictures in the order of the region's parts; undefined where none came. */
  finals: readonly (Received | undefined)[];
  /** USD for all; undefined when unknown. */
  cost: number | undefined;
  /** Why parts are missing, as sentences. */
  notes: readonly string[];
}

/** One answer to the only request. */
export const oneAnswer = (outgoing: Decided, answer: Answer<ScratchFile>): PartAnswers => ({
  answer,
  finals: [answer.final],
  cost: costFor(outgoing, answer),
  notes: [],
});

/**
 * Puts the answers to all parts together; those that failed take nothing from the others. Undefined where all failed.
 * @param outcomes in the order of the parts
 */
export function gathered(
  outgoing: Decided,
  outcomes: readonly Outcome<Answer<ScratchFile>>[],
): PartAnswers | undefined {
  const plans = [outgoing, ...outgoing.further].map(({ plan }) => plan);
  const came = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [{ answer: outcome.value, plan: plans[index] ?? outgoing.plan }] : [],
  );
  const answers = came.map(({ answer }) => answer);
  const [first] = answers;
  if (first === undefined) return undefined;
  const words = [...new Set(answers.map((answer) => answer.words.trim()))].filter((said) => said !== '');
  return {
    answer: {
      ...first,
      others: answers.flatMap(({ others }) => others),
      thoughts: {
        images: answers.flatMap(({ thoughts }) => thoughts.images),
        texts: answers.flatMap(({ thoughts }) => thoughts.texts),
      },
      words: words.join('\n\n'),
      links: answers.flatMap(({ links }) => links),
      notes: [...new Set(answers.flatMap(({ notes }) => notes))],
      ...usageOf(answers),
    },
    finals: outcomes.map((outcome) => (outcome.ok ? outcome.value.final : undefined)),
    cost: sumOf(came.map(({ answer, plan }) => costFor({ ...outgoing, plan }, answer))),
    notes: outcomes.flatMap((outcome, index) =>
      outcome.ok ? [] : [missingPart(index + 1, outcomes.length, outcome.failure)],
    ),
  };
}

function missingPart(number: number, count: number, { sentence, billed }: Failure): string {
  return inARow(
    t('Part {number} of {all} is unchanged, because its request failed: {sentence}', {
      number,
      all: count,
      sentence,
    }),
    billed === 'maybe' && t('It may have been billed.'),
    t('Mark it on the result and run it again.'),
  );
}

const usageOf = (answers: readonly Answer<ScratchFile>[]): { usage?: Usage } => {
  const usage = answers.map((answer) => answer.usage).reduce(bothUsages);
  return usage ? { usage } : {};
};

/** The tokens of two answers together, where both told them. */
export function bothUsages(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (one === undefined || other === undefined) return undefined;
  const sum = (key: 'promptTokens' | 'candidatesTokens' | 'thoughtsTokens' | 'totalTokens') => {
    const both = (one[key] ?? 0) + (other[key] ?? 0);
    return both > 0 ? { [key]: both } : {};
  };
  return {
    ...sum('promptTokens'),
    ...sum('candidatesTokens'),
    ...sum('thoughtsTokens'),
    ...sum('totalTokens'),
  };
}
