import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Extension, Uri, workspace } from 'vscode';
import { Consent } from '../core/consent.ts';
import { Activity } from '../core/edit/activity.ts';
import { EditingService } from '../core/edit/editingService.ts';
import { recordedSettings } from '../core/edit/recorded/recordedSettings.ts';
import { carryRecord } from '../core/save/carryRecord.ts';
import { Replacements } from '../core/save/replacements.ts';
import { t } from '../core/shared/l10n.ts';
import { lazy } from '../core/shared/lazy.ts';
import { DaySpendings } from '../core/storage/daySpending.ts';
import { Journal } from '../core/storage/journal.ts';
import { nodeCodec } from '../node/codec/nodeCodec.ts';
import { OwnStorage } from '../node/ownStorage.ts';
import { isProcessAlive } from '../node/processes.ts';
import { roomyStorage } from '../node/roomyStorage.ts';
import { Notifications } from './dialogs/messages.ts';
import { NextSteps } from './dialogs/nextSteps.ts';
import { workspaceFolderOf } from './files/addresses.ts';
import { VscodeFileStore } from './files/fileStore.ts';
import { Git } from './files/git.ts';
import type { ImageKeys } from './images/imageKeys.ts';
import { isImageName } from './images/imageNames.ts';
import { RecordedImages } from './images/recordedImages.ts';
import type { OutputLog } from './log.ts';
import type { OriginSecrets } from './secrets.ts';
import { VscodeSettings } from './settings.ts';
import { ShownTexts } from './shownTexts.ts';

const loadRecorded = () => import('../core/edit/recorded/recordedAnswers.ts');
type Wire = typeof import('../core/api/wire.ts');
const loadWire = (): Promise<Wire> => import('../core/api/wire.ts');

/** What only the composition root knows of the window and its process. */
export interface ServiceFacts {
  secrets: OriginSecrets;
  log: OutputLog;
  keys: ImageKeys;
  extension: Pick<Extension<unknown>, 'id' | 'extensionUri' | 'packageJSON'>;
  /** Path of the extension's own storage. */
  storageFolder: string;
  /** Path of the storage that all windows share. */
  sharedFolder: string;
  /** The extension host's process. */
  host: Pick<NodeJS.Process, 'pid' | 'env' | 'execPath' | 'platform' | 'getuid'>;
  /** Runs the command that sets a key; whether one was set. */
  setApiKey(): Promise<boolean>;
  /** Runs the command that chooses a model; whether one was chosen. */
  chooseModel(): Promise<boolean>;
}

/** The core behind this window's adapters: what every feature is made from. */
export function createServices({ extension, storageFolder, sharedFolder, host, ...facts }: ServiceFacts) {
  const { secrets, log, keys } = facts;
  const { extensionUri, packageJSON } = extension;
  const newId = randomUUID;
  const now = Date.now;
  const messages = new Notifications(log);
  const settings = new VscodeSettings(log);
  const dist = Uri.joinPath(extensionUri, 'dist');
  const files = new VscodeFileStore(roomyStorage(storageFolder));
  const recorded = new RecordedImages({ files, keys, isImage: isImageName, log });
  const saved = (uri: string) => void recorded.look(Uri.parse(uri).toString());
  const codec = nodeCodec(Uri.joinPath(dist, 'codec', 'worker.cjs').fsPath, host, {
    tell: (line) => log.warn(`Image codec: ${line}`),
    allowsNative: () => workspace.isTrusted,
  });
  const svgRenderer = lazy(async () => {
    const { SvgBrowser } = await import('../node/browser/svgBrowser.ts');
    const closed = () =>
      workspace.isTrusted ? undefined : t('no browser is started in an untrusted workspace');
    return new SvgBrowser({ env: host.env, platform: host.platform, isRoot: host.getuid?.() === 0, closed });
  });
  const owner = host.pid;
  const spending = new DaySpendings({
    files: new OwnStorage(sharedFolder),
    log,
    owner: newId(),
    now: () => new Date(),
  });
  const activity = new Activity({ paid: (request) => spending.add(request) });
  const journal = new Journal({ files, log, owner, isAlive: isProcessAlive });
  const tool = { name: 'Nano Banana for VS Code', version: String(packageJSON.version) };
  const sampleFolder = Uri.joinPath(extensionUri, 'media', 'sample').toString();
  const sample = { files, codec, folder: sampleFolder };
  const withoutKey = recordedSettings(settings);
  const texts = new ShownTexts();
  const core = { files, secrets, settings, log, codec, journal, svgRenderer, newId, now };
  return {
    ...core,
    keys,
    saved,
    messages,
    nextSteps: new NextSteps({ settings, messages, extensionId: extension.id, ...facts }),
    texts,
    /** What ends with the window. */
    disposables: [texts, settings, secrets, codec],
    listModels: async (...given: Parameters<Wire['listModels']>) => (await loadWire()).listModels(...given),
    consent: new Consent(),
    owner,
    isAlive: isProcessAlive,
    git: new Git(log),
    activity,
    spending,
    editing: new EditingService({ ...core, activity, tool, workspaceFolderOf, saved }),
    /** What a panel has in place of a provider, without a key, on the sample that comes along. */
    recorded: {
      folder: sampleFolder,
      settings: withoutKey,
      // It is on no list of what was paid, and nobody's spending.
      editing: new EditingService({
        ...core,
        settings: withoutKey,
        tool,
        workspaceFolderOf,
        answer: async (...asked) => (await loadRecorded()).answerRecorded(sample, ...asked),
      }),
      presets: async () => {
        const { readAnswers, recordedPresets } = await loadRecorded();
        return recordedPresets(await readAnswers(sample));
      },
    },
    replacements: new Replacements({
      files,
      codec,
      log,
      newId,
      now,
      carryOver: (carried) => carryRecord({ files, settings, log, workspaceFolderOf }, carried),
    }),
    pageFolder: Uri.joinPath(dist, 'webview'),
    readerFile: Uri.joinPath(dist, 'reading', 'worker.cjs').fsPath,
    tabIcon: Uri.joinPath(extensionUri, 'media', 'icon.png'),
    previewsFolder: path.join(storageFolder, 'previews'),
    samplesFolder: Uri.file(path.join(sharedFolder, 'samples')).toString(),
    extensionId: extension.id,
  };
}
