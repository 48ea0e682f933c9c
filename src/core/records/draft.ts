import * as z from 'zod/mini';
import { plainName, relativePath } from './paths.ts';
import { createRecord, type ImageRecord, recordSchema } from './record.ts';

/** An input as it was when it was sent, before it is known from where its path has to lead. */
const originSchema = z.object({
  name: z.string(),
  /** Undefined for bytes that lie nowhere but in the extension's storage. */
  uri: z.optional(z.string()),
  sha256: z.string(),
  role: z.enum(['edited', 'reference']),
});
export type Origin = z.infer<typeof originSchema>;

/**
 * A record without what only saving tells: from where its paths lead, and the pixels. It holds addresses of
 * this machine, and so lies in the extension's storage alone.
 */
export const recordDraftSchema = z.extend(
  z.omit(recordSchema, { version: true, pixelHash: true, inputs: true }),
  { inputs: z.array(originSchema) },
);
export type RecordDraft = z.infer<typeof recordDraftSchema>;

export interface Completion {
  /** URI of the folder that the image is saved in. */
  folder: string;
  /** URI of the folder that a record may speak of; undefined: no further than its own. */
  within: string | undefined;
  pixelHash: string;
}

/**
 * The record for an image in a folder.
 *
 * @throws ZodError when a field is not what it should be
 */
export function completeRecord(draft: RecordDraft, { folder, within, pixelHash }: Completion): ImageRecord {
  const inputs = draft.inputs.map(({ name, uri, sha256, role }) => ({
    path: uri === undefined ? plainName(name) : relativePath(folder, uri, within ?? folder),
    sha256,
    role,
  }));
  return createRecord({ ...draft, inputs, pixelHash });
}

/** The same record for its image in another folder; what its paths lead to stays the same. */
export function movedRecord(
  record: ImageRecord,
  uriOf: (path: string) => string | undefined,
  completion: Completion,
): ImageRecord {
  const { version: _, inputs, ...rest } = record;
  const origins = inputs.map(({ path, sha256, role }) => ({ name: path, uri: uriOf(path), sha256, role }));
  return completeRecord({ ...rest, inputs: origins }, completion);
}
