import { isHopeless } from '../../edit/jobFailures.ts';
import { forgetStored } from '../../edit/saveOthers.ts';
import type { EditResult, JobProgress } from '../../editRequest.ts';
import type { FileStore, Log } from '../../ports.ts';
import { messageOf } from '../../shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { assetsSession } from '../../storage/sessions.ts';
import type { Asset } from '../compile/asset.ts';
import { byUriOf, sourcesOf } from '../compile/cycles.ts';
import { canonicalUri, Links } from '../compile/places.ts';
import type { CheckFiles } from '../states/check.ts';
import { InputHashes } from '../states/inputHashes.ts';
import { notDownloaded, stateOf } from '../states/states.ts';
import { saveFurther } from './furtherPictures.ts';
import type { BuildPlan, PlanItem } from './plan.ts';
import type { AssetEditing, AssetJournal, BuildLocks, HeldLocks } from './ports.ts';
import { answers, requestOf } from './request.ts';

export interface BuildDeps {
  files: CheckFiles & Pick<FileStore, 'removeStored'>;
  editing: AssetEditing;
  journal: Pick<AssetJournal, 'remove'>;
  locks: BuildLocks;
  log: Log;
  newId(): string;
}

/** How one asset ended. */
export type ItemEnd =
  | { kind: 'made'; cost: number | undefined; notes: string[] }
  /** What an earlier build had paid for was saved. */
  | { kind: 'recovered' }
  /** It became up to date meanwhile. */
  | { kind: 'alreadyThere' }
  | { kind: 'left'; sentence: string }
  /** With `kept`, the image is paid for and lies in the storage; the next build saves it. */
  | { kind: 'failed'; failure: Failure; kept: boolean; cost?: number | undefined }
  /** Not begun: the build was stopped, or what it is made from failed. */
  | { kind: 'notBegun'; sentence: string };

export interface BuildHooks {
  /** Begins nothing more; what is on its way is paid for and comes to its end. */
  stop: AbortSignal;
  /** Breaks off what is on its way too, which may be billed all the same. */
  abort: AbortSignal;
  onProgress?(item: PlanItem, progress: JobProgress): void;
  onEnd?(item: PlanItem, end: ItemEnd, done: number): void;
}

export interface BuildOptions {
  /** Requests at the same time. */
  concurrency: number;
  /** What is edited by hand after the plan is replaced too; what was so in the plan was asked for. */
  overwriteEdited?: boolean;
}

export interface Built {
  /** In the order of the plan, whichever came to its end first. */
  ends: Map<Asset, ItemEnd>;
  /** USD that were spent, as far as it is known. */
  cost: number;
}

/**
 * Makes what a plan lists, through the editing service. The plan is what counts: a manifest that is saved
 * meanwhile changes nothing. What is there already when its turn comes is not made again, so a build that was
 * stopped goes on where it was by being run again.
 */
export async function build(
  deps: BuildDeps,
  plan: BuildPlan,
  wanted: BuildOptions,
  hooks: BuildHooks,
): Promise<Outcome<Built>> {
  if (plan.problems.length > 0) return fail(wrongManifest);
  const locks = await deps.locks.hold(plan.project.manifests.map(({ uri }) => canonicalUri(uri)));
  if (locks === undefined) return fail(alreadyRunning);
  try {
    const run = new BuildRun(deps, plan, wanted, hooks, locks);
    return succeed(await run.toEnd());
  } finally {
    await locks.release();
  }
}

class BuildRun {
  readonly #deps: BuildDeps;
  readonly #plan: BuildPlan;
  readonly #wanted: BuildOptions;
  readonly #hooks: BuildHooks;
  readonly #locks: HeldLocks;
  readonly #hashes: InputHashes;
  readonly #sources: ReadonlyMap<string, Asset>;
  readonly #ends = new Map<Asset, ItemEnd>();
  /** Those that wait for their turn. */
  readonly #queued = new Set<AbortController>();
  #cost = 0;
  /** Set when what failed would fail for all others too. */
  #hopeless: string | undefined;

