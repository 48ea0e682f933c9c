import { commands, env, Uri } from 'vscode';
import { providerOf } from '../../core/edit/plan/providerOf.ts';
import type { Settings } from '../../core/ports.ts';
import { type Failure, type NextStep, stepLabel } from '../../core/shared/failure.ts';
import { t } from '../../core/shared/l10n.ts';
import type { OutputLog } from '../log.ts';
import type { Messages } from './messages.ts';

/** The steps that VS Code can take by itself; the others belong to a panel and its job. */
export type JobStep = 'runAgain' | 'saveElsewhere' | 'useSuccessor' | 'fetchPicture' | 'openLink';
export type HostStep = Exclude<NextStep, JobStep>;

const jobSteps: readonly NextStep[] = [
  'runAgain',
  'saveElsewhere',
  'useSuccessor',
  'fetchPicture',
  'openLink',
] satisfies JobStep[];

export const isHostStep = (step: NextStep): step is HostStep => !jobSteps.includes(step);

export interface NextStepsDeps {
  settings: Settings;
  messages: Messages;
  log: OutputLog;
  /** Whether a key was set. */
  setApiKey(): Promise<boolean>;
  /** Whether a model was chosen. */
  chooseModel(): Promise<boolean>;
  /** `publisher.name`, to show the extension's own settings. */
  extensionId: string;
}

/** Does what the button of a failure says. */
export class NextSteps {
  readonly #deps: NextStepsDeps;

  constructor(deps: NextStepsDeps) {
    this.#deps = deps;
  }

  /** Whether the step was taken to its end: false when the person gave up or there is nothing to open. */
  async take(step: HostStep): Promise<boolean> {
    switch (step) {
      case 'setApiKey':
        return this.#deps.setApiKey();
      case 'chooseModel':
        return this.#deps.chooseModel();
      case 'openKeyPage':
        return this.#openPage('keyPage');
      case 'openBilling':
        return this.#openPage('billingPage');
      case 'openSettings':
        await commands.executeCommand('workbench.action.openSettings', `@ext:${this.#deps.extensionId}`);
        return true;
      case 'showLog':
        this.#deps.log.show();
        return true;
    }
  }

  /**
   * Shows a failure with its buttons and takes the step that is pressed.
   * @param own what whoever asked for the job can do; without it there is no button for that
   */
  async offer(failure: Failure, own: Partial<Record<JobStep, () => Promise<unknown>>> = {}): Promise<void> {
    const [link] = failure.links ?? [];
    const openLink = link === undefined ? undefined : () => env.openExternal(Uri.parse(link, true));
    const others = { ...own, ...(openLink && { openLink: async () => openLink() }) };
    const steps = failure.nextSteps.filter((step) => isHostStep(step) || others[step] !== undefined);
    const labels = steps.map((step) => stepLabel(step, failure));
    const pressed = await this.#deps.messages.ask('error', failure.sentence, ...labels);
    const step = steps.find((candidate) => stepLabel(candidate, failure) === pressed);
    if (step === undefined) return;
    if (isHostStep(step)) await this.take(step);
    else await others[step]?.();
  }

  async #openPage(page: 'keyPage' | 'billingPage'): Promise<boolean> {
    const { settings, messages } = this.#deps;
    const provider = providerOf(settings.read());
    const address = provider.ok ? provider.value[page] : undefined;
    if (address !== undefined) return env.openExternal(Uri.parse(address));
    messages.tell(
      'information',
      provider.ok
        ? t('There is no known page for {name}. Ask the people who run it.', { name: provider.value.name })
        : t('There is no known page for the custom endpoint. Ask the people who run it.'),
    );
    return false;
  }
}
