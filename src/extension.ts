import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { listModels } from './api/client.ts';
import { allCommands } from './commands/allCommands.ts';
import type { Run } from './commands/command.ts';
import { isImageName, leftOutSentence } from './commands/imageNames.ts';
import { pickImages } from './commands/pickImages.ts';
import { pickModel } from './commands/pickModel.ts';
import { carryRecord } from './editing/carryRecord.ts';
import { EditingService } from './editing/editingService.ts';
import { Journal } from './editing/journal.ts';
import { Replacements } from './editing/replacements.ts';
import { assetsSession, redoSession } from './editing/sessions.ts';
import { OwnStorage } from './files/ownStorage.ts';
import { isProcessAlive } from './files/processes.ts';
import { createCodec } from './images/codec.ts';
import { startCodecWorker } from './images/startCodecWorker.ts';
import { Pages } from './panel/pages.ts';
import { PanelManager } from './panel/panelManager.ts';
import { History } from './session/history.ts';
import { lazy } from './shared/lazy.ts';
import type { Tools } from './tools/register.ts';
import { resolveAddress, workspaceFolderOf } from './vscode/addresses.ts';
import { VscodeFileStore } from './vscode/fileStore.ts';
import { Git } from './vscode/git.ts';
import type { ImageKeys } from './vscode/imageKeys.ts';
import type { OutputLog } from './vscode/log.ts';
import { Notifications } from './vscode/messages.ts';
import { isHostStep, NextSteps } from './vscode/nextSteps.ts';
import { offerReload } from './vscode/offerReload.ts';
import { RecordedImages } from './vscode/recordedImages.ts';
import { ReplaceDialogs } from './vscode/replaceDialogs.ts';
import { OriginSecrets } from './vscode/secrets.ts';
import { VscodeSettings } from './vscode/settings.ts';
import { ShownTexts } from './vscode/shownTexts.ts';

/** What VS Code can ask for. */
export interface Extension {
  /** Runs a command of the manifest; never throws. */
  run(command: string, parameters: readonly unknown[]): Promise<unknown>;
  panels: PanelManager;
  /** The tools for agents, loaded when the first one is used. */
  tools(): Promise<Tools>;
  /** Gives Markdown documents what they get from here. Never rejects. */
  takeUpMarkdown(): Promise<void>;
  /** Gives manifests of docs assets what they get from here. Never rejects. */
  takeUpManifests(): Promise<void>;
  /** Tells of what an earlier window left: results that are not saved yet, and what may have been billed. */
  recover(): Promise<void>;
}

/** What the room of redoing has, so that it is loaded for these alone. */
const redoCommands = ['nanoBanana.redoEdit', 'nanoBanana.redoStaleEdits'];

