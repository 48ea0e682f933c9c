import { providerChoices } from '../../core/edit/choices/providerChoices.ts';
import type { Quote } from '../../core/edit/price/quote.ts';
import type { SettingsValues } from '../../core/ports.ts';
import type { Setup } from '../../core/shared/protocol/panelState.ts';
import { isRecordedSession } from '../../core/storage/sessions.ts';
import { listedResults } from './session/state/results.ts';
import type { SessionState } from './session/state/sessionState.ts';

/**
 * What stands beside the picture before the first edit: who is asked, and with which key. Once something was run, or
 * where the panel has what it needs from the beginning, nothing.
 */
export function setupView(state: SessionState, values: SettingsValues, { provider }: Quote): Setup | null {
  if (state.jobs.length > 0 || listedResults(state.results).length > 0) return null;
  const { connection } = state;
  if (isRecordedSession(state.id)) return { recorded: true, providers: [], chosen: null, connection: null };
  const isMissing = !provider.ok || state.hasKey === false;
  if (!isMissing && connection === undefined) return null;
  return {
    recorded: false,
    providers: providerChoices(values),
    chosen: values.provider,
    connection: connection ? { ...connection, works: connection.works ?? null } : null,
  };
}
