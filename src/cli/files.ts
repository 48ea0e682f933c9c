import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { DiskFileStore } from '../node/diskFileStore.ts';

/** The files of a workspace, and a folder of this person's own for what a build has to keep. */
export function openFiles(root: string): DiskFileStore {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return new DiskFileStore(path.join(stateFolder(), name));
}

/** Where programs keep what must outlive them but belongs into no backup. */
function stateFolder(): string {
  const { env, platform } = process;
  if (env.NANO_BANANA_STATE) return path.resolve(env.NANO_BANANA_STATE);
  const home = homedir();
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    win32: env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'),
    darwin: path.join(home, 'Library', 'Application Support'),
  };
  return path.join(
    folders[platform] ?? env.XDG_STATE_HOME ?? path.join(home, '.local', 'state'),
    'nano-banana',
  );
}
