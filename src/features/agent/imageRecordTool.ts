import {
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  type PreparedToolInvocation,
} from 'vscode';
import { missingSentence, recordFields } from '../../core/edit/recordFields.ts';
import { type CheckedInput, checkInputs } from '../../core/edit/recordInputs.ts';
import { nameOf as typeName } from '../../core/images/imageTypes.ts';
import { inspectInput } from '../../core/inspect.ts';
import type { FileStore } from '../../core/ports.ts';
import { pixelsUnchanged } from '../../core/records/compare.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import { formatBytes, formatPixels } from '../../core/shared/format.ts';
import { nameOf } from '../../core/uris.ts';
import { Places, type Workspace } from './places.ts';
import { noFolder } from './plannedRun.ts';
import { imageRecordInput, readInput } from './toolInputs.ts';

export interface ImageRecordToolDeps {
  files: FileStore;
  workspace: Workspace;
}

/** Tells a model how an image was made. It only reads, so nobody is asked. */
export class ImageRecordTool implements LanguageModelTool<unknown> {
  readonly #deps: ImageRecordToolDeps;

  constructor(deps: ImageRecordToolDeps) {
    this.#deps = deps;
  }

  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<unknown>): PreparedToolInvocation {
    const read = readInput(imageRecordInput, input);
    const uri = read.ok ? this.#deps.workspace.uriOf(read.value.image) : undefined;
    return uri === undefined ? {} : { invocationMessage: `Reading how ${nameOf(uri)} was made` };
  }

  /** Rejects with what went wrong, addressed to the model. */
  async invoke({ input }: LanguageModelToolInvocationOptions<unknown>): Promise<LanguageModelToolResult> {
    const { files, workspace } = this.#deps;
    const read = readInput(imageRecordInput, input);
    if (!read.ok) throw new Error(read.sentence);
    if (workspace.folders().length === 0) throw new Error(noFolder);
    const places = new Places(workspace, files);
    const image = await places.image(read.value.image);
    if (!image.ok) throw new Error(image.failure.sentence);
    const uri = image.value;
    const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
    if (!inspected.ok) throw new Error(inspected.problem);
    const { info, byteLength } = inspected.value;
    const size = formatPixels(info.width, info.height);
    const head = `${workspace.placeOf(uri)}: ${size} pixels, ${typeName(info.type)}, ${formatBytes(byteLength)}`;
    return new LanguageModelToolResult([
      new LanguageModelTextPart([head, ...(await this.#told(uri))].join('\n')),
    ]);
  }

  async #told(uri: string): Promise<string[]> {
    const { files, workspace } = this.#deps;
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
    const fields = recordFields({ record, place, inputs, untouched, locale: 'en' });
    return [
      `Prompt: ${record.prompt}`,
      ...fields.map(({ label, value }) => `${label}: ${value.replaceAll('\n', '; ')}`),
      ...inputs.flatMap((input) => pathLine(input, workspace)),
    ];
  }
}

function pathLine({ path, input }: CheckedInput, workspace: Workspace): string[] {
  if (input?.source.kind !== 'file') return [];
  return [`Absolute path of ${path}: ${workspace.pathOf(input.source.uri)}`];
}
