import { CancellationError } from 'vscode';
import type { Log } from '../editing/ports.ts';
import type { NextSteps } from '../vscode/nextSteps.ts';

/** Something a person can run. Arguments come from menus, keys and other extensions: they are never trusted. */
export interface Command {
  /** As the manifest names it. */
  readonly id: string;
  execute(...parameters: unknown[]): Promise<unknown>;
}

/** Whether somebody gave up; that is not an error. */
export const isCancellation = (error: unknown): boolean =>
  error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');

/** Runs a command as VS Code does, with whatever it is given. */
export type Run = (...parameters: unknown[]) => Promise<unknown>;

interface GuardDeps {
  log: Log;
  nextSteps: Pick<NextSteps, 'offer'>;
}

/** Wraps a command so that whatever it throws becomes a message with a way to the log. */
export function guard(command: Command, deps: GuardDeps): Run {
  return async (...parameters) => {
    try {
      return await command.execute(...parameters);
    } catch (error) {
      if (isCancellation(error)) return undefined;
      tellUnexpected(command.id, error, deps);
      return undefined;
    }
  };
}

function tellUnexpected(id: string, error: unknown, { log, nextSteps }: GuardDeps) {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`${id}: ${error instanceof Error ? (error.stack ?? message) : message}`);
  nextSteps
    .offer({
      code: 'unexpected',
      sentence: `Something unexpected happened: ${message.replace(/\.$/, '')}. The log has the details.`,
      nextSteps: ['showLog'],
      billed: 'no',
    })
    .catch((problem: unknown) => log.warn(`A failure could not be shown: ${String(problem)}`));
}
