import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type ExtensionContext, Uri, window } from 'vscode';
import { listModels } from './api/client.ts';
import { isImageName, leftOutSentence } from './commands/imageNames.ts';
import { pickImages } from './commands/pickImages.ts';
import { pickModel } from './commands/pickModel.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { carryRecord } from './editing/carryRecord.ts';
import { EditingService } from './editing/editingService.ts';

import { Journal } from './editing/journal.ts';
import { Replacements } from './editing/replacements.ts';
import { OwnStorage } from './files/ownStorage.ts';
import { isProcessAlive } from './files/processes.ts';
import { createCodec } from './images/codec.ts';
import { startCodecWorker } from './images/startCodecWorker.ts';
import { History } from './panel/history.ts';
import { Pages } from './panel/pages.ts';
import { PanelManager, panelViewType } from './panel/panelManager.ts';
import { resolveAddress, workspaceFolderOf } from './vscode/addresses.ts';
import { VscodeFileStore } from './vscode/fileStore.ts';
import { Git } from './vscode/git.ts';
import { OutputLog } from './vscode/log.ts';
import { Notifications } from './vscode/messages.ts';
import { isHostStep, NextSteps } from './vscode/nextSteps.ts';
import { ReplaceDialogs } from './vscode/replaceDialogs.ts';
import { OriginSecrets } from './vscode/secrets.ts';
import { VscodeSettings } from './vscode/settings.ts';
import { ShownTexts } from './vscode/shownTexts.ts';

/** Builds the extension's parts and hands them to each other. */
export function activate(context: ExtensionContext): void {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  // With no folder open there is no storage of the workspace.
  const storageFolder = (context.storageUri ?? context.globalStorageUri).fsPath;
  const newId = randomUUID;
  const now = Date.now;

  const log = new OutputLog();
  const messages = new Notifications(log);
  const settings = new VscodeSettings(log);
  const secrets = new OriginSecrets(context.secrets, log);
  const files = new VscodeFileStore(new OwnStorage(storageFolder));
  const nextSteps = new NextSteps({ settings, messages, log, extensionId: context.extension.id });
  const commandDeps = { settings, secrets, messages, nextSteps, listModels };
  const codec = createCodec({
    startWorker: () => startCodecWorker(Uri.joinPath(dist, 'codec', 'worker.cjs').fsPath),
    setTimer: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
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
  });

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
    log,
    texts,
    pages,
    settings,
    secrets,
    codec,
    settings.onDidChange(() => panels.refresh()),
    secrets.onDidChange(() => panels.refresh()),
    window.registerWebviewPanelSerializer(panelViewType, panels),
    registerCommands({ ...commandDeps, panels, pages, log }),
  );
  void panels.recover().catch((error: unknown) => log.warn(`Earlier jobs could not be looked up: ${error}`));
}

export function deactivate(): void {}
