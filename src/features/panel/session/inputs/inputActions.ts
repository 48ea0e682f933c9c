import type { EditInput } from '../../../../core/editRequest.ts';
import { nameOf } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import { addInputs, knowInput } from '../state/inputChanges.ts';
import { inputWithSource, newInput, type SessionInput } from '../state/inputs.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { RecordedInput } from '../stored/sessionFile.ts';
import type { InputLoader } from './inputLoader.ts';

interface InputActionsDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'pickImages'>;
  newId(): string;
  loader: InputLoader;
}

/** Adds images to the inputs. */
export class InputActions {
  readonly #deps: InputActionsDeps;

  constructor(deps: InputActionsDeps) {
    this.#deps = deps;
  }

  /** Adds images of the workspace; what is there already stays once. Resolves when all is known of them. */
  async addFiles(uris: readonly string[]): Promise<void> {
    await this.add(uris.map((uri) => ({ name: nameOf(uri), source: { kind: 'file', uri } })));
  }

  async add(inputs: readonly RecordedInput[]): Promise<void> {
    const { store, newId, loader } = this.#deps;
    const added: string[] = [];
    // Told as one: each change is looked at by all that follow the session.
    const own: SessionInput[] = [];
    const originals: SessionInput[] = [];
    for (const { resultId, original, was, ...input } of inputs) {
      if (inputWithSource(store.state.inputs, input)) continue;
      const first = original && newInput(newId(), bare(original), undefined, original.was);
      const one = newInput(newId(), input, { resultId, originalId: first?.id }, was);
      own.push(one);
      if (first) originals.push(first);
      added.push(one.id, ...(first ? [first.id] : []));
    }
    store.update(...originals.map(knowInput), addInputs(own));
    await loader.loadAll(added);
  }

  async pick(): Promise<void> {
    await this.addFiles(await this.#deps.host.pickImages());
  }
}

const bare = ({ was: _, ...input }: EditInput & { was?: string | undefined }): EditInput => input;
