import { ProgressLocation, window } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Session } from './session/session.ts';
import { editedInput } from './session/state/inputs.ts';
import { noticeOf } from './session/state/notice.ts';
import { listedResults } from './session/state/results.ts';

/** The panel was closed while something runs that may be billed: it goes on, with a Stop of its own. */
export function goOnWithout(session: Session): void {
  void session.writer.end();
  void session.prompts.keepUnsent();
  const name = editedInput(session.state.inputs)?.input.name ?? t('a new image');
  const options = {
    location: ProgressLocation.Notification,
    title: t('Nano Banana continues with {name}', { name }),
    cancellable: true,
  };
  void window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => session.runner.stop(null));
    const settled = session.runner.whenSettled((status) => progress.report({ message: status }));
    await settled;
  });
}

/**
 * Tells how a run ended whose panel is closed.
 * @param reveal opens the panel again, for variants among which the person chooses
 */
export async function tellOfEnd({ state, actions, takeStep }: Session, reveal: () => void): Promise<void> {
  const failed = state.jobs.find(({ failure }) => failure !== undefined);
  if (failed?.failure) {
    const { sentence, actions: buttons } = noticeOf(failed.failure, failed.id);
    const labels = buttons.map(({ label }) => label);
    const pressed = await window.showErrorMessage(`${failed.label}: ${sentence}`, ...labels);
    const step = buttons.find(({ label }) => label === pressed)?.step;
    if (step) await takeStep(step, failed.id);
    return;
  }
  const last = listedResults(state.results)
    .filter(({ uri }) => uri !== undefined)
    .at(-1);
  if (last?.uri === undefined) {
    const { sentence } = state.ended ?? {};
    const hasDrafts = listedResults(state.results).some(({ draft }) => draft !== undefined);
    if (!hasDrafts || sentence === undefined) return;
    const show = t('Show');
    if ((await window.showInformationMessage(sentence, show)) === show) reveal();
    return;
  }
  const open = t('Open');
  const saved = t('Saved {name}', { name: nameOf(last.uri) });
  if ((await window.showInformationMessage(saved, open)) === open) await actions.open(last.id);
}
