import type { EditingService } from '../../../../core/edit/editingService.ts';
import { capabilitiesFor, providerOf } from '../../../../core/edit/plan/providerOf.ts';
import { mayBeLimited } from '../../../../core/edit/prepare/outlook.ts';
import type { EditRequest } from '../../../../core/editRequest.ts';
import type { Log, SettingsValues } from '../../../../core/ports.ts';
import { listedInputs } from '../state/inputs.ts';
import { editsEach, requestsOf } from '../state/requests.ts';
import type { SessionState } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { SessionSettings } from './sessionSettings.ts';

interface OutlookDeps {
  store: SessionStore;
  editing: EditingService;
  settings: Pick<SessionSettings, 'values'>;
  log: Log;
}

/** What the provider's limits will make of the inputs, found out before Run whenever what it depends on changes. */
export class Outlook {
  readonly #deps: OutlookDeps;
  #subject = '';
  #looking: AbortController | undefined;
  readonly #following: { dispose(): void };

  constructor(deps: OutlookDeps) {
    this.#deps = deps;
    this.#following = deps.store.subscribe((now, before) => {
      if (now.inputs !== before.inputs || now.form !== before.form) this.follow();
    });
  }

  /** Looks again where something has changed that counts, also in the settings. */
  follow(): void {
    const { store, settings } = this.#deps;
    const values = settings.values();
    const request = limitedRequest(store.state, values);
    const subject = request === undefined ? '' : subjectWith(request, store.state, values);
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#looking?.abort();
    this.#looking = undefined;
    if (request !== undefined) void this.#look(request, subject);
  }

  /** Nobody wants to know any more. */
  end(): void {
    this.#following.dispose();
    this.#looking?.abort();
  }

  /** Never rejects: what can't be prepared is told when it is to be sent. */
  async #look(request: EditRequest, subject: string): Promise<void> {
    const { store, editing, log } = this.#deps;
    const looking = new AbortController();
    this.#looking = looking;
    try {
      const notes = await editing.limitedInputs(request, looking.signal);
      if (!looking.signal.aborted) store.update({ outlook: { subject, notes } });
    } catch (error) {
      if (!looking.signal.aborted) log.warn(`What is sent could not be foreseen: ${String(error)}`);
    }
  }
}

/** Sentences; none until they are known of what Run would send now. */
export function outlookNotes(state: SessionState, values: SettingsValues): readonly string[] {
  const { outlook } = state;
  if (outlook === undefined || outlook.notes.length === 0) return [];
  const request = limitedRequest(state, values);
  const isOfThis = request !== undefined && subjectWith(request, state, values) === outlook.subject;
  return isOfThis ? outlook.notes : [];
}

/** What Run would send, once all is known of it, where the provider's limits may make something of it. */
function limitedRequest(state: SessionState, values: SettingsValues): EditRequest | undefined {
  const all = listedInputs(state.inputs);
  const inspections = all.flatMap(({ inspection, problem, awaitsDrawing, sha256 }) =>
    problem === undefined && !awaitsDrawing && inspection && sha256 !== undefined ? [inspection] : [],
  );
  const isReady = all.length > 0 && inspections.length === all.length;
  const capabilities = capabilitiesFor(values, state.form.options.model);
  if (!isReady || editsEach(state, capabilities)) return undefined;
  const provider = providerOf(values);
  const [request] = requestsOf(state, capabilities);
  if (!provider.ok || request === undefined) return undefined;
  return mayBeLimited(request, inspections, provider.value) ? request : undefined;
}

/** All that decides what is made of the inputs. */
function subjectWith(
  { inputs, editedIndex, options, prompt }: EditRequest,
  state: SessionState,
  values: SettingsValues,
): string {
  const provider = providerOf(values);
  const known = listedInputs(state.inputs).map(({ inspection, sha256 }) => [inspection?.byteLength, sha256]);
  const limits = provider.ok ? provider.value.limits : undefined;
  return JSON.stringify([inputs, known, editedIndex, options, limits, Math.ceil(prompt.length / 4096)]);
}