/** Builds the extension's parts and hands them to each other. */
export function compose(context: ExtensionContext, log: OutputLog, keys: ImageKeys): Extension {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  // With no folder open there is no storage of the workspace.
  const storageFolder = (context.storageUri ?? context.globalStorageUri).fsPath;
  const newId = randomUUID;
  const now = Date.now;

  const messages = new Notifications(log);
  const settings = new VscodeSettings(log);
  const secrets = new OriginSecrets(context.secrets, log);
  const files = new VscodeFileStore(new OwnStorage(storageFolder));
  const nextSteps = new NextSteps({ settings, messages, log, extensionId: context.extension.id });
  const commandDeps = { settings, secrets, messages, nextSteps, listModels };
  const recorded = new RecordedImages({ files, keys, isImage: isImageName, log });
  const saved = (uri: string) => void recorded.look(Uri.parse(uri).toString());
  const codec = createCodec({
    startWorker: () => startCodecWorker(Uri.joinPath(dist, 'codec', 'worker.cjs').fsPath),
    setTimer: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    tell: (line) => log.warn(`Image codec: ${line}`),
  });
  const svgRenderer = lazy(async () => {
    const { SvgBrowser } = await import('./files/browser/svgBrowser.ts');
    const { env, platform } = process;
    const closed = () =>
      workspace.isTrusted ? undefined : 'no browser is started in an untrusted workspace';
    return new SvgBrowser({ env, platform, isRoot: process.getuid?.() === 0, closed });
  });
  const journal = new Journal({ files, log, owner: process.pid, isAlive: isProcessAlive });
  const tool = { name: 'Nano Banana for VS Code', version: String(context.extension.packageJSON.version) };
  const editing = new EditingService({
    files,
    secrets,
    settings,
    log,
    codec,
    journal,
    newId,
    now,
    tool,
    workspaceFolderOf,
    svgRenderer,
    saved,
  });

  const texts = new ShownTexts();
  const git = new Git(log);
  const originals = new ReplaceDialogs({
    replacements: new Replacements({
      files,
      codec,
      log,
      newId,
      now,
      carryOver: (carried) => carryRecord({ files, settings, log, workspaceFolderOf }, carried),
    }),
    git,
    messages,
    log,
    offer: (failure) => nextSteps.offer(failure),
    changed: (uri) => {
      saved(uri);
      void tellRestorable();
    },
  });
  const tellRestorable = async () => {
    const all = await originals.restorable().catch(() => []);
    keys.setRestorable(all.map(({ uri }) => Uri.parse(uri).toString()));
  };
  void tellRestorable();

  const parts = {
    pageFolder: Uri.joinPath(dist, 'webview'),
    tabIcon: Uri.joinPath(context.extensionUri, 'media', 'icon.png'),
    previewsFolder: path.join(storageFolder, 'previews'),
    files,
    codec,
    log,
  };
  const panels = new PanelManager({
    ...parts,
    history: new History({ files, log }),
    originals,
    showText: (name, text) => texts.show(name, text),
    showRecord: async (uri) => void pages.showRecord(uri),
    editing,
    journal,
    settings,
    secrets,
    newId,
    now,
    isImageName,
    resolveAddress,
    leftOut: (names) => messages.tell('information', leftOutSentence(names)),
    setApiKey: () => nextSteps.take('setApiKey'),
    pickImages: () => pickImages(messages, 'Images to Add'),
    pickModel: (current) => pickModel(commandDeps, current),
    takeStep: async (step) => {
      if (isHostStep(step)) await nextSteps.take(step);
    },
  });

  const pages = new Pages({ ...parts, panels, messages, git });

  context.subscriptions.push(
    texts,
    pages,
    settings,
    secrets,
    codec,
    panels,
    settings.onDidChange(() => panels.refresh()),
    secrets.onDidChange(() => panels.refresh()),
  );
  const own = allCommands({ ...commandDeps, panels, pages, git, files, originals, log });
  const markdownRoom = lazy(async () => {
    const { registerMarkdown } = await import('./markdown/register.ts');
    const room = registerMarkdown({
      ...parts,
      panels,
      messages,
      nextSteps,
      settings,
      readerFile: Uri.joinPath(dist, 'reading', 'worker.cjs').fsPath,
      now,
      filesOfManifests: async (manifests, workspace) =>
        (await import('./manifest/manifestRoom.ts')).filesOfManifests(manifests, workspace),
    });
    context.subscriptions.push(room);
    return room;
  });
  const redoRoom = lazy(async () => {
    const { createRedo } = await import('./commands/redo/createRedo.ts');
    return createRedo({ ...commandDeps, pages, files, originals, editing, journal, log, newId, svgRenderer });
  });
  const manifestRoom = lazy(async () => {
    const { openManifestRoom } = await import('./manifest/manifestRoom.ts');
    const room = openManifestRoom({
      files,
      editing,
      journal,
      settings,
      secrets,
      messages,
      nextSteps,
      pages,
      git,
      log,
      owner: process.pid,
      isAlive: isProcessAlive,
      newId,
      now,
    });
    context.subscriptions.push(room);
    return room;
  });
  /** The rooms that are loaded for their own commands alone. */
  const roomOf = (command: string): Promise<{ commands: ReadonlyMap<string, Run> }> => {
    if (redoCommands.includes(command)) return redoRoom();
    return /Assets?$/.test(command) ? manifestRoom() : markdownRoom();
  };
  const loadedCommand = async (command: string): Promise<Run | undefined> => {
    try {
      return (await roomOf(command)).commands.get(command);
    } catch (error) {
      log.error(`${command} could not be loaded: ${error instanceof Error ? error.stack : error}`);
      void offerReload((sentence, button) => messages.ask('error', sentence, button));
      return undefined;
    }
  };
  const recoverOthers = async () => {
    const left = await journal.leftovers();
    const redos = left.filter(({ sessionId }) => sessionId === redoSession);
    if (redos.length > 0) (await redoRoom()).recover(redos);
    const hasBuilt = left.some(({ sessionId }) => sessionId === assetsSession);
    if (hasBuilt) await (await manifestRoom()).tellLeftovers();
  };
  let tools: Tools | undefined;
  return {
    run: async (command, parameters) => {
      const found = own.get(command) ?? (await loadedCommand(command));
      return found?.(...parameters);
    },
    panels,
    recover: async () => {
      await Promise.all([panels.recover(), recoverOthers()]);
    },
    takeUpMarkdown: async () => {
      await markdownRoom().catch((error: unknown) => log.error(`Markdown is not taken up: ${String(error)}`));
    },
    takeUpManifests: async () => {
      await manifestRoom().catch((error: unknown) =>
        log.error(`Manifests are not taken up: ${String(error)}`),
      );
    },
    async tools() {
      const { createTools } = await import('./tools/createTools.ts');
      tools ??= createTools({ files, secrets, settings, editing, codec, log, newId, now, svgRenderer });
      return tools;
    },
  };
}
