import { missingSentence, recordFields } from '../edit/origins/recordFields.ts';
import { type CheckedInput, checkInputs } from '../edit/origins/recordInputs.ts';
import { nameOf as typeName } from '../images/imageTypes.ts';
import { inspectInput } from '../inspect.ts';
import type { FileStore } from '../ports.ts';
import { pixelsUnchanged } from '../records/compare.ts';
import { findRecord } from '../records/findRecord.ts';
import { formatBytes, formatPixels } from '../shared/format.ts';
import { inEnglish } from '../shared/l10n.ts';
import { nameOf } from '../uris.ts';
import { Places, type Workspace } from './places.ts';
import { noFolder } from './plannedRun.ts';
import { imageRecordInput, readInput } from './toolInputs.ts';

export interface RecordReaderDeps {
  files: FileStore;
  workspace: Workspace;
}

/** Which image a call is about, as its URI; undefined where the input does not say. */
export function imageAskedFor({ workspace }: RecordReaderDeps, input: unknown): string | undefined {
  const read = readInput(imageRecordInput, input);
  return read.ok ? workspace.uriOf(read.value.image) : undefined;
}

/** Tells a model how an image was made. Rejects with what went wrong, addressed to the model. */
export async function recordText(deps: RecordReaderDeps, input: unknown): Promise<string> {
  const { files, workspace } = deps;
  const read = readInput(imageRecordInput, input);
  if (!read.ok) throw new Error(read.sentence);
  if (workspace.folders().length === 0) throw new Error(noFolder);
  const image = await new Places(workspace, files).image(read.value.image);
  if (!image.ok) throw new Error(image.failure.sentence);
  const uri = image.value;
  const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
  if (!inspected.ok) throw new Error(inspected.problem);
  const { info, byteLength } = inspected.value;
  const size = formatPixels(info.width, info.height);
  const head = `${workspace.placeOf(uri)}: ${size} pixels, ${typeName(info.type)}, ${formatBytes(byteLength)}`;
  return [head, ...(await told(deps, uri))].join('\n');
}

async function told({ files, workspace }: RecordReaderDeps, uri: string): Promise<string[]> {
  const found = await findRecord(files, uri);
  if (found.state !== 'found') return [missingSentence(nameOf(uri), found)];
  const { record, place } = found;
  const folders = workspace.folders().map((folder) => `${folder.replace(/\/$/, '')}/`);
  // A record comes from anywhere: it leads only to what is in the workspace.
  const reach = (address: string) => {
    const known = workspace.uriOf(address);
    return folders.some((folder) => known?.startsWith(folder)) ? known : undefined;
  };
  const inputs = await checkInputs(files, record, uri, reach);
  const untouched = await pixelsUnchanged(record, files.open(uri));
  const fields = recordFields({ record, place, inputs, untouched });
  return [
    `Prompt: ${record.prompt}`,
    ...fields.map(({ label, value }) => `${inEnglish(label)}: ${inEnglish(value).replaceAll('\n', '; ')}`),
    ...inputs.flatMap((input) => pathLine(input, workspace)),
  ];
}

function pathLine({ path, input }: CheckedInput, workspace: Workspace): string[] {
  if (input?.source.kind !== 'file') return [];
  return [`Absolute path of ${path}: ${workspace.pathOf(input.source.uri)}`];
}
