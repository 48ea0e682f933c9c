import type { EditRequest } from '../editing/editRequest.ts';
import type { Failure } from '../shared/failure.ts';
import { hasEnded, type JobPhase, type JobView } from '../shared/panelState.ts';
import { noticeOf } from './notice.ts';
import type { LineSource } from './resultKeeper.ts';

/** One job of a session, from Run to its end. */
export interface SessionJob {
  readonly id: string;
  /** The variants of one image in one press of Run have the same. */
  readonly runId: string;
  /** The result that it goes on from. */
  readonly parentId: string | undefined;
  readonly request: EditRequest;
  readonly source: LineSource;
  readonly label: string;
  readonly controller: AbortController;
  phase: JobPhase;
  startedAt: number | undefined;
  note: string | null;
  failure: Failure | undefined;
  resultId: string | undefined;
}

/** What is asked of a job. */
export type AskedJob = Pick<SessionJob, 'runId' | 'parentId' | 'request' | 'source' | 'label'>;

/** The edited image's name, or the start of the prompt; with several variants its number. */
export function labelOf({ inputs, editedIndex, prompt }: EditRequest, variant?: number): string {
  const name = inputs[editedIndex]?.name ?? prompt.slice(0, 60);
  return variant === undefined ? name : `${name} · variant ${variant}`;
}

/** The jobs of the last run, in the order of their inputs. */
export class JobList {
  #jobs: SessionJob[] = [];
  readonly #ids = new Set<string>();

  get all(): readonly SessionJob[] {
    return this.#jobs;
  }

  get isRunning(): boolean {
    return this.#jobs.some(({ phase }) => !hasEnded(phase));
  }

  /** Jobs that did not give a result and can be run again. */
  get failed(): SessionJob[] {
    return this.#jobs.filter(
      ({ phase }) => phase === 'failed' || phase === 'stopped' || phase === 'interrupted',
    );
  }

  /** Whether this session ran it, also when it is not listed any more. */
  everHad(id: string): boolean {
    return this.#ids.has(id);
  }

  find(id: string): SessionJob | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  /** Starts a new run: what has ended is forgotten. */
  begin(): void {
    this.#jobs = this.#jobs.filter(({ phase }) => !hasEnded(phase));
  }

  add(id: string, asked: AskedJob, phase: JobPhase = 'queued'): SessionJob {
    const job = newJob(id, asked, phase);
    this.#ids.add(id);
    this.#jobs.push(job);
    return job;
  }

  /** Puts a new job where a failed one stood, so that the list keeps its order. */
  replace(old: SessionJob, id: string, request: EditRequest = old.request): SessionJob {
    const job = newJob(id, { ...old, request }, 'queued');
    this.#ids.add(id);
    this.#jobs = this.#jobs.map((other) => (other === old ? job : other));
    return job;
  }

  /** Takes a job off the list: what it gave was discarded. */
  remove(id: string): void {
    this.#jobs = this.#jobs.filter((job) => job.id !== id);
  }

  view(): JobView[] {
    return this.#jobs.map(({ id, label, phase, startedAt, note, failure, resultId }) => ({
      id,
      label,
      phase,
      startedAt: startedAt ?? null,
      note,
      failure: failure ? noticeOf(failure, id) : null,
      resultId: resultId ?? null,
    }));
  }
}

function newJob(
  id: string,
  { runId, parentId, request, source, label }: AskedJob,
  phase: JobPhase,
): SessionJob {
  return {
    id,
    runId,
    parentId,
    request,
    source,
    label,
    controller: new AbortController(),
    phase,
    startedAt: undefined,
    note: null,
    failure: undefined,
    resultId: undefined,
  };
}
