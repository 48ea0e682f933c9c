import { ProgressLocation, window } from 'vscode';
import { resolveHeaders, type SentHeaders } from '../core/api/customHeaders.ts';
import type { Provider } from '../core/api/providers.ts';
import { providerOf } from '../core/edit/providerOf.ts';
import { type Outcome, stepLabels } from '../core/shared/failure.ts';
import { hasKeyOrAsks } from '../vscode/askForKey.ts';
import type { Command } from '../vscode/command.ts';
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
    const outcome = await this.#ask(provider);
    if (outcome === undefined) return;
    if (!outcome.ok) return nextSteps.offer(outcome.failure);
    const { sentence, usable } = connectionReport(
      provider,
      outcome.value.ids,
      values.model || provider.defaultModel,
    );
    if (usable) return messages.tell('information', sentence);
    const choose = stepLabels.chooseModel;
    if ((await messages.ask('warning', sentence, choose)) === choose) await nextSteps.take('chooseModel');
  }

  /** Undefined when the person stopped it. */
  async #ask(provider: Provider): Promise<Outcome<{ ids: readonly string[] }> | undefined> {
    const { secrets, listModels } = this.#deps;
    return window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: `Asking ${new URL(provider.baseUrl).host} for its models…`,
        cancellable: true,
      },
      async (_progress, token) => {
        const stop = new AbortController();
        const subscription = token.onCancellationRequested(() => stop.abort());
        try {
          const key = provider.auth === 'none' ? undefined : await secrets.keyFor(provider.origin);
          const headers = await resolveHeaders(provider, (id) => secrets.keyFor(id));
          if (!headers.ok) return headers;
          const outcome = await listModels(provider, key, stop.signal, headers.value);
          return stop.signal.aborted ? undefined : outcome;
        } finally {
          subscription.dispose();
        }
      },
    );
  }
}
