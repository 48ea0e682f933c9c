import type { ExtensionContext } from 'vscode';
import * as small from './commands/register.ts';
import { lazy } from './core/shared/lazy.ts';
import * as assets from './features/assets/register.ts';
import * as compare from './features/compare/register.ts';
import { compareViewType } from './features/compare/viewTypes.ts';
import type { BringBack, Feature } from './features/feature.ts';
import * as gallery from './features/gallery/register.ts';
import { galleryViewType } from './features/gallery/viewTypes.ts';
import * as markdown from './features/markdown/register.ts';
import { reportViewType } from './features/markdown/viewTypes.ts';
import * as panel from './features/panel/register.ts';
import { panelViewType } from './features/panel/viewTypes.ts';
import * as record from './features/record/register.ts';
import { recordViewType } from './features/record/viewTypes.ts';
import * as redo from './features/redo/register.ts';
import * as replace from './features/replace/register.ts';
import * as statusBar from './features/statusBar/register.ts';
import * as tryout from './features/tryout/register.ts';
import { type Commands, guard } from './vscode/dialogs/command.ts';
import type { ImageKeys } from './vscode/images/imageKeys.ts';
import { KeptArrangement } from './vscode/keptArrangement.ts';
import type { OutputLog } from './vscode/log.ts';
import { OriginSecrets } from './vscode/secrets.ts';
import { createServices } from './vscode/services.ts';

/** Builds the graph: the core behind this window's adapters, handed to the features, and these to each other. */
export function compose(context: ExtensionContext, log: OutputLog, keys: ImageKeys) {
  const services = createServices({
    log,
    keys,
    secrets: new OriginSecrets(context.secrets, log),
    extension: context.extension,
    // With no folder open there is no storage of the workspace.
    storageFolder: (context.storageUri ?? context.globalStorageUri).fsPath,
    sharedFolder: context.globalStorageUri.fsPath,
    host: process,
    setApiKey: () => commands.setApiKey(),
    chooseModel: () => commands.chooseModel(),
  });
  const replacing = replace.register(services);
  const comparing = compare.register(services);
  const editing = panel.register({
    ...services,
    originals: replacing.originals,
    pickModel: (current) => commands.pickModel(current),
    chooseProvider: (id) => commands.chooseProvider(id),
    testConnection: () => commands.reportConnection(),
    openSample: (answers) => trying.openSample(answers),
    listedModels: (provider, signal) => commands.listedModels(provider, signal),
    arrangement: new KeptArrangement(context.globalState),
    showRecord: async (uri) => records.show(uri),
  });
  const { panels } = editing;
  const commands = small.register({ ...services, panels });
  const redoing = redo.register({ ...services, ...comparing, ...replacing });
  const records = record.register({ ...services, panels, redo: redoing.redo });
  const manifests = assets.register({ ...services, ...comparing });
  const documents = markdown.register({ ...services, panels, filesOfManifests: manifests.filesOfManifests });
  const trying = tryout.register({ ...services, panels });
  const made = gallery.register({ ...services, panels, showRecord: async (uri) => records.show(uri) });
  const features: Feature[] = [replacing, comparing, editing, commands, redoing, records, manifests];
  features.push(documents, trying, made, statusBar.register(services));
  const handlers: Commands = Object.assign({}, ...features.map((feature) => feature.commands));
  context.subscriptions.push(...services.disposables);
  context.subscriptions.push(...features.map((feature) => ({ dispose: () => feature.dispose?.() })));
  return {
    /** A command of package.json; it never throws. */
    command: (id: keyof Commands) => guard(id, handlers[id] ?? (async () => undefined), services),
    /** By the types of the panels that come back after a reload. */
    bringBack: {
      [panelViewType]: (given, kept) => panels.deserializeWebviewPanel(given, kept),
      [galleryViewType]: made.bringBack,
      [recordViewType]: records.bringBack,
      [compareViewType]: comparing.bringBack,
      [reportViewType]: documents.bringBack,
    } satisfies Record<string, BringBack>,
    /** The tools for agents, loaded when the first one is used. */
    tools: lazy(async () => (await import('./features/agent/createTools.ts')).createTools(services)),
    /** A Markdown document, or a docs manifest, is open. */
    takeUpMarkdown: documents.takeUp,
    takeUpManifests: manifests.takeUp,
    /** Tells of what an earlier window left. */
    recover: async () => {
      const left = await services.journal.leftovers();
      await Promise.all(features.map((feature) => feature.recover?.(left)));
    },
  };
}
