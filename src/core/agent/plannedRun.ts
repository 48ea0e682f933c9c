import { resolveHeaders } from '../api/customHeaders.ts';
import type { Provider } from '../api/providers.ts';
import type { ModelCapabilities } from '../capabilities.ts';
import { missingKey } from '../edit/jobFailures.ts';
import { defaultModel, defaultOptions, fitOptions } from '../edit/plan/defaultOptions.ts';
import { capabilitiesFor } from '../edit/plan/providerOf.ts';
import { wantedType } from '../edit/plan/resultType.ts';
import { nameStepsFor } from '../edit/prepare/outgoing.ts';
import { inspectAll } from '../edit/prepare/prepare.ts';
import { type SvgDeps, type UndrawnSvg, undrawnSvg } from '../edit/prepare/svgForPage.ts';
import { dearerSentence } from '../edit/price/dearer.ts';
import { type Quote, type QuotedRequest, quoteRun } from '../edit/price/quote.ts';
import { type EditRequest, endingWanted, folderFor, scopeOf } from '../editRequest.ts';
import { type ImageInfo, typeOfExtension } from '../images/imageTypes.ts';
import type { FileStore, Secrets, Settings, SettingsValues } from '../ports.ts';
import { freeNames } from '../save/fileNames.ts';
import { endingFor } from '../save/save.ts';
import { messageOf } from '../shared/errorText.ts';
import { fail, type Outcome, succeed } from '../shared/failure.ts';
import type { EditOptions } from '../shared/options.ts';
import { regionOfWritten } from '../shared/region/writtenRegion.ts';
import { joinUri, nameOf, splitName } from '../uris.ts';
import { violations } from '../violations.ts';
import { Places, refused, type Workspace } from './places.ts';
import type { ImageToolInput } from './toolInputs.ts';

