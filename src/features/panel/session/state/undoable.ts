import * as z from 'zod/mini';
import { storedNames } from '../../../../core/storage/names.ts';
import { stepSchema } from '../../../../core/storage/steps.ts';
import type { SessionState } from './sessionState.ts';
import type { Change } from './sessionStore.ts';
import { resultOf, stepOf } from './storedStep.ts';
import type { Discarded, Undoable } from './undoing.ts';

const discardingSchema = z.object({
  words: z.string(),
  all: z.array(
    z.object({
      step: stepSchema,
      at: z.int(),
      trashed: z.nullable(z.string().check(z.regex(new RegExp(`^${storedNames.trash}[\\w.-]+$`)))),
    }),
  ),
});
const replacingSchema = z.object({ words: z.string(), uri: z.string(), backupId: z.string() });

export const undoableSchema = z.union([discardingSchema, replacingSchema]);

/** A discarding of saved results, or a replacing, as it is written down to survive a reload. */
export type StoredUndoable = z.infer<typeof undoableSchema>;

/** What can be taken back after a reload: an unsaved result can't, its bytes have no name there. */
export const storedUndoable = ({
  undoable,
  results,
}: Pick<SessionState, 'undoable' | 'results'>): StoredUndoable[] =>
  undoable.flatMap((done): StoredUndoable[] => {
    const { words } = done;
    if (done.kind === 'replaced') return [{ words, uri: done.uri, backupId: done.backupId }];
    const all = done.all.flatMap(({ resultId, at, back }) => {
      const result = results.known.get(resultId);
      const step = result && stepOf(result);
      return step ? [{ step, at, trashed: back.kind === 'file' ? back.trashed : null }] : [];
    });
    return all.length > 0 ? [{ words, all }] : [];
  });

/**
 * Takes up what was written down before a reload.
 * @param relativePath of a file, as it is said to people
 */
export const restoreUndoable =
  (stored: readonly StoredUndoable[], relativePath: (uri: string) => string): Change =>
  ({ results, undoable }) => {
    const known = new Map(results.known);
    const restored = stored.map((done): Undoable => {
      if ('backupId' in done) return { kind: 'replaced', ...done };
      const all = done.all.map(({ step, at, trashed }): Discarded => {
        known.set(
          step.id,
          resultOf(step, { relativePath: relativePath(step.uri), missing: trashed === null }),
        );
        const back = trashed === null ? ({ kind: 'gone' } as const) : ({ kind: 'file', trashed } as const);
        return { resultId: step.id, at, back };
      });
      return { kind: 'discarded', words: done.words, all };
    });
    return { results: { ...results, known }, undoable: [...undoable, ...restored] };
  };
