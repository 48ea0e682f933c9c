import type { RequestPlan } from '../../api/body/request.ts';
import { resolveHeaders, type SentHeaders } from '../../api/customHeaders.ts';
import { capabilitiesAt } from '../../api/models/models.ts';
import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import { type EditInput, type EditRequest, pixelsWanted, scopeOf } from '../../editRequest.ts';
import type { ImageInfo } from '../../images/imageTypes.ts';
import { readInput } from '../../inspect.ts';
import type { Secrets, Settings, SettingsValues } from '../../ports.ts';
import { safeName } from '../../save/fileNames.ts';
import { nameFromTemplate } from '../../save/fileNameTemplate.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { formatPixels } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';
import { nameOf, splitName } from '../../uris.ts';
import { missingKey } from '../jobFailures.ts';
import { type Backdrop, decideBackdrop, matteOf, promptFor, transparencyProblem } from '../plan/backdrop.ts';
import { type Plan, planEdit } from '../plan/plan.ts';
import { providerOf } from '../plan/providerOf.ts';
import { coloursProblem, regionProblem } from '../plan/regionOutlook.ts';
import { type PlannedRegion, planRegion, type RegionPlan } from '../plan/regionPlan.ts';
import { typeFor } from '../plan/resultType.ts';
import { targetProblem } from '../plan/targetLimits.ts';
import { planPrice, pricedRequest } from '../price/estimate.ts';
import { inspectAll, type PrepareDeps, unusable } from './prepare.ts';
import { preparePart, type SentPart } from './sentPart.ts';

/** Everything about a request that is decided before it goes out; with a region the first of its parts. */
export interface Outgoing extends SentPart {
  values: SettingsValues;
  provider: Provider;
  /** Undefined only where the provider is asked without one. */
  key: string | undefined;
  /** The provider's further headers with their secrets. */
  headers: SentHeaders;
  capabilities: ModelCapabilities;
  /** What of the edited image is sent; undefined: all of it, and all of it may change. */
  region: RegionPlan | undefined;
  edited: EditInput | undefined;
  editedInfo: ImageInfo | undefined;
  /** The further parts of a region that is sent in several, each in a request of its own. */
  further: readonly SentPart[];
  /** What is asked for behind the subject, to work out the transparency; undefined where none is worked out. */
  backdrop: Backdrop | undefined;
  /** The result's name below its folder, the last step without its ending. */
  nameSteps: string[];
}

export interface OutgoingDeps extends PrepareDeps {
  secrets: Secrets;
  settings: Settings;
}

/** The same without what is secret. */
export type Decided = Omit<Outgoing, 'key' | 'headers'>;

/** Decides and prepares all that is sent. Whatever is wrong is found here, before it costs anything. */
export async function prepareOutgoing(
  deps: OutgoingDeps,
  request: EditRequest,
  date: Date,
  signal: AbortSignal,
): Promise<Outcome<Outgoing>> {
  const decided = await decideOutgoing(deps, request, date, signal);
  if (!decided.ok) return decided;
  // The key is read last and goes straight to the wire.
  const { provider } = decided.value;
  const needsKey = provider.auth !== 'none';
  const key = needsKey ? await deps.secrets.keyFor(provider.origin) : undefined;
  if (needsKey && key === undefined) return fail(missingKey(provider));
  const headers = await resolveHeaders(provider, (id) => deps.secrets.keyFor(id));
  return headers.ok ? succeed({ ...decided.value, key, headers: headers.value }) : headers;
}