export interface PlanDeps extends SvgDeps {
  files: FileStore;
  secrets: Secrets;
  settings: Settings;
  workspace: Workspace;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A call of a tool as it would be carried out now. Nothing of it costs anything yet. */
export interface PlannedRun {
  /** One for each variant. */
  requests: EditRequest[];
  request: EditRequest;
  values: SettingsValues;
  provider: Provider;
  quote: Quote;
  /** Where the first result will probably lie; without an ending where only the answer's bytes decide it. */
  target: string;
  /** What the workspace makes dearer. */
  dearer: string | undefined;
}

/** Decides everything about a call, or says to the model why it can't be carried out. */
export async function planRun(deps: PlanDeps, input: ImageToolInput): Promise<Outcome<PlannedRun>> {
  const { files, secrets, settings, workspace, now } = deps;
  const closed = closedFor(workspace);
  if (closed !== undefined) return fail(refused(closed));
  const places = new Places(workspace, files);
  const located = await locate(places, workspace, input);
  if (!located.ok) return located;
  const scope = scopeOf(located.value);
  const values = settings.read(scope);
  const options = optionsFor(values, input);
  if (!options.ok) return options;
  const region = input.region && regionOfWritten(input.region);
  const request: EditRequest = { ...located.value, options: options.value, ...(region && { region }) };

  const inspections = await inspectAll(files, request);
  if (!inspections.ok) return inspections;
  const svg = await undrawnSvg(deps, request, inspections.value);
  if (svg) return fail(refused(needsPanel(svg)));
  const edited = inspections.value[request.editedIndex]?.info;
  const variants = input.variants ?? 1;
  const quoted = { edited, inputs: request.inputs.length, region };
  const quote = quoteRun(values, options.value, request.prompt.length, Array(variants).fill(quoted));
  if (!quote.provider.ok) return quote.provider;
  if (quote.region?.ok === false) {
    const name = request.inputs[request.editedIndex]?.name;
    return fail(refused(`${name}: ${quote.region.sentence}`));
  }
  const provider = quote.provider.value;
  if (provider.auth !== 'none' && (await secrets.keyFor(provider.origin)) === undefined) {
    return fail(missingKey(provider));
  }
  const headers = await resolveHeaders(provider, (id) => secrets.keyFor(id));
  if (!headers.ok) return headers;
  const target = await targetOf(deps, places, request, values, edited, new Date(now()));
  if (!target.ok) return target;
  return succeed({
    requests: Array.from({ length: variants }, () => request),
    request,
    values,
    provider,
    quote,
    target: target.value,
    dearer: dearerOf(values, settings.readOwn(), input, options.value, quoted),
  });
}

/** Why no image is made in this window, for whatever call; undefined where one can be. */
function closedFor(workspace: Workspace): string | undefined {
  if (workspace.folders().length === 0) return noFolder;
  if (workspace.isTrusted()) return undefined;
  return 'The user has not trusted this workspace, so no money is spent on its behalf. Ask the user to trust it (command "Workspaces: Manage Workspace Trust"), or to make the image in the Nano Banana panel.';
}

const needsPanel = ({ name, feature, missing }: UndrawnSvg): string =>
  `${name} is an SVG that uses ${feature}, which only a browser draws right, and ${missing}. Ask the user to run "Nano Banana: Edit with Nano Banana…" on it, or send a PNG of it.`;

export const noFolder =
  'No folder is open in this window. Ask the user to open the folder of the images (File > Open Folder), then call again.';

/** Finds all files and folders that are named. */
async function locate(
  places: Places,
  workspace: Workspace,
  { prompt, images = [], editedImage = 0, outputFolder, outputName }: ImageToolInput,
): Promise<Outcome<Omit<EditRequest, 'options'>>> {
  const inputs: EditRequest['inputs'] = [];
  for (const path of images) {
    const found = await places.image(path);
    if (!found.ok) return found;
    inputs.push({ name: nameOf(found.value), source: { kind: 'file', uri: found.value } });
  }
  if (images.length > 0 && editedImage >= images.length) {
    const last = images.length - 1;
    return fail(
      refused(`There is no image ${editedImage}: editedImage counts from 0 and is at most ${last}.`),
    );
  }
  const folder = outputFolder === undefined ? undefined : await places.folder(outputFolder);
  if (folder && !folder.ok) return folder;
  const [only, ...more] = workspace.folders();
  if (images.length === 0 && folder === undefined && more.length > 0) {
    const all = workspace.folders().map((uri) => workspace.pathOf(uri));
    return fail(
      refused(
        `Several folders are open (${all.join(', ')}). Name the one for the new image as outputFolder.`,
      ),
    );
  }
  const name = outputName === undefined ? undefined : { base: withoutEnding(outputName) };
  return succeed({
    prompt,
    inputs,
    editedIndex: inputs.length > 0 ? editedImage : -1,
    target: folder
      ? { kind: 'folder', folder: folder.value, name }
      : { kind: 'beside', otherwise: only, name },
  });
}

/** `hero.png` is meant as `hero`: the bytes decide the ending. */
function withoutEnding(name: string): string {
  const { base, extension } = splitName(name.trim());
  return typeOfExtension(extension) === undefined ? name.trim() : base;
}

/** What is not said is as in a new panel. What is said and the model can't take is refused, never dropped. */
function optionsFor(values: SettingsValues, input: ImageToolInput): Outcome<EditOptions> {
  const model = input.model ?? defaultModel(values);
  const capabilities = capabilitiesFor(values, model);
  const start = fitOptions({ ...defaultOptions(values), model }, capabilities).options;
  const options: EditOptions = {
    ...start,
    model,
    aspectRatio: input.aspectRatio ?? start.aspectRatio,
    size: input.size ?? start.size,
    thinking: input.thinking === 'auto' ? '' : (input.thinking ?? start.thinking),
    quality: input.quality === 'auto' ? '' : (input.quality ?? start.quality),
    complexity: input.complexity === 'auto' ? '' : (input.complexity ?? start.complexity),
    background: input.background ?? start.background,
    format: input.format ?? start.format,
    imageOnly: input.imageOnly ?? start.imageOnly,
    includeThoughts: input.includeThoughts ?? start.includeThoughts,
    keepTransparency: input.keepTransparency ?? start.keepTransparency,
  };
  const [violation] = violations(options, capabilities, { count: input.images?.length ?? 0 });
  if (violation === undefined) return succeed(options);
  if (violation.key === 'model' || violation.key === 'inputs') return fail(refused(violation.sentence));
  return fail(refused(`${capabilities.name} doesn't take these options. ${whatItTakes(capabilities)}`));
}

/** The same call, as the person's own settings would have it, tells what the workspace adds. */
function dearerOf(
  values: SettingsValues,
  own: SettingsValues,
  input: ImageToolInput,
  options: EditOptions,
  request: QuotedRequest,
): string | undefined {
  const fitted = optionsFor(own, input);
  const ownOptions = fitted.ok ? fitted.value : defaultOptions(own);
  const { length } = input.prompt;
  return dearerSentence(
    options,
    quoteRun(values, options, length, [request]),
    quoteRun(own, ownOptions, length, [request]),
  );
}

function whatItTakes(capabilities: ModelCapabilities): string {
  const { aspectRatios, sizes, freeSizes, thinkingLevels, takesIncludeThoughts } = capabilities;
  const { qualities, complexities, backgrounds, formats, takesImageOnly } = capabilities;
  const list = (values: readonly string[]) => ['auto', ...values].join(', ');
  const flag = (taken: boolean) => (taken ? 'true or false' : 'false only');
  const pixels = freeSizes ? ` or pixels whose sides are divisible by ${freeSizes.multiple}` : '';
  return [
    `It takes aspectRatio ${list(aspectRatios)}`,
    `size ${list(sizes)}${pixels}`,
    `thinking ${list(thinkingLevels)}`,
    `quality ${list(qualities)}`,
    `complexity ${list(complexities)}`,
    `background ${list(backgrounds)}`,
    `format ${list(formats)}`,
    `imageOnly ${flag(takesImageOnly)}`,
    `includeThoughts ${flag(takesIncludeThoughts)}. Call again with one of these.`,
  ].join('; ');
}

async function targetOf(
  { files, workspace }: PlanDeps,
  places: Places,
  request: EditRequest,
  values: SettingsValues,
  edited: ImageInfo | undefined,
  date: Date,
): Promise<Outcome<string>> {
  const steps = nameStepsFor(values, request, date);
  if (!steps.ok) return steps;
  const folder = joinUri(folderFor(request) ?? '', ...steps.value.slice(0, -1));
  const base = steps.value.at(-1) ?? 'image';
  try {
    if (!(await places.isInside(folder))) {
      const path = workspace.pathOf(folder);
      return fail(refused(`${path} leads out of the workspace. Name another outputFolder.`));
    }
    const type = wantedType(values.outputFormat, edited, endingWanted(request));
    if (type === undefined) return succeed(joinUri(folder, base));
    const ending = endingFor(type, splitName(request.inputs[request.editedIndex]?.name ?? '').extension);
    for (const name of freeNames(base, ending)) {
      const uri = joinUri(folder, name);
      if (!(await files.exists(uri))) return succeed(uri);
    }
    return succeed(joinUri(folder, `${base}.${ending}`));
  } catch (error) {
    const why = messageOf(error);
    return fail(refused(`${workspace.pathOf(folder)} can't be used: ${why}. Name another outputFolder.`));
  }
}
