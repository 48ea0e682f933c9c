import type { EditRequest } from '../../editRequest.ts';
import { type OutputType, outputTypes } from '../../images/imageTypes.ts';
import { headBytes, infoOf, sniffHead } from '../../images/sniff/sniff.ts';
import { readProblem } from '../../inspect.ts';
import { FileError, type FileStore } from '../../ports.ts';
import type { Content } from '../../records/content.ts';
import { findRecord } from '../../records/findRecord.ts';
import type { ImageRecord } from '../../records/record.ts';
import { hashesOf } from '../../save/observe.ts';
import { endingFor } from '../../save/save.ts';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { inCommas, plural, t } from '../../shared/l10n.ts';
import { unsetOptions } from '../../shared/options.ts';
import { folderOf, nameOf, splitName } from '../../uris.ts';
import { type CheckedInput, checkInputs, isOwnSource } from '../origins/recordInputs.ts';
import type { SvgDeps } from '../prepare/svgForPage.ts';

/** A recorded edit, ready to be done again with its inputs as they are now. */
export interface Redo {
  /** URI of the image that the edit made. */
  uri: string;
  record: ImageRecord;
  /** Makes a new image beside that one, to be compared before anything is replaced. */
  request: EditRequest;
  /** Somebody has drawn in the image since: it must not be replaced without asking. */
  editedByHand: boolean;
  inputs: CheckedInput[];
  /** Paths of the inputs whose content is another than then; none: the image is as fresh as its sources. */
  changed: string[];
}

export interface RedoDeps extends SvgDeps {
  files: FileStore;
  /** The URI that a record of an image leads to; see `checkInputs`. */
  reach(uri: string, imageUri: string): string | undefined;
  /** See `checkInputs`; give one that remembers where many images share their inputs. */
  contentAt?(uri: string): Promise<Content | undefined>;
}

/** What a record says, beside its inputs as they are now. */
export interface RecordedEdit {
  uri: string;
  record: ImageRecord;
  inputs: CheckedInput[];
}

/** The edit that made an image, for its present sources. Fails with the sentence that says why it can't be done. */
export async function redoOf(deps: RedoDeps, uri: string): Promise<Outcome<Redo>> {
  return orUnreadable(uri, async () => {
    const edit = await recordedEdit(deps, uri);
    if (!edit.ok) return edit;
    const reason = whyNot(edit.value);
    return reason ? fail(reason) : complete(deps.files, edit.value);
  });
}

/** Looks at the record and the inputs only; the image itself is not read. Fails where there is no edit to do again. */
export async function recordedEdit(deps: RedoDeps, uri: string): Promise<Outcome<RecordedEdit>> {
  const { files, reach, contentAt } = deps;
  const name = nameOf(uri);
  return orUnreadable(uri, async () => {
    const found = await findRecord(files, uri);
    if (found.state !== 'found') {
      return fail(
        refusal(
          'noRecord',
          t("{name} has no record of how it was made, so its edit can't be redone.", { name }),
        ),
      );
    }
    const { record } = found;
    if (!record.inputs.some(({ role }) => role === 'edited')) {
      return fail(
        refusal(
          'noSource',
          t('{name} was not made by editing another image. Generate it again instead.', { name }),
        ),
      );
    }
    const inputs = await checkInputs(files, record, uri, (at) => reach(at, uri), contentAt);
    return succeed({ uri, record, inputs });
  });
}

/** Why an edit can't be done with its inputs as they are; undefined when it can. */
export function whyNot({ uri, inputs }: RecordedEdit): Failure | undefined {
  const name = nameOf(uri);
  if (isOwnSource(uri, inputs)) {
    return refusal(
      'ownSource',
      t(
        '{name} replaced the image that it was made from, so there is no source to redo its edit with. Restore Original brings that image back.',
        { name },
      ),
    );
  }
  const missing = pathsOf(inputs, 'missing');
  if (missing.length === 0) return undefined;
  const outside = inputs.filter(({ isOutside }) => isOutside).map(({ path }) => path);
  const sentence =
    outside.length > 0
      ? plural(
          outside.length,
          {
            one: "The edit of {name} can't be redone: {inputs} is outside the workspace, and a record may not point there. Add that folder to the workspace, or start a new edit.",
            other:
              "The edit of {name} can't be redone: {inputs} are outside the workspace, and a record may not point there. Add that folder to the workspace, or start a new edit.",
          },
          { name, inputs: inCommas(outside) },
        )
      : plural(
          missing.length,
          {
            one: "The edit of {name} can't be redone: {inputs} can't be found. Put it back, or start a new edit.",
            other:
              "The edit of {name} can't be redone: {inputs} can't be found. Put them back, or start a new edit.",
          },
          { name, inputs: inCommas(missing) },
        );
  return refusal('missingInput', sentence);
}

/** Paths of the inputs whose content is another than then. */
export const changedInputs = ({ inputs }: RecordedEdit): string[] => pathsOf(inputs, 'changed');

/** Reads the image itself, and makes the request. */
export function complete(files: FileStore, edit: RecordedEdit): Promise<Outcome<Redo>> {
  const { uri, record, inputs } = edit;
  const name = nameOf(uri);
  return orUnreadable(uri, async () => {
    const { pixels } = await hashesOf(files.open(uri), true);
    const type = await typeOf(files, uri);
    if (type === undefined)
      return fail(refusal('type', t("{name} is of a type that can't be written.", { name })));
    const { model, options, prompt, region, markup } = record;
    const { base, extension } = splitName(name);
    return succeed({
      uri,
      record,
      request: {
        prompt,
        inputs: inputs.flatMap(({ input }) => input ?? []),
        editedIndex: record.inputs.findIndex(({ role }) => role === 'edited'),
        options: { ...unsetOptions, ...options, model },
        region,
        markup,
        target: {
          kind: 'folder',
          folder: folderOf(uri),
          name: { base, ending: endingFor(type, extension) },
          pixels: record.pixels,
        },
      },
      editedByHand: pixels !== record.pixelHash,
      inputs,
      changed: changedInputs(edit),
    });
  });
}

const pathsOf = (inputs: readonly CheckedInput[], state: CheckedInput['state']): string[] =>
  inputs.filter((input) => input.state === state).map(({ path }) => path);

async function orUnreadable<T>(uri: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileError) return fail(refusal('unreadable', readProblem(nameOf(uri), error)));
    throw error;
  }
}

async function typeOf(files: FileStore, uri: string): Promise<OutputType | undefined> {
  const { size } = await files.stat(uri);
  const sniffed = sniffHead(await files.readRange(uri, 0, Math.min(size, headBytes)), size);
  const found = infoOf(sniffed)?.type;
  return outputTypes.find((type) => type === found);
}

const refusal = (code: string, sentence: string): Failure => ({
  code: `redo.${code}`,
  sentence,
  nextSteps: [],
  billed: 'no',
});
