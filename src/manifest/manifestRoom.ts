import { Disposable, languages, workspace } from 'vscode';
import type { CheckFiles } from '../assets/check.ts';
import { type Command, guard, type Run } from '../commands/command.ts';
import type { EditingService } from '../editing/editingService.ts';
import type { Journal } from '../editing/journal.ts';
import type { FileStore, Log, Secrets } from '../editing/ports.ts';
import { FileLocks } from '../files/buildLocks.ts';
import { choosePlace } from '../vscode/choosePlace.ts';
import { askModally, askToSpend, type Confirm } from '../vscode/confirm.ts';
import type { Git } from '../vscode/git.ts';
import type { Messages } from '../vscode/messages.ts';
import type { NextSteps } from '../vscode/nextSteps.ts';
import type { VscodeSettings } from '../vscode/settings.ts';
import { AssetBuilder } from './assetBuilder.ts';
import { AssetLenses } from './assetLenses.ts';
import { AssetPrices } from './assetPrices.ts';
import { AssetStates } from './assetStates.ts';
import { BuildAssets } from './buildAssets.ts';
import { BuildDialog } from './buildDialog.ts';
import { CheckAssets } from './checkAssets.ts';
import { CompareAsset, type CompareAssetDeps } from './compareAsset.ts';
import { ManifestCompletions } from './completions.ts';
import { isManifest, rootOf, selector } from './documents.ts';
import { GenerateAsset } from './generateAsset.ts';
import { InputLinks } from './inputLinks.ts';
import { LeftBuilds } from './leftBuilds.ts';
import { ManifestHovers } from './manifestHovers.ts';
import { PreviewAsset } from './previewAsset.ts';
import { Projects } from './projects.ts';
import { ManifestQuickFixes } from './quickFixes.ts';
import { AssetReports } from './reports.ts';
import { ShownProblems } from './shownProblems.ts';
import { wishGuard } from './workspaceWish.ts';

/** For the report on docs images, which knows what manifests make and use. */
export { filesOfManifests } from '../assets/manifestFiles.ts';

export interface ManifestDeps {
  files: FileStore & CheckFiles;
  editing: EditingService;
  journal: Journal;
  settings: VscodeSettings;
  secrets: Secrets;
  messages: Messages;
  nextSteps: Pick<NextSteps, 'offer' | 'take'>;
  pages: CompareAssetDeps['pages'];
  git: Pick<Git, 'headVersionOf'>;
  log: Log;
  /** Names this program, for the locks that keep two builds apart. */
  owner: number;
  isAlive(owner: number): boolean;
  newId(): string;
  now(): number;
  /** In place of VS Code's own dialogs. */
  confirm?: Confirm;
  confirmCost?: Confirm;
  choosePlace?: typeof choosePlace;
}

/** All that this room gives to VS Code. */
export interface ManifestRoom extends Disposable {
  commands: ReadonlyMap<string, Run>;
  /** Tells what a window that was closed in the middle of a build left. */
  tellLeftovers(): Promise<void>;
}

/** Takes up the manifests of docs assets. Called when the first one is opened, or the first command asks for it. */
export function openManifestRoom(windowDeps: ManifestDeps): ManifestRoom {
  const given = { confirm: askModally, confirmCost: askToSpend, choosePlace, ...windowDeps };
  const { journal, settings } = given;
  const projects = new Projects(given);
  const states = new AssetStates(given);
  const prices = new AssetPrices(given);
  const reports = new AssetReports();
  const problems = new ShownProblems({ ...given, projects, states });
  const left = new LeftBuilds({ ...given, projects, isBuilding: () => builder.isRunning });
  const ownJournal = { leftovers: () => left.all(), remove: (jobId: string) => journal.remove(jobId) };
  const locks = new FileLocks(given);
  const agreesToWish = wishGuard(given);
  const builder = new AssetBuilder({
    ...given,
    journal: ownJournal,
    locks,
    left,
    states,
    reports,
    agreesToWish,
  });
  const dialog = new BuildDialog({ ...given, journal: ownJournal, projects, builder });
  const deps = { ...given, projects, states, prices, reports, problems, dialog };
  const lenses = new AssetLenses(deps);
  const all: Command[] = [
    new BuildAssets(deps),
    new CheckAssets(deps),
    new GenerateAsset(deps),
    new PreviewAsset(deps),
    new CompareAsset(deps),
  ];
  const registered = Disposable.from(
    projects,
    states,
    reports,
    problems,
    lenses,
    states.onDidChangeFiles(() => prices.forget()),
    settings.onDidChange(() => lenses.refresh()),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new ManifestHovers(deps)),
    languages.registerDocumentLinkProvider(selector, new InputLinks(deps)),
    languages.registerCompletionItemProvider(
      selector,
      new ManifestCompletions(),
      ...ManifestCompletions.triggers,
    ),
    languages.registerCodeActionsProvider(selector, new ManifestQuickFixes(), {
      providedCodeActionKinds: ManifestQuickFixes.kinds,
    }),
  );
  for (const { uri } of workspace.textDocuments.filter(isManifest)) void problems.show(rootOf(uri));
  return {
    commands: new Map(all.map((command) => [command.id, guard(command, given)])),
    tellLeftovers: () => left.tell(),
    dispose: () => registered.dispose(),
  };
}
