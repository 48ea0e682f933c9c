import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a built file in a fresh process, hands it a task and returns what it sends back. */
export async function runChild<T>(file: string, task: object, args: string[] = []): Promise<T> {
  const child = startChild(file, args);
  child.send(task);
  const ended = once(child, 'exit');
  const answer = await firstMessage<T>(child, file);
  await ended;
  return answer;
}

/** Starts a built file that goes on until it is disconnected. */
export function startChild(file: string, args: string[] = []): ChildProcess {
  return fork(file, args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** What a child says first. */
export async function firstMessage<T>(child: ChildProcess, file: string): Promise<T> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with code ${code} before it had an answer.`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return message as T;
}
