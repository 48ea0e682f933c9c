import { estimateCost } from '../../api/models/cost.ts';
import { capabilitiesAt } from '../../api/models/models.ts';
import { picturesFor } from '../../edit/plan/backdrop.ts';
import { planEdit } from '../../edit/plan/plan.ts';
import { providerOf } from '../../edit/plan/providerOf.ts';
import { quoteRun } from '../../edit/price/quote.ts';
import type { ExactRequest } from '../../editRequest.ts';
import type { Size } from '../../images/imageTypes.ts';
import { inspectInput } from '../../inspect.ts';
import type { FileStore, Settings } from '../../ports.ts';
import type { Asset } from '../compile/asset.ts';
import type { Project } from '../compile/compile.ts';
import { byUriOf, inOrder, sourcesOf } from '../compile/cycles.ts';
import { type CheckFiles, check } from '../states/check.ts';
import { InputHashes } from '../states/inputHashes.ts';
import { type AssetStatus, needsBuild, stateOf } from '../states/states.ts';
import type { Problem } from '../yaml/problems.ts';
import { type AssetJournal, isLeftover, type Leftover } from './ports.ts';
import { answers, requestOf } from './request.ts';

export interface PlanItem {
  asset: Asset;
  /** `follows`: it is made from another asset that is made anew. `asked`: it is up to date. */
  because: 'missing' | 'stale' | 'notDownloaded' | 'edited' | 'follows' | 'asked';
  status: AssetStatus;
  model: string;
  /** USD; undefined when the price is not known. */
  cost: number | undefined;
  /** Just this an earlier build was paid for and could not save: it is tried first. */
  kept: Leftover | undefined;
  /** An earlier build asked for it and was interrupted, so that it may have been billed already. */
  interrupted: Leftover[];
}

export interface BuildPlan {
  project: Project;
  /** In an order in which each comes after those that it is made from. */
  items: PlanItem[];
  /** Edited by hand, or not downloaded: left alone unless asked for. */
  left: AssetStatus[];
  /** Nothing is built while there are any. */
  problems: Problem[];
  /** USD for all items whose price is known. */
  cost: number;
  /** Items whose price is not known. */
  unpriced: number;
}

export interface PlanDeps {
  files: FileStore & CheckFiles;
  settings: Pick<Settings, 'read'>;
  journal: Pick<AssetJournal, 'leftovers'>;
}

export interface PlanScope {
  /** Also what is up to date. Or just these. */
  all?: boolean | ((asset: Asset) => boolean);
  /** Also what was edited by hand and is stale besides; with `all`, all that was edited by hand. Or just these. */
  overwriteEdited?: boolean | ((asset: Asset) => boolean);
  /** Only these; what they are made from comes along where it has to be made. */
  only?: (asset: Asset) => boolean;
}

/** Decides what a build would make, in which order and at what price. Sends nothing and changes nothing. */
export async function planBuild(
  deps: PlanDeps,
  project: Project,
  { all = false, overwriteEdited = false, only = () => true }: PlanScope = {},
): Promise<BuildPlan> {
  const { files } = deps;
  const hashes = new InputHashes(files);
  const { statuses, problems } = await check(project, files, { hashes });
  const known = new Map(statuses.map((status) => [status.asset, status]));
  const byUri = byUriOf(project.assets);
  const wanted = chosen(project.assets.filter(only), byUri);
  // The newest first.
  const leftovers = (await deps.journal.leftovers()).filter(isLeftover).reverse();
  const items: PlanItem[] = [];
  const left: AssetStatus[] = [];
  const made = new Set<Asset>();
  for (const asset of inOrder(project.assets)) {
    const quick = known.get(asset);
    if (quick === undefined || !wanted.has(asset)) continue;
    const follows = sourcesOf(asset, byUri).some((source) => made.has(source));
    const isAsked = isMeant(all, asset) && only(asset);
    const isLeft = quick.state === 'edited' || quick.state === 'notDownloaded';
    if (!needsBuild(quick) && !follows && !isAsked && !isLeft) continue;
    // Before anything is overwritten its pixels are compared.
    const status =
      quick.state === 'missing' ? quick : await stateOf(asset, { files, hashes }, { full: true });
    const mayReplace = isMeant(overwriteEdited, asset);
    if (status.state === 'notDownloaded' && !isAsked) {
      left.push(status);
      continue;
    }
    if (status.state === 'edited' && !(mayReplace && (needsBuild(status) || follows || isAsked))) {
      left.push(status);
      continue;
    }
    if (status.state === 'upToDate' && !follows && !isAsked) continue;
    made.add(asset);
    items.push(await itemOf(deps, asset, status, follows, leftovers, hashes));
  }
  return { project, items, left, problems, ...priceOfAll(items) };
}