/** As `prepareOutgoing`, for looking at a request without sending it: no key is needed or read. */
export async function decideOutgoing(
  deps: Omit<OutgoingDeps, 'secrets'>,
  request: EditRequest,
  date: Date,
  signal: AbortSignal,
): Promise<Outcome<Decided>> {
  const { files, settings } = deps;
  const edited = request.inputs[request.editedIndex];
  const values = settings.read(scopeOf(request));
  const provider = providerOf(values);
  if (!provider.ok) return provider;
  const name = nameStepsFor(values, request, date);
  if (!name.ok) return name;

  const inspections = await inspectAll(files, request);
  if (!inspections.ok) return inspections;
  const editedInfo = inspections.value[request.editedIndex]?.info;
  const capabilities = capabilitiesAt(provider.value, request.options.model);
  const priced = { provider: provider.value, capabilities, values, ...pricedRequest(request) };
  const region = planRequestRegion(request, capabilities, editedInfo, (part) => planPrice(priced, part));
  if (region?.ok === false) return unusable(`${edited?.name}: ${region.sentence}`);
  const oneWay = region && edited && editedInfo && (await oneWayColours(deps, edited, editedInfo, signal));
  if (oneWay) return unusable(oneWay);
  const plan =
    region?.value.parts[0]?.plan ??
    planEdit(request.options, capabilities, editedInfo, pixelsWanted(request));
  const type = typeFor(request, values, editedInfo);
  const problem = region ? undefined : targetProblem(plan, editedInfo, type);
  if (problem !== undefined) return unusable(edited ? `${edited.name}: ${problem}` : problem);
  const opaque = transparencyProblem(request, type);
  if (opaque !== undefined) return unusable(opaque);
  const backdrop = await decideBackdrop(deps, request, capabilities, signal);
  const known = {
    provider: provider.value,
    capabilities,
    region: region?.value,
    inspections: inspections.value,
    matte: backdrop && matteOf(backdrop),
  };
  const first = await preparePart(deps, request, known, region?.value.parts[0], plan, signal);
  if (!first.ok) return first;
  const further: SentPart[] = [];
  for (const part of region?.value.parts.slice(1) ?? []) {
    const prepared = await preparePart(deps, request, known, part, part.plan, signal);
    if (!prepared.ok) return prepared;
    further.push(prepared.value);
  }
  return succeed({
    values,
    provider: provider.value,
    capabilities,
    ...first.value,
    further,
    region: region?.value,
    edited,
    editedInfo,
    backdrop,
    nameSteps: name.value,
  });
}

/** Why new pixels can't have the edited image's colours; what can't be read is told of when it is prepared. */
async function oneWayColours(
  { files, codec }: Pick<PrepareDeps, 'files' | 'codec'>,
  edited: EditInput,
  info: ImageInfo,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!info.tellsColours) return undefined;
  const found = await codec
    .metadata({ bytes: await readInput(files, edited) }, signal)
    .catch(() => undefined);
  signal.throwIfAborted();
  return coloursProblem(edited.name, info, found?.colours);
}

/** The plan of a request's region; undefined where it has none, or nothing that is edited. */
export function planRequestRegion(
  request: EditRequest,
  capabilities: ModelCapabilities,
  edited: ImageInfo | undefined,
  priceOf?: (plan: Plan) => number | undefined,
): PlannedRegion | undefined {
  const { region, options } = request;
  if (region === undefined || edited === undefined) return undefined;
  const problem = regionProblem(edited);
  if (problem !== undefined) return { ok: false, sentence: problem };
  const pixels = pixelsWanted(request);
  if (pixels && (pixels.width !== edited.width || pixels.height !== edited.height)) {
    const [wanted, own] = [pixels, edited].map(({ width, height }) => formatPixels(width, height));
    const sentence = t(
      "with a region the result keeps the source's {own} pixels, but {wanted} are requested. Remove the size or the region.",
      { own: own ?? '', wanted: wanted ?? '' },
    );
    return { ok: false, sentence };
  }
  return planRegion(region, options, capabilities, edited, priceOf);
}

/** The result's name below its folder: the one that was asked for, or what the setting makes of the request. */
export function nameStepsFor(
  { outputFileName }: Pick<SettingsValues, 'outputFileName'>,
  { prompt, inputs, editedIndex, options, target }: EditRequest,
  date: Date,
): Outcome<string[]> {
  if (target.kind === 'file') return succeed([splitName(nameOf(target.uri)).base]);
  if (target.name) return succeed([safeName(target.name.base)]);
  const edited = inputs[editedIndex];
  return nameFromTemplate(outputFileName, {
    sourceName: edited && splitName(edited.nameAs ?? edited.name).base,
    prompt,
    model: options.model,
    date,
  });
}

/** The wire's part of it: what the body of one request is made of. */
export function requestPlanOf(
  outgoing: Decided,
  prompt: string,
  { plan, prepared, marks, markup, mask }: SentPart = outgoing,
): RequestPlan {
  const { capabilities, backdrop } = outgoing;
  const { aspectRatio, size, thinking, quality, complexity, background, format } = plan;
  const { partialImages, imageOnly, includeThoughts } = plan;
  return {
    capabilities,
    prompt: marks === undefined ? promptFor(prompt, backdrop) : `${promptFor(prompt, backdrop)}\n\n${marks}`,
    images: prepared.images,
    mask,
    markup,
    aspectRatio,
    size,
    thinking,
    quality,
    complexity,
    background,
    format,
    partialImages,
    imageOnly,
    includeThoughts,
  };
}
