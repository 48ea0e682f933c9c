/** Paths in records: relative to the folder of the result, with forward slashes, decoded, never absolute. */

import { withoutEnd } from '../shared/text.ts';

interface Place {
  /** Scheme and authority, lower case. */
  root: string;
  /** Decoded steps of the path. */
  steps: string[];
}

/** True for what names a place by itself: `/a`, `\\server\a`, `C:\a`, `file:///a`. */
export const isAbsolutePath = (path: string): boolean => /^(?:[\\/]|[a-z][a-z\d+.-]*:)/i.test(path);

/** The last step of a path of either kind of slash: what remains of a path that must not be told. */
export const bareName = (path: string): string =>
  withoutEnd(path, '\\/')
    .split(/[\\/]/)
    .pop()
    ?.replace(/^[a-z]:/i, '') || 'unknown';

/** What remains of a name that may be a whole path: its last step, written so that it never reads as a place. */
export const plainName = (name: string): string => plain(bareName(name));

/**
 * The way from a folder to a file, both as URI strings: `../images/photo one.png`. Only the bare name where
 * the two share no folder (another scheme, host, drive, or the file system's root alone), or where the file
 * lies outside `within`: a record must not tell how a person's disk is laid out.
 *
 * @param within URI of the folder that a record may speak of, usually the workspace's
 */
export function relativePath(fromFolderUri: string, toUri: string, within?: string): string {
  const from = placeOf(fromFolderUri);
  const to = placeOf(toUri);
  const name = to.steps.at(-1) ?? 'unknown';
  const shared = sharedSteps(from, to);
  const first = from.steps[0] ?? '';
  if (shared < (isDrive(first) ? 2 : 1)) return plain(name);
  if (within !== undefined) {
    const outer = placeOf(within);
    if (sharedSteps(outer, to) < outer.steps.length) return plain(name);
  }
  return plain([...Array(from.steps.length - shared).fill('..'), ...to.steps.slice(shared)].join('/'));
}

/**
 * The URI that a recorded path means for a result in this folder; undefined when it is absolute or climbs
 * above the root. Records come from files of unknown origin: whether the place may be read is for the
 * caller to decide.
 */
export function resolvePath(fromFolderUri: string, path: string): string | undefined {
  if (isAbsolutePath(path)) return undefined;
  const [, root = '', folder = ''] = /^([a-z][a-z\d+.-]*:(?:\/\/[^/]*)?)([^?#]*)/i.exec(fromFolderUri) ?? [];
  const steps = folder.split('/').filter(Boolean);
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(encodeURIComponent(step.replace(/\p{Cs}/gu, '\ufffd')));
    else if (steps.pop() === undefined) return undefined;
  }
  return `${root}/${steps.join('/')}`;
}

/** A name that looks like a drive or a scheme (`a:b.png`) is told apart by the folder before it. */
const plain = (path: string): string => (isAbsolutePath(path) ? `./${path}` : path);

const isDrive = (step: string): boolean => /^[a-z]:$/i.test(step);

function sharedSteps(one: Place, other: Place): number {
  if (one.root !== other.root) return 0;
  let shared = 0;
  // The last step of the other one is the file itself.
  while (shared < Math.min(one.steps.length, other.steps.length - 1)) {
    if (!sameStep(one.steps[shared] ?? '', other.steps[shared] ?? '')) break;
    shared += 1;
  }
  return shared;
}

const sameStep = (one: string, other: string): boolean =>
  one === other || (isDrive(one) && one.toLowerCase() === other.toLowerCase());

function placeOf(uri: string): Place {
  const [, root = '', path = ''] = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)?([^?#]*)/i.exec(uri) ?? [];
  return { root: root.toLowerCase(), steps: path.split('/').filter(Boolean).map(decoded) };
}

/** A step that would fall apart when decoded stays as it is. */
function decoded(step: string): string {
  try {
    const text = decodeURIComponent(step);
    return /[\\/]/.test(text) || text === '..' ? step : text;
  } catch {
    return step;
  }
}
