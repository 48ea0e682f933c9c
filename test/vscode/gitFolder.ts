import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether the tests that need git can run. */
export const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs git in a folder, as somebody that no settings of this machine know. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const { stdout } = await promisify(execFile)('git', [...identity, ...args], { cwd: folder });
  return stdout;
}

/** Makes a folder a repository with all its files committed. */
export async function commitAll(folder: string): Promise<void> {
  await git(folder, 'init', '--quiet', '--initial-branch', 'main');
  await git(folder, 'add', '.');
  await git(folder, 'commit', '--quiet', '--message', 'All');
}
