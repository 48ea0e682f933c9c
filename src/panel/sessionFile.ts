import * as z from 'zod/mini';
import type { EditInput } from '../editing/editRequest.ts';
import { type EditOptions, editOptionsSchema } from '../shared/options.ts';

/** What survives a reload of the window: what the person wrote, chose and added. Never a key, never pixels. */
export interface SessionRecord {
  kind: 'edit' | 'generate';
  inputs: EditInput[];
  editedIndex: number;
  prompt: string;
  options: EditOptions;
  severalMode: 'combine' | 'each';
  variants: number;
  folder: string | undefined;
  /** Name that the results get, where one is wanted. */
  fileName?: string | undefined;
}

const recordSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['edit', 'generate']),
  inputs: z.array(
    z.object({
      name: z.string(),
      source: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('file'), uri: z.string() }),
        // Only what was dropped on a panel: the record must not lead to other files of the storage.
        z.object({ kind: z.literal('stored'), name: z.string().check(z.regex(/^input-[\w.-]+$/)) }),
      ]),
      nameAs: z.optional(z.string()),
    }),
  ),
  editedIndex: z.int(),
  prompt: z.string(),
  options: editOptionsSchema,
  severalMode: z.enum(['combine', 'each']),
  variants: z._default(z.int().check(z.gte(1), z.lte(8)), 1),
  folder: z.nullable(z.string()),
  fileName: z.optional(z.string()),
});

/** What is written down of a session. */
export function recordOf(
  session: Omit<SessionRecord, 'inputs' | 'editedIndex'> & {
    inputs: { all: readonly { input: EditInput }[]; editedIndex: number };
  },
): SessionRecord {
  const { kind, inputs, prompt, options, severalMode, variants, folder, fileName } = session;
  return {
    kind,
    inputs: inputs.all.map(({ input }) => input),
    editedIndex: inputs.editedIndex,
    prompt,
    options,
    severalMode,
    variants,
    folder,
    fileName,
  };
}

/** The name of a session's record in the extension's storage. */
export const sessionFileName = (sessionId: string): string => `session-${sessionId}.json`;

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
