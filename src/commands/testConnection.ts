import { ProgressLocation, window } from 'vscode';
import { resolveHeaders, type SentHeaders } from '../core/api/customHeaders.ts';
import type { Provider } from '../core/api/providers.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import { type Outcome, stepLabel } from '../core/shared/failure.ts';
import { t } from '../core/shared/l10n.ts';
import { hasKeyOrAsks } from '../vscode/dialogs/askForKey.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import { connectionReport } from './connectionReport.ts';
import type { KeyDeps } from './setApiKey.ts';

/** Asks an endpoint for its models, which costs nothing. Never rejects; a stopped call is a failure too. */
type ListModels = (
  provider: Provider,
  key: string | undefined,
  signal: AbortSignal,
  custom?: SentHeaders,
) => Promise<Outcome<{ ids: readonly string[] }>>;

export interface TestConnectionDeps extends KeyDeps {
  listModels: ListModels;
}

export class TestConnection implements Command {
  readonly #deps: TestConnectionDeps;

  constructor(deps: TestConnectionDeps) {
    this.#deps = deps;
  }

  async execute(): Promise<void> {
    const { settings, messages, nextSteps } = this.#deps;
    const values = settings.read();
    const resolved = providerOf(values);
    if (!resolved.ok) return nextSteps.offer(resolved.failure);
    const provider = resolved.value;
    if (!(await hasKeyOrAsks(provider, this.#deps))) return;
    const outcome = await this.#askShown(provider);
    if (outcome === undefined) return;
    if (!outcome.ok) return nextSteps.offer(outcome.failure);
    const { sentence, usable } = connectionReport(
      provider,
      outcome.value.ids,
      values.model || provider.defaultModel,
    );
    if (usable) return messages.tell('information', sentence);
    const choose = stepLabel('chooseModel');
    if ((await messages.ask('warning', sentence, choose)) === choose) await nextSteps.take('chooseModel');
  }

  /** The same for whoever shows it: whether the provider answers, and what came of asking. */
  async report(): Promise<{ works: boolean; sentence: string }> {
    const values = this.#deps.settings.read();
    const resolved = providerOf(values);
    if (!resolved.ok) return { works: false, sentence: resolved.failure.sentence };
    const provider = resolved.value;
    const outcome = await this.#ask(provider, new AbortController().signal);
    if (!outcome.ok) return { works: false, sentence: outcome.failure.sentence };
    const model = values.model || provider.defaultModel;
    const { sentence, usable } = connectionReport(provider, outcome.value.ids, model);
    const works =
      provider.auth === 'none' ? t('{name} responds.', { name: provider.name }) : t('The key works.');
    return { works: true, sentence: usable ? works : sentence };
  }

  async #ask(provider: Provider, signal: AbortSignal): Promise<Outcome<{ ids: readonly string[] }>> {
    const { secrets, listModels } = this.#deps;
    const key = provider.auth === 'none' ? undefined : await secrets.keyFor(provider.origin);
    const headers = await resolveHeaders(provider, (id) => secrets.keyFor(id));
    return headers.ok ? listModels(provider, key, signal, headers.value) : headers;
  }

  /** Undefined when the person stopped it. */
  async #askShown(provider: Provider): Promise<Outcome<{ ids: readonly string[] }> | undefined> {
    return window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: t('Asking {host} for its models…', { host: new URL(provider.baseUrl).host }),
        cancellable: true,
      },
      async (_progress, token) => {
        const stop = new AbortController();
        const subscription = token.onCancellationRequested(() => stop.abort());
        try {
          const outcome = await this.#ask(provider, stop.signal);
          return stop.signal.aborted ? undefined : outcome;
        } finally {
          subscription.dispose();
        }
      },
    );
  }
}
