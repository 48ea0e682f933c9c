import { ProgressLocation, window } from 'vscode';
import * as z from 'zod/mini';
import { checkReport } from '../../core/assets/build/reportLines.ts';
import { type CheckFiles, check } from '../../core/assets/states/check.ts';
import type { Problem } from '../../core/assets/yaml/problems.ts';
import { t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { AssetReports } from './build/reports.ts';
import type { ShownProblems } from './editor/shownProblems.ts';
import { placeOf } from './projects/documents.ts';
import type { Projects } from './projects/projects.ts';
import { isInScope, type Scope, scopeOf } from './projects/scope.ts';

export interface CheckAssetsDeps {
  projects: Projects;
  files: CheckFiles;
  reports: AssetReports;
  problems: ShownProblems;
  messages: Messages;
}

/** What the buttons of a list say: look again at the same. */
const againSchema = z.object({ root: z.string(), manifest: z.optional(z.string()), full: z.boolean() });

/** Lists the states of all images of manifests. Needs no key, sends nothing and changes nothing. */
export class CheckAssets implements Command {
  readonly #deps: CheckAssetsDeps;

  constructor(deps: CheckAssetsDeps) {
    this.#deps = deps;
  }

  /** @param given the manifest that a menu was opened on, or what a list's button says */
  async execute(given?: unknown): Promise<void> {
    const { projects, messages } = this.#deps;
    const again = againSchema.safeParse(given);
    if (again.success) {
      const { root, manifest, full } = again.data;
      await this.#check({ root, manifest, project: await projects.of(root) }, full);
      return;
    }
    const scope = await scopeOf(given, projects, messages, t('Check Docs Assets'));
    if (scope !== undefined) await this.#check(scope, false);
  }

  async #check(scope: Scope, full: boolean): Promise<void> {
    const { files, reports, problems } = this.#deps;
    const { project, root, manifest } = scope;
    void problems.show(root);
    const title = full ? t('Comparing the pixels of docs assets') : t('Checking docs assets');
    const location = full ? ProgressLocation.Notification : ProgressLocation.Window;
    const only = { ...project, assets: project.assets.filter(isInScope(scope)) };
    const checked = await window.withProgress({ location, title }, () => check(only, files, { full }));
    const isOwn = (problem: Problem): boolean => manifest === undefined || problem.manifest === manifest;
    const own = { problems: checked.problems.filter(isOwn), warnings: checked.warnings.filter(isOwn) };
    const lines = checkReport({ ...checked, ...own }, placeOf, full);
    const again = (title: string, compares: boolean) => ({
      title,
      command: 'nanoBanana.checkAssets',
      arguments: [{ root, full: compares, ...(manifest !== undefined && { manifest }) }],
    });
    await reports.show(t('Docs Assets'), {
      lines,
      buttons: [
        again(t('Check Again'), false),
        again(t('Compare Pixels as Well'), true),
        { title: t('Build Docs Assets…'), command: 'nanoBanana.buildAssets' },
      ],
    });
  }
}
