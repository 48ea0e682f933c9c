import { ProgressLocation, window } from 'vscode';

/** The two ways to stop what is paid for. */
export interface StopSignals {
  /** Begin nothing more; what is on its way comes to its end, because it is paid for. */
  stop: AbortSignal;
  /** Break that off too; it may be billed all the same. */
  abort: AbortSignal;
}

/** A step forward; `increment` in per cent. */
export interface ProgressStep {
  message: string;
  increment?: number;
}

/**
 * Shows how paid work goes on, with its Cancel. The first one stops, a second one breaks off.
 * @param titles what goes on, and what it is called once it is being stopped
 * @param run begins the work and gives its end
 */
export async function withStoppableProgress<T>(
  titles: { running: string; stopping: string },
  run: (signals: StopSignals, report: (step: ProgressStep) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const abort = new AbortController();
  let message: string | undefined;
  let shown: ((step: ProgressStep) => void) | undefined;
  let hasEnded = false;
  const running = run({ stop: stop.signal, abort: abort.signal }, (step) => {
    message = step.message;
    shown?.(step);
  });
  const end = (): void => {
    hasEnded = true;
  };
  const ended = running.then(end, end);
  const show = (title: string, cancel: AbortController): Thenable<void> =>
    window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        shown = (step) => progress.report(step);
        if (message !== undefined) shown({ message });
        await Promise.race([
          ended,
          new Promise<void>((resolve) => {
            token.onCancellationRequested(() => {
              cancel.abort();
              resolve();
            });
          }),
        ]);
      },
    );
  await show(titles.running, stop);
  if (stop.signal.aborted && !hasEnded) await show(titles.stopping, abort);
  return running;
}
