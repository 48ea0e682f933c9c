import { ProgressLocation, window } from 'vscode';
import type { BuildHooks } from '../assets/build.ts';
import type { PlanItem } from '../assets/plan.ts';
import { nameOf } from '../editing/uris.ts';

const mostNamed = 2;

/**
 * Shows how a build goes on, with its Cancel. The first lets what is on its way come to its end, because it is
 * paid for; a second one breaks that off too.
 * @param run begins the build and gives its end
 */
export async function withBuildProgress<T>(
  total: number,
  run: (hooks: BuildHooks) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const abort = new AbortController();
  const onWay = new Set<PlanItem>();
  let done = 0;
  let report = (_step: { message: string; increment?: number }): void => {};
  const tell = (increment = 0): void =>
    report({
      message: messageOf(done, total, onWay, stop.signal.aborted),
      increment: (increment / total) * 100,
    });
  const running = run({
    stop: stop.signal,
    abort: abort.signal,
    onProgress: (item, { phase }) => {
      if (phase === 'queued' || onWay.has(item)) return;
      onWay.add(item);
      tell();
    },
    onEnd: (item, _end, ended) => {
      onWay.delete(item);
      done = ended;
      tell(1);
    },
  });
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const show = (title: string, cancel: AbortController): Thenable<void> =>
    window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        report = (step) => progress.report(step);
        tell();
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
  await show('Building docs assets', stop);
  if (stop.signal.aborted) await show('Stopping the build of docs assets', abort);
  return running;
}

function messageOf(done: number, total: number, onWay: ReadonlySet<PlanItem>, isStopping: boolean): string {
  const names = [...onWay].slice(0, mostNamed).map(({ asset }) => nameOf(asset.uri));
  const further = onWay.size > mostNamed ? ` and ${onWay.size - mostNamed} more` : '';
  const on = names.length > 0 ? `${names.join(', ')}${further}` : '';
  if (!isStopping) return `${done} of ${total} done${on === '' ? '' : `, on its way: ${on}`}`;
  return on === ''
    ? '…'
    : `waiting for ${on}, which is paid for. Cancel again to break off; it may be billed all the same.`;
}
