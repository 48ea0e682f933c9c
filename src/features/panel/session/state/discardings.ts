import * as z from 'zod/mini';
import { storedNames } from '../../../../core/storage/names.ts';
import { stepSchema } from '../../../../core/storage/steps.ts';
import type { Discarded, Discarding } from './discarding.ts';
import type { SessionState } from './sessionState.ts';
import type { Change } from './sessionStore.ts';
import { resultOf, stepOf } from './storedStep.ts';

export const discardingSchema = z.object({
  words: z.string(),
  all: z.array(
    z.object({
      step: stepSchema,
      at: z.int(),
      trashed: z.nullable(z.string().check(z.regex(new RegExp(`^${storedNames.trash}[\\w.-]+$`)))),
    }),
  ),
});

/** A discarding of saved results, as it is written down to survive a reload. */
export type StoredDiscarding = z.infer<typeof discardingSchema>;

/** What can be brought back after a reload: an unsaved result can't, its bytes have no name there. */
export const storedDiscardings = ({
  discardings,
  results,
}: Pick<SessionState, 'discardings' | 'results'>): StoredDiscarding[] =>
  discardings.flatMap(({ words, all }) => {
    const stored = all.flatMap(({ resultId, at, back }) => {
      const result = results.known.get(resultId);
      const step = result && stepOf(result);
      return step ? [{ step, at, trashed: back.kind === 'file' ? back.trashed : null }] : [];
    });
    return stored.length > 0 ? [{ words, all: stored }] : [];
  });

/**
 * Takes up what was written down before a reload.
 * @param relativePath of a file, as it is said to people
 */
export const restoreDiscardings =
  (stored: readonly StoredDiscarding[], relativePath: (uri: string) => string): Change =>
  ({ results, discardings }) => {
    const known = new Map(results.known);
    const restored = stored.map(
      ({ words, all }): Discarding => ({
        words,
        all: all.map(({ step, at, trashed }): Discarded => {
          known.set(
            step.id,
            resultOf(step, { relativePath: relativePath(step.uri), missing: trashed === null }),
          );
          const back = trashed === null ? ({ kind: 'gone' } as const) : ({ kind: 'file', trashed } as const);
          return { resultId: step.id, at, back };
        }),
      }),
    );
    return { results: { ...results, known }, discardings: [...discardings, ...restored] };
  };
