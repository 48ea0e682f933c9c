import type { Consent } from '../../../core/consent.ts';
import type { EditingService } from '../../../core/edit/editingService.ts';
import type { Codec } from '../../../core/images/codec.ts';
import type { FileStore, Log, Settings } from '../../../core/ports.ts';
import type { PresetView } from '../../../core/shared/panelState.ts';
import { Drafts } from '../../../core/storage/drafts.ts';
import type { History } from '../../../core/storage/history.ts';
import type { Journal } from '../../../core/storage/journal.ts';
import type { Previews } from '../../../vscode/page/previews.ts';
import type { Originals } from '../../originals.ts';
import { Backups } from './backups.ts';
import { Choosing } from './choosing.ts';
import { DiscardHistory } from './discardHistory.ts';
import { Discards } from './discards.ts';
import { DraftKeeping } from './draftKeeping.ts';
import { EndpointList } from './endpointList.ts';
import { FailureSteps } from './failureSteps.ts';
import { FileVersions } from './fileVersions.ts';
import { FormActions } from './formActions.ts';
import { InputActions } from './inputActions.ts';
import { type DrawingRequest, InputLoader } from './inputLoader.ts';
import { JobFollower } from './jobFollower.ts';
import { KeyStatus } from './keyStatus.ts';
import { Marks } from './marks.ts';
import { Outlook } from './outlook.ts';
import { PictureQueue } from './pictureQueue.ts';
import { PicturesInSight } from './picturesInSight.ts';
import { PromptBook } from './promptBook.ts';
import { RegionKeeping } from './regionKeeping.ts';
import { RequestCode } from './requestCode.ts';
import { Restoration } from './restoration.ts';
import { ResultActions } from './resultActions.ts';
import { ResultIntake } from './resultIntake.ts';
import { ResultPictures } from './resultPictures.ts';
import { RunConsent } from './runConsent.ts';
import { RunEnd } from './runEnd.ts';
import { Runner } from './runner.ts';
import { recordOf } from './sessionFile.ts';
import type { SessionHost } from './sessionHost.ts';
import { SessionSettings } from './sessionSettings.ts';
import type { SessionStore } from './sessionStore.ts';
import { SessionWriter } from './sessionWriter.ts';
import { SetupActions } from './setupActions.ts';
import { Sources } from './sources.ts';
import { StepMemory } from './stepMemory.ts';
import { Steps } from './steps.ts';
import { WatchedFiles } from './watchedFiles.ts';

/** What a session needs of what is around it. */
export interface SessionDeps {
  editing: EditingService;
  journal: Journal;
  files: FileStore;
  codec: Codec;
  settings: Settings;
  /** The instructions that have an answer, where answers are recorded. */
  recordedPresets?: (() => Promise<PresetView[]>) | undefined;
  consent: Consent;
  history: History;
  originals: Originals;
  previews: Previews;
  /** Has the page draw an SVG; rejects with the reason. */
  drawSvg(request: DrawingRequest): Promise<Uint8Array>;
  host: SessionHost;
  log: Log;
  newId(): string;
  now(): number;
}

export type SessionParts = ReturnType<typeof composeParts>;

/** Makes what changes a session's state, each given the store and what else it needs. */
export function composeParts(deps: SessionDeps, store: SessionStore) {
  const given = { ...deps, store, drafts: new Drafts(deps) };
  const writer = new SessionWriter(deps, store.state.id, () => recordOf(store.state));
  const settings = new SessionSettings(given);
  const key = new KeyStatus({ ...given, settings });
  const endpointList = new EndpointList({ ...given, settings });
  const outlook = new Outlook({ ...given, settings });
  const queue = new PictureQueue();
  const versions = new FileVersions(deps.files);
  const loader = new InputLoader({ ...given, versions });
  const resultPictures = new ResultPictures({ ...given, queue, loader });
  const pictures = new PicturesInSight({ store, queue, loader, resultPictures });
  const prompts = new PromptBook(given);
  const form = new FormActions({ ...given, prompts, settings });
  const inputs = new InputActions({ ...given, loader });
  const sources = new Sources(given);
  const discards = new Discards(given);
  const memory = new StepMemory({ ...given, discards, sources, resultPictures });
  const discarded = new DiscardHistory({ ...given, discards, memory });
  const backups = new Backups(given);
  const watched = new WatchedFiles({ ...given, versions, loader, prompts, sources, backups, resultPictures });
  const actions = new ResultActions({ ...given, sources, watched, backups });
  const draftKeeping = new DraftKeeping(given);
  const intake = new ResultIntake({ ...given, queue, resultPictures, memory, draftKeeping });
  const steps = new Steps({ ...given, loader, sources, form, memory });
  const choosing = new Choosing({ ...given, steps, discards, memory, resultPictures, intake });
  const marks = new Marks({ ...given, steps });
  const runConsent = new RunConsent({ ...given, settings, key });
  const end = new RunEnd({ ...given, intake });
  const follower = new JobFollower({ ...given, settings, intake, resultPictures, end, writer });
  const runner = new Runner({
    ...given,
    inForce: settings,
    consent: runConsent,
    prompts,
    intake,
    end,
    follower,
    writer,
  });
  const regionKeeping = new RegionKeeping({ ...given, sources, follower });
  const failureSteps = new FailureSteps({ ...given, runner, intake, form, key });
  const setup = new SetupActions({ ...given, key });
  const code = new RequestCode({ ...given, settings });
  const restoration = new Restoration({ ...given, inputs, form, settings });
  return {
    actions,
    backups,
    choosing,
    code,
    discarded,
    endpointList,
    failureSteps,
    form,
    inputs,
    intake,
    key,
    marks,
    memory,
    outlook,
    pictures,
    prompts,
    queue,
    regionKeeping,
    restoration,
    resultPictures,
    runner,
    settings,
    setup,
    steps,
    watched,
    writer,
  };
}
