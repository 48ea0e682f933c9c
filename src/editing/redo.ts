import { outputTypes } from '../images/imageTypes.ts';
import { headBytes, sniffHead } from '../images/sniff.ts';
import type { ImageRecord } from '../records/record.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import type { EditRequest, ExactTarget } from './editRequest.ts';
import { findRecord } from './findRecord.ts';
import { readProblem } from './inspect.ts';
import { hashesOf } from './observe.ts';
import { FileError, type FileStore } from './ports.ts';
import { type CheckedInput, checkInputs, inputsSentence } from './recordInputs.ts';
import { nameOf } from './uris.ts';

/** A recorded edit, ready to be done again with its inputs as they are now. */
export interface Redo {
  /** URI of the image that the edit made. */
  uri: string;
  record: ImageRecord;
  /** Makes a new image beside the source, to be compared before anything is replaced. */
  request: EditRequest;
  /** The place for the request where the image itself is to be replaced. */
  target: ExactTarget;
  /** Somebody has drawn in the image since: it must not be replaced without asking. */
  editedByHand: boolean;
  inputs: CheckedInput[];
  /** Paths of the inputs whose content is another than then; none: the image is as fresh as its sources. */
  changed: string[];
  /** The same as a sentence; undefined when nothing changed. */
  sentence: string | undefined;
}

export interface RedoDeps {
  files: FileStore;
  /** See `checkInputs`. */
  reach(uri: string): string | undefined;
  /** See `checkInputs`; give one that remembers where many images share their inputs. */
  shaOf?(uri: string): Promise<string | undefined>;
}

/** The edit that made an image, for its present sources. Fails with the sentence that says why it can't be done. */
export async function redoOf(deps: RedoDeps, uri: string): Promise<Outcome<Redo>> {
  const { files } = deps;
  const name = nameOf(uri);
  try {
    const found = await findRecord(files, uri);
    if (found.state !== 'found') {
      return fail(
        refusal('noRecord', `${name} has no record of how it was made, so its edit can't be done again.`),
      );
    }
    const { record } = found;
    const editedIndex = record.inputs.findIndex(({ role }) => role === 'edited');
    if (editedIndex < 0) {
      return fail(
        refusal('noSource', `${name} was not made by editing another image. Generate it anew instead.`),
      );
    }
    const inputs = await checkInputs(files, record, uri, deps.reach, deps.shaOf);
    const missing = inputs.filter(({ state }) => state === 'missing').map(({ path }) => path);
    if (missing.length > 0) {
      const sentence = `The edit of ${name} can't be done again: ${missing.join(', ')} can't be found. Put it back, or edit the image anew.`;
      return fail(refusal('missingInput', sentence));
    }
    const { sha256, pixels } = await hashesOf(files.open(uri), true);
    const type = await typeOf(files, uri);
    if (type === undefined) {
      return fail(refusal('type', `${name} is of a type that can't be written.`));
    }
    const { model, options, prompt } = record;
    return succeed({
      uri,
      record,
      request: {
        prompt,
        inputs: inputs.flatMap(({ input }) => input ?? []),
        editedIndex,
        options: { ...options, model },
        place: { kind: 'beside' },
      },
      target: { kind: 'file', uri, type, replaces: sha256 },
      editedByHand: pixels !== record.pixelHash,
      inputs,
      changed: inputs.filter(({ state }) => state === 'changed').map(({ path }) => path),
      sentence: inputsSentence(inputs),
    });
  } catch (error) {
    if (error instanceof FileError) return fail(refusal('unreadable', readProblem(name, error)));
    throw error;
  }
}

/** Of many images those whose edit is to be done again, because a source has changed. Others are passed by. */
export async function staleEdits(deps: RedoDeps, uris: readonly string[]): Promise<Redo[]> {
  const stale: Redo[] = [];
  for (const uri of uris) {
    const redo = await redoOf(deps, uri);
    if (redo.ok && redo.value.changed.length > 0) stale.push(redo.value);
  }
  return stale;
}

async function typeOf(files: FileStore, uri: string): Promise<ExactTarget['type'] | undefined> {
  const { size } = await files.stat(uri);
  const sniffed = sniffHead(await files.readRange(uri, 0, Math.min(size, headBytes)), size);
  return sniffed.state === 'known' ? outputTypes.find((type) => type === sniffed.info.type) : undefined;
}

const refusal = (code: string, sentence: string): Failure => ({
  code: `redo.${code}`,
  sentence,
  nextSteps: [],
  billed: 'no',
});
