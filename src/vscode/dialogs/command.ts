import { CancellationError } from 'vscode';
import type { Log } from '../../core/ports.ts';
import { detailOf, messageOf } from '../../core/shared/errorText.ts';
import { t } from '../../core/shared/l10n.ts';
import { lazy } from '../../core/shared/lazy.ts';
import type { Messages } from './messages.ts';
import type { NextSteps } from './nextSteps.ts';
import { offerReload } from './offerReload.ts';

/** Something a person can run. Arguments come from menus, keys and other extensions: they are never trusted. */
export interface Command {
  execute(...parameters: unknown[]): Promise<unknown>;
}

/** Runs a command as VS Code does, with whatever it is given. */
export type Run = (...parameters: unknown[]) => Promise<unknown>;

/** Commands by their ids in package.json. */
export type Commands = Readonly<Record<`nanoBanana.${string}`, Run>>;

/** Whether somebody gave up; that is not an error. */
const isCancellation = (error: unknown): boolean =>
  error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');

/** An update can take the files away from an open window, so that what is loaded late can't be loaded. */
class NotLoaded extends Error {}

/** Loads a feature when it is first asked for, and once; a failure is told as such by `guard`. */
export const loadLater = <T>(load: () => Promise<T>): (() => Promise<T>) =>
  lazy(() =>
    load().catch((error: unknown) => {
      throw new NotLoaded(t('It could not be loaded'), { cause: error });
    }),
  );

interface GuardDeps {
  log: Log;
  messages: Pick<Messages, 'ask'>;
  nextSteps: Pick<NextSteps, 'offer'>;
}

/** Wraps a command so that whatever it throws becomes a message with a way to the log. */
export function guard(id: string, run: Run, deps: GuardDeps): Run {
  return async (...parameters) => {
    try {
      return await run(...parameters);
    } catch (error) {
      if (error instanceof NotLoaded) tellNotLoaded(id, error, deps);
      else if (!isCancellation(error)) tellUnexpected(id, error, deps);
      return undefined;
    }
  };
}

function tellNotLoaded(id: string, { cause }: NotLoaded, { log, messages }: GuardDeps) {
  log.error(`${id} could not be loaded: ${detailOf(cause)}`);
  void offerReload((sentence, button) => messages.ask('error', sentence, button));
}

function tellUnexpected(id: string, error: unknown, { log, nextSteps }: GuardDeps) {
  const message = messageOf(error);
  log.error(`${id}: ${detailOf(error)}`);
  nextSteps
    .offer({
      code: 'unexpected',
      sentence: t('Something unexpected happened: {message}. The log has the details.', {
        message: message.replace(/\.$/, ''),
      }),
      nextSteps: ['showLog'],
      billed: 'no',
    })
    .catch((problem: unknown) => log.warn(`A failure could not be shown: ${String(problem)}`));
}
