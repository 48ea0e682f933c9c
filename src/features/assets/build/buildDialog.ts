import { commands, ProgressLocation, window, workspace } from 'vscode';
import { notBuiltSentence } from '../../../core/assets/build/notBuilt.ts';
import {
  type BuildPlan,
  type PlanDeps,
  type PlanItem,
  type PlanScope,
  planBuild,
  priceOfAll,
} from '../../../core/assets/build/plan.ts';
import { costsAtMost, knownPriceOf } from '../../../core/assets/build/shownPrice.ts';
import { alreadyBuilding } from '../../../core/assets/build/words.ts';
import type { Asset } from '../../../core/assets/compile/asset.ts';
import type { Project } from '../../../core/assets/compile/compile.ts';
import { plural, t } from '../../../core/shared/l10n.ts';
import type { Confirm } from '../../../vscode/dialogs/confirm.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { isManifest, placeOf } from '../projects/documents.ts';
import type { Projects } from '../projects/projects.ts';
import type { AssetBuilder } from './assetBuilder.ts';
import { chooseItems } from './buildList.ts';

export interface BuildDialogDeps extends PlanDeps {
  projects: Projects;
  builder: AssetBuilder;
  messages: Messages;
  confirm: Confirm;
}

type Chosen = (asset: Asset) => boolean;

export interface BuildRequest {
  root: string;
  only: Chosen;
  /** Also what is up to date. */
  all: boolean | Chosen;
  /** These may be replaced though they were edited by hand: the person was asked. */
  overwriteEdited?: Chosen;
  /** USD that the person saw and agreed to: a single image that costs no more is made without a list of one. */
  shownPrice: number | undefined;
}

const none = (): boolean => false;

/** What is asked and shown before a build: trust, unsaved manifests, the list with its prices, edited images by name. */
export class BuildDialog {
  readonly #deps: BuildDialogDeps;

  constructor(deps: BuildDialogDeps) {
    this.#deps = deps;
  }

  /** Whether anything is built in this window now; says why not. */
  async isOpen(): Promise<boolean> {
    const { messages, builder } = this.#deps;
    if (builder.isRunning) {
      messages.tell('information', alreadyBuilding());
      return false;
    }
    if (workspace.isTrusted) return true;
    const manage = t('Manage Workspace Trust');
    const sentence = t(
      'Nothing is built in a workspace that you don’t trust, because its manifest decides prompts and files. Trust it first.',
    );
    if ((await messages.ask('warning', sentence, manage)) === manage) {
      await commands.executeCommand('workbench.trust.manage');
    }
    return false;
  }

  /** The project with its manifests saved, so that what is built is what the files say. */
  async savedProject(root: string, only: Chosen): Promise<Project | undefined> {
    const { projects, messages } = this.#deps;
    const { manifests } = await projects.fresh(root);
    const uris = new Set(manifests.map(({ uri }) => uri));
    for (const document of workspace.textDocuments) {
      if (!document.isDirty || !isManifest(document) || !uris.has(document.uri.toString())) continue;
      if (await document.save()) continue;
      messages.tell(
        'warning',
        t('{place} could not be saved. Save it, then build again.', {
          place: placeOf(document.uri.toString()),
        }),
      );
      return undefined;
    }
    const project = await projects.of(root);
    if (project.problems.length === 0) return project;
    await this.#tellProblems(project, project.problems, only);
    return undefined;
  }