  constructor(deps: BuildDeps, plan: BuildPlan, wanted: BuildOptions, hooks: BuildHooks, locks: HeldLocks) {
    this.#deps = deps;
    this.#plan = plan;
    this.#wanted = wanted;
    this.#hooks = hooks;
    this.#locks = locks;
    this.#hashes = new InputHashes(deps.files);
    this.#sources = byUriOf(plan.items.map(({ asset }) => asset));
  }

  async toEnd(): Promise<Built> {
    const stepBack = (): void => {
      for (const waiting of this.#queued) waiting.abort();
    };
    this.#hooks.stop.addEventListener('abort', stepBack);
    try {
      return await this.#makeAll();
    } finally {
      this.#hooks.stop.removeEventListener('abort', stepBack);
    }
  }

  async #makeAll(): Promise<Built> {
    const waiting = [...this.#plan.items];
    const running = new Set<Promise<void>>();
    // While the requests of some are out, the answers of others are finished and saved.
    const atOnce = 2 * Math.max(1, this.#wanted.concurrency);
    while (waiting.length > 0 || running.size > 0) {
      const next = running.size < atOnce ? waiting.findIndex((item) => this.#isReady(item)) : -1;
      const [item] = next < 0 ? [] : waiting.splice(next, 1);
      if (item === undefined) {
        await Promise.race(running);
        continue;
      }
      const work: Promise<void> = this.#endOf(item).then((end) => {
        running.delete(work);
        this.#note(item, end);
      });
      running.add(work);
    }
    const ends = this.#plan.items.flatMap(({ asset }): [Asset, ItemEnd][] => {
      const end = this.#ends.get(asset);
      return end === undefined ? [] : [[asset, end]];
    });
    return { ends: new Map(ends), cost: this.#cost };
  }

  /** What it is made from has come to its end. */
  #isReady({ asset }: PlanItem): boolean {
    return sourcesOf(asset, this.#sources).every((source) => this.#ends.has(source));
  }

