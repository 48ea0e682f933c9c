import type { EditingService } from '../editing/editingService.ts';
import type { EditRequest } from '../editing/editRequest.ts';
import { mayBeLimited } from '../editing/outlook.ts';
import type { Log, SettingsValues } from '../editing/ports.ts';
import { providerOf } from '../editing/providerOf.ts';
import type { SessionInput } from './inputList.ts';

/** What an outlook needs of its session. */
export interface OutlookContext {
  readonly inputs: { readonly all: readonly SessionInput[] };
  readonly draft: { requests(): EditRequest[]; readonly editsEach: boolean };
  settings(): SettingsValues;
  changed(): void;
}

export interface OutlookDeps {
  editing: EditingService;
  log: Log;
}

/** What the provider's limits will make of the inputs, found out before Run whenever what it depends on changes. */
export class Outlook {
  readonly #context: OutlookContext;
  readonly #deps: OutlookDeps;
  #notes: string[] = [];
  #key = '';
  #looking: AbortController | undefined;

  constructor(context: OutlookContext, deps: OutlookDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** Sentences; empty until they are known. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Looks again where something has changed that counts. */
  follow(): void {
    const request = this.#limitedRequest();
    const key = request === undefined ? '' : this.#keyOf(request);
    if (key === this.#key) return;
    this.#key = key;
    this.#looking?.abort();
    this.#looking = undefined;
    this.#notes = [];
    if (request !== undefined) void this.#look(request);
  }

  /** What Run would send, once all is known of it, where the provider's limits may make something of it. */
  #limitedRequest(): EditRequest | undefined {
    const { inputs, draft } = this.#context;
    const inspections = inputs.all.flatMap(({ inspection, problem, awaitsDrawing }) =>
      problem === undefined && !awaitsDrawing && inspection ? [inspection] : [],
    );
    const provider = providerOf(this.#context.settings());
    const [request] = draft.requests();
    const isReady = inspections.length > 0 && inspections.length === inputs.all.length;
    if (!isReady || draft.editsEach || !provider.ok || request === undefined) return undefined;
    return mayBeLimited(request, inspections, provider.value.limits) ? request : undefined;
  }

  /** Nobody wants to know any more. */
  end(): void {
    this.#looking?.abort();
  }

  /** Never rejects: what can't be prepared is told when it is to be sent. */
  async #look(request: EditRequest): Promise<void> {
    const looking = new AbortController();
    this.#looking = looking;
    try {
      const notes = await this.#deps.editing.limitedInputs(request, looking.signal);
      if (looking.signal.aborted) return;
      this.#notes = notes;
      if (notes.length > 0) this.#context.changed();
    } catch (error) {
      if (!looking.signal.aborted)
        this.#deps.log.warn(`What is sent could not be foreseen: ${String(error)}`);
    }
  }

  #keyOf({ inputs, editedIndex, options, prompt }: EditRequest): string {
    const provider = providerOf(this.#context.settings());
    const known = this.#context.inputs.all.map(({ inspection, sha256 }) => [inspection?.byteLength, sha256]);
    const limits = provider.ok ? provider.value.limits : undefined;
    return JSON.stringify([inputs, known, editedIndex, options, limits, Math.ceil(prompt.length / 4096)]);
  }
}
