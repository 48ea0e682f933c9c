import { resolvePath } from '../../core/records/paths.ts';
import type { FoundRecord } from '../../core/records/readRecord.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import type { Known } from './imageKeys.ts';

/** What menus have to know of an image by what was found in it. @param uri as VS Code writes it */
export function knownOf(uri: string, found: FoundRecord): Known | undefined {
  if (found.state === 'none' || found.state === 'needsMore') return undefined;
  if (found.state === 'unreadable') return 'recorded';
  const edited = found.record.inputs.find(({ role }) => role === 'edited');
  if (edited === undefined) return 'recorded';
  const source = resolvePath(folderOf(uri), edited.path);
  const isOwn = source !== undefined && nameOf(source) === nameOf(uri) && !edited.path.includes('/');
  return isOwn ? 'recorded' : 'redoable';
}