const isMeant = (wanted: boolean | ((asset: Asset) => boolean), asset: Asset): boolean =>
  typeof wanted === 'function' ? wanted(asset) : wanted;

/** What items cost together, in USD; what an earlier build has paid for costs nothing. */
export function priceOfAll(
  items: readonly Pick<PlanItem, 'cost' | 'kept'>[],
): Pick<BuildPlan, 'cost' | 'unpriced'> {
  const prices = items.map(({ cost, kept }) => (kept ? 0 : cost));
  return {
    cost: prices.reduce<number>((sum, price) => sum + (price ?? 0), 0),
    unpriced: prices.filter((price) => price === undefined).length,
  };
}

/** The assets that were asked for, and all that they are made from. */
function chosen(assets: readonly Asset[], byUri: ReadonlyMap<string, Asset>): Set<Asset> {
  const all = new Set(assets);
  // A set goes on with what is added while it is walked.
  for (const asset of all) for (const source of sourcesOf(asset, byUri)) all.add(source);
  return all;
}

async function itemOf(
  deps: PlanDeps,
  asset: Asset,
  status: AssetStatus,
  follows: boolean,
  leftovers: readonly Leftover[],
  hashes: InputHashes,
): Promise<PlanItem> {
  const { state } = status;
  const mine = leftovers.filter(({ request }) => request.target.uri === asset.uri);
  const model = modelOf(deps, asset);
  return {
    asset,
    because: state !== 'upToDate' ? state : follows ? 'follows' : 'asked',
    status,
    model,
    cost: await priceOf(deps, asset),
    // What it is made from is another one soon.
    kept: follows ? undefined : await fitting(mine, requestOf(asset, model, undefined), hashes),
    interrupted: mine.filter(({ kept }) => kept === undefined),
  };
}

async function fitting(
  left: readonly Leftover[],
  wanted: ExactRequest,
  hashes: InputHashes,
): Promise<Leftover | undefined> {
  for (const one of left) {
    // An input that can't be read is a problem of its own.
    if (await answers(one, wanted, (uri) => hashes.of(uri)).catch(() => false)) return one;
  }
  return undefined;
}

/** The asset's own model, else that of the settings for its file. */
export function modelOf({ settings }: Pick<PlanDeps, 'settings'>, { model, uri }: Asset): string {
  if (model !== undefined) return model;
  const values = settings.read(uri);
  const provider = providerOf(values);
  return values.model || (provider.ok ? provider.value.defaultModel : '');
}

/** What making it costs, in USD; undefined when the price is not known. */
export async function priceOf(
  { files, settings }: { files: FileStore } & Pick<PlanDeps, 'settings'>,
  asset: Asset,
): Promise<number | undefined> {
  const values = settings.read(asset.uri);
  const provider = providerOf(values);
  if (!provider.ok) return undefined;
  const model = modelOf({ settings }, asset);
  const capabilities = capabilitiesAt(provider.value, model);
  const { options, inputs, prompt, region } = requestOf(asset, model, undefined);
  const [edited] = inputs;
  let shape: Size | undefined;
  if (edited && (region || (!asset.pixels && options.size === 'auto'))) {
    const inspected = await inspectInput(files, edited);
    shape = inspected.ok ? inspected.value.info : undefined;
  }
  if (region && shape) {
    const quoted = [{ edited: shape, inputs: inputs.length, pixels: asset.pixels, region }];
    return quoteRun(values, options, prompt.length, quoted).usd;
  }
  const { size, quality } = planEdit(options, capabilities, shape, asset.pixels);
  const one = estimateCost({
    provider: provider.value.id,
    capabilities,
    billing: values.billing,
    size,
    inputs: inputs.length,
    promptLength: prompt.length,
    thinking: options.thinking,
    quality,
  })?.usd;
  return one && one * picturesFor(options);
}
