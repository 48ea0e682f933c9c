import * as z from 'zod/mini';
import { inputSchema, jobSchema, type PanelState, panelStateSchema, resultSchema } from './panelState.ts';

/** The parts of the state that are lists of things with ids; of them only the changed items travel. */
export const listNames = ['inputs', 'jobs', 'results'] as const;
export type ListName = (typeof listNames)[number];

const listOf = <S extends z.ZodMiniType>(item: S) =>
  z.optional(
    z.object({
      /** All ids in their order; null: the same as before. */
      ids: z.nullable(z.array(z.string())),
      /** Those that are new or not as before. */
      items: z.array(item),
    }),
  );

const valuesSchema = z.partial(
  z.omit(panelStateSchema, { revision: true, inputs: true, jobs: true, results: true }),
);

/** What changed of the state from one revision to another; what is not named here is as it was. */
export const stateChangesSchema = z.object({
  /** The revision that the changes are made to; they say nothing of any other. */
  since: z.int(),
  revision: z.int(),
  values: valuesSchema,
  lists: z.object({ inputs: listOf(inputSchema), jobs: listOf(jobSchema), results: listOf(resultSchema) }),
});
export type StateChanges = z.infer<typeof stateChangesSchema>;

interface ListChange<T> {
  ids: string[] | null;
  items: T[];
}

/** The state after the changes; undefined where they are made to another revision. */
export function withChanges(state: PanelState, changes: StateChanges): PanelState | undefined {
  if (changes.since !== state.revision) return undefined;
  const { revision, values, lists } = changes;
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...state,
    ...given,
    revision,
    inputs: changedList(state.inputs, lists.inputs),
    jobs: changedList(state.jobs, lists.jobs),
    results: changedList(state.results, lists.results),
  };
}

function changedList<T extends { id: string }>(before: T[], change: ListChange<T> | undefined): T[] {
  if (change === undefined) return before;
  const known = new Map(before.map((item) => [item.id, item]));
  for (const item of change.items) known.set(item.id, item);
  const ids = change.ids ?? before.map(({ id }) => id);
  return ids.flatMap((id) => known.get(id) ?? []);
}
