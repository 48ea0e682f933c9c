import type { EditRequest } from '../../../core/editRequest.ts';
import type { Failure } from '../../../core/shared/failure.ts';
import { hasEnded, type JobPhase, type JobView } from '../../../core/shared/panelState.ts';
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
  /** The job whose answer it goes on from, or itself: what was paid counts once. */
  readonly billedAs: string;
  /** USD that it will probably cost; undefined when unknown. */
  estimate: number | undefined;
  phase: JobPhase;
  startedAt: number | undefined;
  note: string | null;
  failure: Failure | undefined;
  resultId: string | undefined;
}

/** What is asked of a job. */
export type AskedJob = Pick<SessionJob, 'runId' | 'parentId' | 'request' | 'source' | 'label'> &
  Partial<Pick<SessionJob, 'billedAs'>>;

/** The edited image's name, or the start of the prompt; with several variants its number. */
export function labelOf({ inputs, editedIndex, prompt }: EditRequest, variant?: number): string {
  const name = inputs[editedIndex]?.name ?? prompt.slice(0, 60);
  return variant === undefined ? name : `${name} · variant ${variant}`;
}

/** The jobs of the last run, in the order of their inputs. */
export class JobList {
  #jobs: SessionJob[] = [];

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

  find(id: string): SessionJob | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  /** Starts a new run: what has ended is forgotten. */
  begin(): void {
    this.#jobs = this.#jobs.filter(({ phase }) => !hasEnded(phase));
  }

  add(id: string, asked: AskedJob, phase: JobPhase = 'queued'): SessionJob {
    const job = newJob(id, asked, phase);
    this.#jobs.push(job);
    return job;
  }

  /**
   * Puts a new job where a failed one stood, so that the list keeps its order.
   * @param changes what it asks in another way, and whose answer it goes on from
   */
  replace(
    old: SessionJob,
    id: string,
    changes: Partial<Pick<SessionJob, 'request' | 'billedAs'>> = {},
  ): SessionJob {
    const { runId, parentId, request, source, label } = old;
    const job = newJob(id, { runId, parentId, request, source, label, ...changes }, 'queued');
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
  { runId, parentId, request, source, label, billedAs = id }: AskedJob,
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
    billedAs,
    estimate: undefined,
    phase,
    startedAt: undefined,
    note: null,
    failure: undefined,
    resultId: undefined,
  };
}
