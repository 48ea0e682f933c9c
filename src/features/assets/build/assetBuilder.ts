import { type BuildDeps, type Built, build } from '../../../core/assets/build/build.ts';
import type { BuildPlan, PlanItem } from '../../../core/assets/build/plan.ts';
import { failureReport, remarkReport } from '../../../core/assets/build/reportLines.ts';
import { alreadyBuilding, endSentence, isBrokenOff, isUnfinished } from '../../../core/assets/build/words.ts';
import type { Consent } from '../../../core/consent.ts';
import { providerOf } from '../../../core/edit/plan/providerOf.ts';
import type { Secrets, Settings } from '../../../core/ports.ts';
import type { Outcome } from '../../../core/shared/failure.ts';
import { stepLabel } from '../../../core/shared/failure.ts';
import { formatCost } from '../../../core/shared/format.ts';
import { inARow, t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import { hasKeyOrAsks } from '../../../vscode/dialogs/askForKey.ts';
import type { Confirm } from '../../../vscode/dialogs/confirm.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { isHostStep, type NextSteps } from '../../../vscode/dialogs/nextSteps.ts';
import type { AssetStates } from '../projects/assetStates.ts';
import type { LeftBuilds } from '../projects/leftBuilds.ts';
import { withBuildProgress } from './buildProgress.ts';
import { dearerOf } from './dearer.ts';
import type { AssetReports } from './reports.ts';

export interface AssetBuilderDeps extends BuildDeps {
  settings: Settings;
  secrets: Secrets;
  messages: Messages;
  consent: Consent;
  confirm: Confirm;
  confirmCost: Confirm;
  nextSteps: Pick<NextSteps, 'offer' | 'take'>;
  left: LeftBuilds;
  states: Pick<AssetStates, 'fileChanged'>;
  reports: AssetReports;
}

/** Carries out a plan that the person has agreed to, and tells how it ended. */
export class AssetBuilder {
  readonly #deps: AssetBuilderDeps;
  #isRunning = false;

  constructor(deps: AssetBuilderDeps) {
    this.#deps = deps;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /**
   * Asks for the key and for leave to spend, builds and tells. Never builds twice at once.
   * @param buildRest called when the person wants what was left undone built after all
   */
  async run(plan: BuildPlan, buildRest: (rest: readonly PlanItem[]) => Promise<void>): Promise<void> {
    const { log, left, messages } = this.#deps;
    if (this.#isRunning) {
      messages.tell('information', alreadyBuilding());
      return;
    }
    this.#isRunning = true;
    let outcome: Outcome<Built>;
    try {
      if (!(await this.#isReady(plan))) return;
      const concurrency = this.#deps.settings.read().maxConcurrentRequests;
      outcome = await withBuildProgress(plan.items.length, (hooks) => {
        hooks.stop.addEventListener('abort', () => log.info('The build was cancelled: nothing more begins.'));
        hooks.abort.addEventListener('abort', () => log.info('What was on its way was broken off.'));
        return build(
          this.#deps,
          plan,
          { concurrency },
          {
            ...hooks,
            onEnd: (item, end, done) => {
              this.#deps.states.fileChanged(item.asset.uri);
              hooks.onEnd?.(item, end, done);
            },
          },
        );
      });
    } finally {
      this.#isRunning = false;
    }
    if (!outcome.ok) {
      messages.tell('warning', outcome.failure.sentence);
      return;
    }
    await this.#tellEnd(plan, outcome.value, buildRest);
    const made = [...outcome.value.ends].flatMap(([{ uri }, { kind }]) => (kind === 'made' ? uri : []));
    await left.offerOthers(new Set(made));
  }

  /** False when the person does not want to go on. */
  async #isReady({ items, cost }: BuildPlan): Promise<boolean> {
    const { settings, nextSteps, messages, consent } = this.#deps;
    const asked = items.filter(({ kept }) => kept === undefined);
    // What is only saved needs neither.
    if (asked.length === 0) return true;
    const values = settings.read(asked[0]?.asset.uri);
    const provider = providerOf(values);
    if (!provider.ok) {
      await nextSteps.offer(provider.failure);
      return false;
    }
    const answer = await consent.ask(
      {
        provider: provider.value,
        count: asked.length,
        usd: cost,
        limit: values.confirmAboveCost,
        dearer: dearerOf(settings, asked),
      },
      'build',
      { ...this.#deps, hasKey: (wanted) => hasKeyOrAsks(wanted, this.#deps) },
    );
    if (answer === 'noKey') messages.tell('information', t('Nothing was built: there is no API key yet.'));
    return answer === 'agreed';
  }

  async #tellEnd(
    plan: BuildPlan,
    built: Built,
    buildRest: (rest: readonly PlanItem[]) => Promise<void>,
  ): Promise<void> {
    const { messages, nextSteps, reports, left } = this.#deps;
    const ends = [...built.ends.values()];
    const rest = plan.items.filter(({ asset }) => {
      const end = built.ends.get(asset);
      return end !== undefined && isUnfinished(end);
    });
    const remarks = remarkReport(built);
    if (rest.length === 0 && !ends.some(({ kind }) => kind === 'left')) {
      const show = t('Show Remarks');
      // Those of a single one are in the sentence.
      if (plan.items.length === 1 || remarks.length === 0) {
        messages.tell('information', allMade(plan, built));
      } else if ((await messages.ask('information', allMade(plan, built), show)) === show) {
        await reports.show(t('Docs Assets Made'), { lines: remarks, buttons: [] });
      }
      return;
    }
    const failed = ends.find((end) => end.kind === 'failed');
    const kept = plan.items.filter(({ asset }) => {
      const end = built.ends.get(asset);
      return end?.kind === 'failed' && end.kept;
    });
    const step = failed?.failure.nextSteps.filter(isHostStep).find((one) => one !== 'showLog');
    const buttons = {
      rest: t('Build the Rest'),
      list: t('Show What Was Not Made'),
      save: t('Save As…'),
      step: step && stepLabel(step),
    };
    const sentence = plan.items.length === 1 && failed ? failed.failure.sentence : endSentence(built);
    const pressed = await messages.ask(
      ends.some((end) => end.kind === 'failed' && !isBrokenOff(end)) ? 'error' : 'warning',
      sentence,
      ...(buttons.step === undefined ? [] : [buttons.step]),
      ...(kept.length > 0 ? [buttons.save] : []),
      buttons.list,
      ...(rest.length > 0 ? [buttons.rest] : []),
    );
    if (pressed === undefined) return;
    if (pressed === buttons.rest) await buildRest(rest);
    else if (pressed === buttons.save) await left.saveElsewhere(new Set(kept.map(({ asset }) => asset.uri)));
    else if (pressed === buttons.list) {
      const again = { title: t('Build Docs Assets…'), command: 'nanoBanana.buildAssets' };
      const lines = [...failureReport(built), ...(remarks.length > 0 ? [{ text: '' }, ...remarks] : [])];
      await reports.show(t('Docs Assets Not Made'), { lines, buttons: [again] });
    } else if (step !== undefined) await nextSteps.take(step);
  }
}

function allMade({ items }: BuildPlan, built: Built): string {
  const [only, ...more] = items;
  const end = only && built.ends.get(only.asset);
  if (only !== undefined && more.length === 0 && end?.kind === 'recovered') {
    return t('Saved {name}, which an earlier build had paid for.', { name: nameOf(only.asset.uri) });
  }
  if (only === undefined || more.length > 0 || end?.kind !== 'made') return endSentence(built);
  const name = nameOf(only.asset.uri);
  const made =
    end.cost === undefined
      ? t('Made {name}.', { name })
      : t('Made {name} for about {cost}.', { name, cost: formatCost(end.cost) });
  return inARow(made, ...end.notes);
}
