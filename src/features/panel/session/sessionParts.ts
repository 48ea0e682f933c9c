import type { Consent } from '../../../core/consent.ts';
import type { EditingService } from '../../../core/edit/editingService.ts';
import type { Codec } from '../../../core/images/codec.ts';
import type { FileStore, Log, Settings } from '../../../core/ports.ts';
import type { PresetView } from '../../../core/shared/protocol/panelState.ts';
import { Drafts } from '../../../core/storage/drafts.ts';
import type { History } from '../../../core/storage/history.ts';
import type { Journal } from '../../../core/storage/journal.ts';
import type { Previews } from '../../../vscode/page/previews.ts';
import type { Originals } from '../../originals.ts';
import { EndpointList } from './form/endpointList.ts';
import { FormActions } from './form/formActions.ts';
import { KeyStatus } from './form/keyStatus.ts';
import { Outlook } from './form/outlook.ts';
import { PromptBook } from './form/promptBook.ts';
import { RequestCode } from './form/requestCode.ts';
import { SessionSettings } from './form/sessionSettings.ts';
import { SetupActions } from './form/setupActions.ts';
import { FileVersions } from './inputs/fileVersions.ts';
import { InputActions } from './inputs/inputActions.ts';
import { type DrawingRequest, InputLoader } from './inputs/inputLoader.ts';
import { Sources } from './inputs/sources.ts';
import { PictureQueue } from './pictures/pictureQueue.ts';
import { PicturesInSight } from './pictures/picturesInSight.ts';
import { ResultPictures } from './pictures/resultPictures.ts';
import { Restoration } from './restoration.ts';
import { Backups } from './results/backups.ts';
import { Choosing } from './results/choosing.ts';
import { DiscardHistory } from './results/discardHistory.ts';
import { Discards } from './results/discards.ts';
import { DraftKeeping } from './results/draftKeeping.ts';
import { Marks } from './results/marks.ts';
import { ResultActions } from './results/resultActions.ts';
import { ResultIntake } from './results/resultIntake.ts';
import { StepMemory } from './results/stepMemory.ts';
import { Steps } from './results/steps.ts';
import { Undo } from './results/undo.ts';
import { WatchedFiles } from './results/watchedFiles.ts';
import { FailureSteps } from './run/failureSteps.ts';
import { JobFollower } from './run/jobFollower.ts';
import { RegionKeeping } from './run/regionKeeping.ts';
import { RunConsent } from './run/runConsent.ts';
import { RunEnd } from './run/runEnd.ts';
import { Runner } from './run/runner.ts';
import type { SessionHost } from './sessionHost.ts';
import type { SessionStore } from './state/sessionStore.ts';
import { recordOf } from './stored/sessionFile.ts';
import { SessionWriter } from './stored/sessionWriter.ts';

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
  const undo = new Undo({ store, choosing, actions });
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
    undo,
    watched,
    writer,
  };
}
