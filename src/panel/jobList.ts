import type { EditRequest } from '../editing/editRequest.ts';
import type { Failure } from '../shared/failure.ts';
import { hasEnded, type JobPhase, type JobView } from '../shared/panelState.ts';
import { noticeOf } from './notice.ts';

/** One job of a session, from Run to its end. */
export interface SessionJob {
  readonly id: string;
  readonly request: EditRequest;
  readonly label: string;
  readonly controller: AbortController;
  phase: JobPhase;
  startedAt: number | undefined;
  note: string | null;
  failure: Failure | undefined;
  resultId: string | undefined;
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

  add(id: string, request: EditRequest, phase: JobPhase = 'queued'): SessionJob {
    const job = newJob(id, request, phase);
    this.#jobs.push(job);
    return job;
  }

  /** Puts a new job where a failed one stood, so that the list keeps its order. */
  replace(old: SessionJob, id: string): SessionJob {
    const job = newJob(id, old.request, 'queued');
    this.#jobs = this.#jobs.map((other) => (other === old ? job : other));
    return job;
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

function newJob(id: string, request: EditRequest, phase: JobPhase): SessionJob {
  return {
    id,
    request,
    label: request.inputs[request.editedIndex]?.name ?? request.prompt.slice(0, 60),
    controller: new AbortController(),
    phase,
    startedAt: undefined,
    note: null,
    failure: undefined,
    resultId: undefined,
  };
}
