import { Disposable, languages, workspace } from 'vscode';
import type { CheckFiles } from '../../core/assets/states/check.ts';
import type { Consent } from '../../core/consent.ts';
import type { EditingService } from '../../core/edit/editingService.ts';
import type { FileStore, Log, Secrets } from '../../core/ports.ts';
import type { Journal } from '../../core/storage/journal.ts';
import { FileLocks } from '../../node/buildLocks.ts';
import { chooseTarget } from '../../vscode/dialogs/chooseTarget.ts';
import { askModally, askToSpend, type Confirm } from '../../vscode/dialogs/confirm.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import type { Git } from '../../vscode/files/git.ts';
import type { VscodeSettings } from '../../vscode/settings.ts';
import { AssetBuilder } from './build/assetBuilder.ts';
import { BuildAssets } from './build/buildAssets.ts';
import { BuildDialog } from './build/buildDialog.ts';
import { AssetReports } from './build/reports.ts';
import { CheckAssets } from './checkAssets.ts';
import { CompareAsset, type CompareAssetDeps } from './compareAsset.ts';
import { AssetLenses } from './editor/assetLenses.ts';
import { ManifestCompletions } from './editor/completions.ts';
import { InputLinks } from './editor/inputLinks.ts';
import { ManifestHovers } from './editor/manifestHovers.ts';
import { ManifestQuickFixes } from './editor/quickFixes.ts';
import { ShownProblems } from './editor/shownProblems.ts';
import { GenerateAsset } from './generateAsset.ts';
import { PreviewAsset } from './previewAsset.ts';
import { AssetPrices } from './projects/assetPrices.ts';
import { AssetStates } from './projects/assetStates.ts';
import { isManifest, rootOf, selector } from './projects/documents.ts';
import { LeftBuilds } from './projects/leftBuilds.ts';
import { Projects } from './projects/projects.ts';

/** For the report on docs images, which knows what docs manifests make and use. */
export { filesOfManifests } from '../../core/assets/compile/manifestFiles.ts';

export interface AssetsDeps {
  files: FileStore & CheckFiles;
  editing: EditingService;
  journal: Journal;
  settings: VscodeSettings;
  secrets: Secrets;
  consent: Consent;
  messages: Messages;
  nextSteps: Pick<NextSteps, 'offer' | 'take'>;
  comparisons: CompareAssetDeps['comparisons'];
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
  chooseTarget?: typeof chooseTarget;
}

/** All that docs manifests get; loaded with the first one, or with the first command. */
export interface LoadedAssets extends Disposable {
  buildAssets: BuildAssets;
  checkAssets: CheckAssets;
  generateAsset: GenerateAsset;
  previewAsset: PreviewAsset;
  compareAsset: CompareAsset;
  /** Tells what a window that was closed in the middle of a build left. */
  tellLeftovers(): Promise<void>;
}

/** Takes up the manifests of docs assets. Called when the first one is opened, or the first command asks for it. */
export function takeUpAssets(windowDeps: AssetsDeps): LoadedAssets {
  const given = { confirm: askModally, confirmCost: askToSpend, chooseTarget, ...windowDeps };
  const { journal, settings } = given;
  const projects = new Projects(given);
  const states = new AssetStates(given);
  const prices = new AssetPrices(given);
  const reports = new AssetReports();
  const problems = new ShownProblems({ ...given, projects, states });
  const left = new LeftBuilds({
    ...given,
    projects,
    isBuilding: () => builder.isRunning,
    build: () => buildAssets.execute(),
  });
  const ownJournal = { leftovers: () => left.all(), remove: (jobId: string) => journal.remove(jobId) };
  const locks = new FileLocks(given);
  const builder = new AssetBuilder({
    ...given,
    journal: ownJournal,
    locks,
    left,
    states,
    reports,
  });
  const dialog = new BuildDialog({ ...given, journal: ownJournal, projects, builder });
  const deps = { ...given, projects, states, prices, reports, problems, dialog };
  const buildAssets = new BuildAssets(deps);
  const lenses = new AssetLenses(deps);
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
    buildAssets,
    checkAssets: new CheckAssets(deps),
    generateAsset: new GenerateAsset(deps),
    previewAsset: new PreviewAsset(deps),
    compareAsset: new CompareAsset(deps),
    tellLeftovers: () => left.tell(),
    dispose: () => registered.dispose(),
  };
}