  #note(item: PlanItem, end: ItemEnd): void {
    this.#ends.set(item.asset, end);
    if (end.kind === 'made' || end.kind === 'failed') this.#cost += end.cost ?? 0;
    if (end.kind === 'failed' && isHopeless(end.failure)) this.#hopeless ??= end.failure.sentence;
    this.#hooks.onEnd?.(item, end, this.#ends.size);
  }

  async #endOf(item: PlanItem): Promise<ItemEnd> {
    try {
      return (await this.#reasonNotToBegin(item)) ?? (await this.#make(item));
    } catch (error) {
      const sentence = t('{name} could not be made: {reason}', {
        name: item.asset.name,
        reason: messageOf(error),
      });
      this.#deps.log.error(sentence);
      const failure: Failure = { code: 'unexpected', sentence, nextSteps: ['showLog'], billed: 'no' };
      return { kind: 'failed', failure, kept: false };
    }
  }

  async #reasonNotToBegin({ asset }: PlanItem): Promise<ItemEnd | undefined> {
    const notBegun = (sentence: string): ItemEnd => ({ kind: 'notBegun', sentence });
    if (this.#hooks.stop.aborted || this.#hooks.abort.aborted) return notBegun(stopped());
    if (this.#hopeless !== undefined) return notBegun(this.#hopeless);
    const lacking = sourcesOf(asset, this.#sources).find((source) => isLacking(this.#ends.get(source)));
    if (lacking)
      return notBegun(t('It is made from {name}, which could not be made.', { name: lacking.name }));
    if (!(await this.#locks.areHeld())) return notBegun(t('Another build has taken over.'));
    return undefined;
  }

  async #make(item: PlanItem): Promise<ItemEnd> {
    const { asset, model, because } = item;
    const { files, editing, newId } = this.#deps;
    // It may have been put there after the plan.
    const link = await new Links(files, this.#plan.project.workspace).onTheWayTo(asset.uri);
    if (link !== undefined) {
      const sentence = t('{name} goes through the symbolic link {link} and was left as it is.', {
        name: asset.name,
        link,
      });
      return { kind: 'left', sentence };
    }
    const status = await stateOf(asset, { files, hashes: this.#hashes }, { full: true });
    if (status.state === 'upToDate' && because !== 'asked') return { kind: 'alreadyThere' };
    if (status.state === 'edited' && because !== 'edited' && !this.#wanted.overwriteEdited) {
      return {
        kind: 'left',
        sentence: t('{name} was edited by hand and was left as it is.', { name: asset.name }),
      };
    }
    if (status.state === 'notDownloaded' && because !== 'notDownloaded') {
      return { kind: 'left', sentence: `${asset.name}: ${notDownloaded.sentence}` };
    }
    const request = requestOf(asset, model, status.sha256);
    if (item.kept?.kept) {
      const { jobId, kept } = item.kept;
      if (await answers(item.kept, request, (uri) => this.#hashes.of(uri))) {
        const saved = await editing.saveKeptAt(kept, request, jobId);
        if (saved.ok) return { kind: 'recovered' };
        // What can't be read is no image; everything else is paid for.
        if (saved.failure.code !== 'answer.undecodable') {
          return { kind: 'failed', failure: saved.failure, kept: true };
        }
      }
    }
    const job = { id: newId(), sessionId: assetsSession, request };
    // Waiting for its turn it can still step back without a loss.
    const stepBack = new AbortController();
    this.#queued.add(stepBack);
    const outcome = await editing.run(job, {
      signal: AbortSignal.any([this.#hooks.abort, stepBack.signal]),
      onProgress: (progress) => {
        if (progress.phase !== 'queued') this.#queued.delete(stepBack);
        this.#hooks.onProgress?.(item, progress);
      },
      chooseTarget: async () => undefined,
    });
    this.#queued.delete(stepBack);
    if (!outcome.ok) return endOfFailure(outcome.failure);
    await this.#forgetEarlier(item);
    const { image, unsaved, others, thoughts } = outcome.value;
    const notes = await saveFurther(this.#deps, others, asset, this.#plan.project.assets);
    const used = [...(unsaved ? [] : [image]), ...thoughts.pictures];
    await forgetStored(
      this.#deps,
      used.map(({ stored }) => stored),
    );
    return endOfResult(outcome.value, notes);
  }

  /** What was interrupted earlier is made now, so nobody has to hear of it again. */
  async #forgetEarlier({ interrupted }: PlanItem): Promise<void> {
    for (const { jobId } of interrupted) {
      await this.#deps.journal.remove(jobId).catch((error: unknown) => {
        this.#deps.log.warn(`Job ${jobId} could not be taken out of the journal: ${String(error)}`);
      });
    }
  }
}

const endOfFailure = (failure: Failure): ItemEnd =>
  failure.code === 'stopped' && failure.billed === 'no'
    ? { kind: 'notBegun', sentence: stopped() }
    : { kind: 'failed', failure, kept: false };

function endOfResult({ unsaved, cost, notes }: EditResult, further: readonly string[]): ItemEnd {
  if (unsaved === undefined) return { kind: 'made', cost, notes: [...notes, ...further] };
  const failure = { ...unsaved, sentence: [unsaved.sentence, ...further].join(' ') };
  return { kind: 'failed', failure, kept: true, cost };
}

const stopped = () => t('The build was stopped.');

const isLacking = (end: ItemEnd | undefined): boolean => end?.kind === 'failed' || end?.kind === 'notBegun';

const wrongManifest: Failure = {
  code: 'assets.problems',
  get sentence() {
    return t('Nothing was built. Fix the manifest first.');
  },
  nextSteps: [],
  billed: 'no',
};

const alreadyRunning: Failure = {
  code: 'assets.running',
  get sentence() {
    return t('These assets are being built already, by another window or program. Wait until it is done.');
  },
  nextSteps: ['runAgain'],
  billed: 'no',
};
