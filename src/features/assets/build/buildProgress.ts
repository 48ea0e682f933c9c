import type { BuildHooks } from '../../../core/assets/build/build.ts';
import type { PlanItem } from '../../../core/assets/build/plan.ts';
import { waitingSentence } from '../../../core/edit/stopping.ts';
import { inCommas, t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import { withStoppableProgress } from '../../../vscode/dialogs/stoppableProgress.ts';

const mostNamed = 2;

/**
 * Shows how a build goes on, with its Cancel; see `withStoppableProgress`.
 * @param run begins the build and gives its end
 */
export function withBuildProgress<T>(total: number, run: (hooks: BuildHooks) => Promise<T>): Promise<T> {
  const titles = { running: t('Building docs assets'), stopping: t('Stopping the build of docs assets') };
  return withStoppableProgress(titles, ({ stop, abort }, report) => {
    const onWay = new Set<PlanItem>();
    let done = 0;
    const tell = (increment = 0): void =>
      report({
        message: messageOf(done, total, onWay, stop.aborted),
        increment: (increment / total) * 100,
      });
    tell();
    stop.addEventListener('abort', () => tell());
    return run({
      stop,
      abort,
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
  });
}

function messageOf(done: number, total: number, onWay: ReadonlySet<PlanItem>, isStopping: boolean): string {
  const names = [...onWay].slice(0, mostNamed).map(({ asset }) => nameOf(asset.uri));
  const on =
    onWay.size > mostNamed
      ? t('{names} and {count} more', { names: inCommas(names), count: onWay.size - mostNamed })
      : inCommas(names);
  if (!isStopping) {
    return on === ''
      ? t('{done} of {total} done', { done, total })
      : t('{done} of {total} done, running: {on}', { done, total, on });
  }
  return on === '' ? '…' : waitingSentence(on);
}