  /** Shows what would be made, asks what has to be asked, and builds it. */
  async build(request: BuildRequest): Promise<void> {
    const project = await this.savedProject(request.root, request.only);
    const plan = project && (await this.#agreedPlan(project, request));
    if (plan === undefined) return;
    await this.#deps.builder.run(plan, (rest) => this.#buildRest(request.root, rest));
  }

  async #agreedPlan(project: Project, request: BuildRequest): Promise<BuildPlan | undefined> {
    const { only, all, overwriteEdited = none, shownPrice } = request;
    const plan = await this.#plan(project, { only, all, overwriteEdited });
    if (plan === undefined) return undefined;
    const left = new Set(plan.left.map(({ asset }) => asset));
    // What was edited by hand is in the list too, for whoever wants it replaced.
    const whole = left.size === 0 ? plan : await this.#plan(project, { only, all, overwriteEdited: true });
    const edited = (whole?.items ?? []).filter(({ asset }) => left.has(asset));
    if (plan.items.length + edited.length === 0) {
      this.#deps.messages.tell('information', nothingToMake(plan, only));
      return undefined;
    }
    const both = [...plan.items, ...edited];
    const isAgreed = both.length === 1 && costsAtMost(both, shownPrice);
    const chosen = isAgreed ? both : await chooseItems(plan.items, edited);
    if (chosen?.length === 0) {
      this.#deps.messages.tell('information', t('Nothing was built: nothing was selected.'));
    }
    if (chosen === undefined || chosen.length === 0) return undefined;
    const replaced = chosen.filter((item) => edited.includes(item));
    if (replaced.length === 0) {
      const items = plan.items.filter((item) => chosen.includes(item));
      return { ...plan, items, ...priceOfAll(items) };
    }
    if (!(await mayReplace(replaced, this.#deps.confirm))) return undefined;
    const wanted = new Set(chosen.map(({ asset }) => asset));
    const items = (whole?.items ?? []).filter(({ asset }) => wanted.has(asset));
    return { ...plan, items, left: [], ...priceOfAll(items) };
  }

  async #buildRest(root: string, rest: readonly PlanItem[]): Promise<void> {
    if (!(await this.isOpen())) return;
    const because = new Map(rest.map((item) => [item.asset.uri, item.because]));
    await this.build({
      root,
      only: ({ uri }) => because.has(uri),
      all: ({ uri }) => because.get(uri) === 'asked',
      overwriteEdited: ({ uri }) => because.get(uri) === 'edited',
      shownPrice: knownPriceOf(rest),
    });
  }

  async #plan(project: Project, wanted: PlanScope & { only: Chosen }): Promise<BuildPlan | undefined> {
    const progress = { location: ProgressLocation.Window, title: t('Checking docs assets') };
    const plan = await window.withProgress(progress, () => planBuild(this.#deps, project, wanted));
    if (plan.problems.length === 0) return plan;
    await this.#tellProblems(project, plan.problems, wanted.only);
    return undefined;
  }

  async #tellProblems({ assets }: Project, problems: BuildPlan['problems'], only: Chosen): Promise<void> {
    const show = t('Show Problems');
    const wanted = new Set(assets.filter(only).map(({ manifest }) => manifest.uri));
    const sentence = notBuiltSentence(problems, wanted, placeOf);
    if ((await this.#deps.messages.ask('warning', sentence, show)) === show) {
      await commands.executeCommand('workbench.actions.view.problems');
    }
  }
}

async function mayReplace(items: readonly PlanItem[], confirm: Confirm): Promise<boolean> {
  const names = items.map(({ asset }) => asset.name);
  const further = plural(names.length - 10, { one: 'and {count} more', other: 'and {count} more' });
  const shown = names.length > 10 ? [...names.slice(0, 10), further] : names;
  const question = plural(
    items.length,
    {
      one: 'Replace {name}, which was edited by hand?',
      other: 'Replace {count} images that were edited by hand?',
    },
    { name: names[0] ?? '' },
  );
  const detail = [
    ...(items.length > 1 ? shown : []),
    t('The current file is kept as a backup: “Restore Original” brings it back.'),
  ];
  return confirm(question, detail.join('\n'), t('Replace'));
}

const nothingToMake = ({ left, project }: BuildPlan, only: Chosen): string => {
  if (!project.assets.some(only))
    return t('There is nothing to make: the manifest no longer lists this image.');
  if (left.length === 0) return t('There is nothing to make: everything is up to date.');
  const isAbsent = left.some(({ state }) => state === 'notDownloaded');
  return isAbsent
    ? t(
        'There is nothing to make: what is not up to date was edited by hand, or is not downloaded (run “git lfs pull”).',
      )
    : t('There is nothing to make: what is not up to date was edited by hand.');
};
