import * as z from 'zod/mini';
import type { EditInput } from '../../../../core/editRequest.ts';
import { type EditOptions, keptOptionsSchema } from '../../../../core/shared/options.ts';
import {
  type Markup,
  markupSchema,
  type Region,
  regionSchema,
} from '../../../../core/shared/region/region.ts';
import { storedNames } from '../../../../core/storage/names.ts';
import { editedIndexOf, listedInputs, originalBehind } from '../state/inputs.ts';
import type { SessionState } from '../state/sessionState.ts';
import { type Paid, spendingSchema } from '../state/spending.ts';
import { type StoredUndoable, storedUndoable, undoableSchema } from '../state/undoable.ts';

/** An input, and what it is of the line of steps. */
export type RecordedInput = EditInput & {
  resultId?: string | undefined;
  /** The original whose place it took. */
  original?: (EditInput & { was?: string | undefined }) | undefined;
  /** URI of the file that held it until a result was written over the file. */
  was?: string | undefined;
};

/** What survives a reload of the window: what the person wrote, chose and added. Never a key, never pixels. */
export interface SessionRecord {
  kind: 'edit' | 'generate';
  inputs: RecordedInput[];
  editedIndex: number;
  prompt: string;
  options: EditOptions;
  severalMode: 'combine' | 'each';
  variants: number;
  folder: string | undefined;
  /** The lines of steps that were shown, by their keys in the history. */
  lines?: string[] | undefined;
  selectedResultId?: string | undefined;
  /** What was discarded or replaced and can be taken back. */
  discardings?: StoredUndoable[] | undefined;
  /** What its jobs cost, or may have cost. */
  spending?: Paid[] | undefined;
  /** Name that the results get, where one is wanted. */
  fileName?: string | undefined;
  region?: Region | undefined;
  markup?: Markup | undefined;
}

const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), uri: z.string() }),
  // Only what was dropped on a panel: the record must not lead to other files of the storage.
  z.object({ kind: z.literal('stored'), name: z.string().check(z.regex(/^input-[\w.-]+$/)) }),
]);

const recordSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['edit', 'generate']),
  inputs: z.array(
    z.object({
      name: z.string(),
      source: sourceSchema,
      nameAs: z.optional(z.string()),
      resultId: z.optional(z.string()),
      original: z.optional(z.object({ name: z.string(), source: sourceSchema, was: z.optional(z.string()) })),
      was: z.optional(z.string()),
    }),
  ),
  editedIndex: z.int(),
  prompt: z.string(),
  options: keptOptionsSchema,
  severalMode: z.enum(['combine', 'each']),
  variants: z._default(z.int().check(z.gte(1), z.lte(8)), 1),
  folder: z.nullable(z.string()),
  lines: z.optional(z.array(z.string())),
  selectedResultId: z.optional(z.string()),
  discardings: z.optional(z.array(undoableSchema)),
  spending: z.catch(z.optional(spendingSchema), undefined),
  fileName: z.optional(z.string()),
  region: z.catch(z.optional(regionSchema), undefined),
  markup: z.catch(z.optional(markupSchema), undefined),
});

/** What is written down of a session. */
export function recordOf(state: SessionState): SessionRecord {
  const { kind, form, inputs, results, spending, history } = state;
  const { prompt, options, severalMode, variants, folder, fileName, region, markup } = form;
  return {
    kind,
    inputs: listedInputs(inputs).map((input) => {
      const original = originalBehind(inputs, input);
      return {
        ...input.input,
        resultId: input.resultId,
        original: original && { ...original.input, was: original.was },
        was: input.was,
      };
    }),
    editedIndex: editedIndexOf(inputs),
    prompt,
    options,
    severalMode,
    variants,
    folder,
    fileName,
    region,
    markup,
    spending: [...spending],
    lines: [...history.lines],
    selectedResultId: results.selectedId,
    discardings: storedUndoable(state),
  };
}

/** Whether what is written down of a session may be another after a change. */
export const recordDiffers = (now: SessionState, before: SessionState): boolean =>
  now.form !== before.form ||
  now.inputs !== before.inputs ||
  now.results.selectedId !== before.results.selectedId ||
  now.spending !== before.spending ||
  now.history.lines !== before.history.lines ||
  now.undoable !== before.undoable;

/** The name of a session's record in the extension's storage. */
export const sessionFileName = (sessionId: string): string => `${storedNames.session}${sessionId}.json`;

export function encodeSession(record: SessionRecord): Uint8Array {
  const text = JSON.stringify({ version: 1, ...record, folder: record.folder ?? null });
  return new TextEncoder().encode(text);
}

/** Undefined when the bytes are not a session's record. */
export function decodeSession(bytes: Uint8Array): SessionRecord | undefined {
  try {
    const { version: _, folder, ...rest } = recordSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { ...rest, folder: folder ?? undefined };
  } catch {
    return undefined;
  }
}
