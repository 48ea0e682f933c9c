import type { EditingService } from '../../../../core/edit/editingService.ts';
import type { WholeResult } from '../../../../core/edit/keepOnlyIn.ts';
import type { EditInput, EditRequest } from '../../../../core/editRequest.ts';
import { maxInputBytes } from '../../../../core/inspect.ts';
import type { FileStore, Log } from '../../../../core/ports.ts';
import { findRecord } from '../../../../core/records/findRecord.ts';
import { detailOf } from '../../../../core/shared/errorText.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Region } from '../../../../core/shared/region/region.ts';
import { folderOf, nameOf } from '../../../../core/uris.ts';
import type { Sources } from '../inputs/sources.ts';
import { editedInput } from '../state/inputs.ts';
import { addJob, beginJobs, failedJobs, jobWith, labelOf, newJob } from '../state/jobs.ts';
import { resultWith, type SessionResult } from '../state/results.ts';
import { isRunning } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { JobFollower } from './jobFollower.ts';

interface RegionKeepingDeps {
  store: SessionStore;
  editing: Pick<EditingService, 'keepOnlyIn'>;
  files: FileStore;
  sources: Pick<Sources, 'earlier' | 'shaOf'>;
  follower: JobFollower;
  log: Log;
  newId(): string;
}

/** Keeps only what a result changed in a region that was drawn on it. */
export class RegionKeeping {
  readonly #deps: RegionKeepingDeps;

  constructor(deps: RegionKeepingDeps) {
    this.#deps = deps;
  }

  /** The rest is taken from the source of the result; what comes of it is a further result. */
  async keepOnlyIn(id: string): Promise<void> {
    const { store, editing, follower, newId } = this.#deps;
    const { results, inputs, form } = store.state;
    const result = resultWith(results, id);
    if (result === undefined || isRunning(store.state)) return;
    const region = editedInput(inputs)?.resultId === id ? form.region : undefined;
    if (region === undefined) {
      store.update({
        status: t('First mark where {name} may differ from its source.', { name: result.name }),
      });
      return;
    }
    const whole = await this.#wholeOf(result);
    const source = await this.#sourceOf(result);
    if (whole === undefined || source === undefined) {
      const { name } = result;
      store.update({
        status: whole
          ? t('The source of {name} is gone or has changed since.', { name })
          : t('{name} is gone or has changed since.', { name }),
      });
      return;
    }
    if (isRunning(store.state)) return;
    const request = this.#requestOf(result, source, region);
    const job = newJob(newId(), {
      runId: newId(),
      variant: undefined,
      givesDraft: false,
      // It goes on from what the result goes on from, not from the result.
      parentId: result.parentId,
      request,
      source: { uri: result.originalUri, sha256: result.sourceSha256, input: undefined },
      inputId: result.madeOf?.inputId,
      label: labelOf(request),
    });
    // Those that failed can still be run again; of all others the end was told.
    const isAnyOpen = failedJobs(store.state.jobs).length > 0;
    store.update(isAnyOpen ? addJob(job) : beginJobs([job]));
    const { before, madeOf } = result;
    follower.start([job], (keeping, hooks) => editing.keepOnlyIn(keeping, whole, hooks), { before, madeOf });
  }

  #requestOf(result: SessionResult, source: EditInput, region: Region): EditRequest {
    const { form } = this.#deps.store.state;
    const asked = this.#asked(result);
    const near = result.near ?? (result.originalUri && folderOf(result.originalUri)) ?? form.folder;
    const inputs = asked?.inputs.map((input, index) => (index === asked.editedIndex ? source : input));
    return {
      prompt: result.prompt,
      inputs: inputs ?? [source],
      editedIndex: asked?.editedIndex ?? 0,
      options: asked?.options ?? { ...form.options },
      region,
      markup: asked?.markup,
      target: { kind: 'beside', otherwise: near, name: undefined },
    };
  }

  /** What the result came of, where that is still known. */
  #asked({ jobId, draft }: SessionResult): EditRequest | undefined {
    return jobWith(this.#deps.store.state.jobs, jobId)?.request ?? draft?.request;
  }

  /** The image that a result was made from, with what it held then; undefined where that is gone. */
  async #sourceOf(result: SessionResult): Promise<EditInput | undefined> {
    const { store, sources } = this.#deps;
    const { results, inputs } = store.state;
    const { parentId, originalUri, sourceSha256, madeOf } = result;
    const parentUri = parentId === undefined ? undefined : results.known.get(parentId)?.uri;
    const asked = this.#asked(result);
    const known = asked?.inputs[asked.editedIndex] ?? (madeOf && inputs.known.get(madeOf.inputId)?.input);
    const uri = parentUri ?? (parentId === undefined ? originalUri : undefined);
    const source = known ?? (uri === undefined ? undefined : fileInput(uri));
    if (source?.source.kind !== 'file' || parentId !== undefined || sourceSha256 === undefined) return source;
    const isSame = (await sources.shaOf(source.source.uri)) === sourceSha256;
    return isSame ? source : (await sources.earlier(result))?.input;
  }

  /** The bytes of a result, and what is known of how it was made; undefined where they can't be read. */
  async #wholeOf({ uri, draft, image, name }: SessionResult): Promise<WholeResult | undefined> {
    const { files, log } = this.#deps;
    try {
      const bytes =
        uri === undefined
          ? await files.readStored((draft?.kept.image ?? image).stored)
          : await files.read(uri, maxInputBytes);
      const found = uri === undefined ? undefined : await findRecord(files, uri);
      const record = found?.state === 'found' ? found.record : (draft?.kept.image ?? image).record;
      if (record === undefined) return { bytes, made: {} };
      const { provider, model, answeredBy, options, sent } = record;
      return { bytes, made: { provider, model, answeredBy, options, sent } };
    } catch (error) {
      log.warn(`${name} can't be read: ${detailOf(error)}`);
      return undefined;
    }
  }
}

const fileInput = (uri: string): EditInput => ({ name: nameOf(uri), source: { kind: 'file', uri } });
