import type { ChildProcess } from 'node:child_process';

/** Whether a process of this machine still runs; one that belongs to somebody else counts as running. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether programs can be started in a group of their own, which is ended as one. */
export const hasGroups = (): boolean => process.platform !== 'win32';

/** Ends a program at once, with all that it started where it leads a group. Nothing happens when it has ended. */
export function endProgram(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && hasGroups()) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended already.
  }
}
