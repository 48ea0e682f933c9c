import type { NextStep } from '../../../../core/shared/failure.ts';
import type { FormActions } from '../form/formActions.ts';
import type { KeyStatus } from '../form/keyStatus.ts';
import type { ResultIntake } from '../results/resultIntake.ts';
import type { SessionHost } from '../sessionHost.ts';
import { failedJobs, jobWith } from '../state/jobs.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { Runner } from './runner.ts';

interface FailureStepsDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'askForKey' | 'openLink' | 'takeStep'>;
  runner: Runner;
  intake: ResultIntake;
  form: FormActions;
  key: KeyStatus;
}

/** What the buttons of a failure do. */
export class FailureSteps {
  readonly #deps: FailureStepsDeps;

  constructor(deps: FailureStepsDeps) {
    this.#deps = deps;
  }

  /** @param jobId of the job that failed; null: the step is for all of them */
  async take(step: NextStep, jobId: string | null): Promise<void> {
    const { store, host, runner, intake, form, key } = this.#deps;
    const { jobs } = store.state;
    const resultId = jobWith(jobs, jobId ?? '')?.resultId;
    const { successor, links = [] } = jobWith(failedJobs(jobs), jobId ?? '')?.failure ?? {};
    if (step === 'runAgain') await runner.runAgain(namedAlone(jobId));
    else if (step === 'fetchPicture' && links.length > 0) runner.fetchPicture(jobId ?? '', links);
    else if (step === 'openLink') await Promise.all(links.slice(0, 1).map((link) => host.openLink(link)));
    else if (step === 'useSuccessor' && successor !== undefined) await this.#useModel(successor, jobId);
    else if (step === 'saveElsewhere' && resultId !== undefined) await intake.save(resultId);
    else if (step === 'chooseModel') await form.chooseModel();
    else if (step === 'setApiKey') await host.askForKey();
    else await host.takeStep(step);
    await key.refresh();
  }

  /** Goes on with another model, beginning with the job that the present one could not do. */
  async #useModel(model: string, jobId: string | null): Promise<void> {
    const { runner, form } = this.#deps;
    form.setOptions({ model });
    await runner.runAgain(namedAlone(jobId), model);
  }
}

const namedAlone = (jobId: string | null): string[] | null => (jobId === null ? null : [jobId]);
