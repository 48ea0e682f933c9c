import { safeName } from '../editing/naming.ts';

/** The way to files as the manifest needs it, beside the FileStore. */
export interface LinkFinder {
  /** The names in a folder that are symbolic links; none where there is no such folder. */
  linksIn(folder: string): Promise<ReadonlySet<string>>;
}

/** A place that a manifest names. */
export type Place =
  | { ok: true; uri: string; name: string }
  | { ok: false; code: 'outside' | 'absolute' | 'backslash' | 'name'; sentence: string };

/** A file URI in parts; steps are decoded. */
interface Parts {
  root: string;
  steps: string[];
}

/** One spelling for all URIs of a file, so that they can be compared. */
export const canonicalUri = (uri: string): string => uriOf(partsOf(uri));

/**
 * Finds the place of a path that stands in a manifest.
 *
 * @param isNew whether the file may have to be made, so that its name has to suit every system
 * @param workspace canonical URI of the folder that must not be left
 * @param folder canonical URI of the manifest's folder
 */
export function placeOf(workspace: string, folder: string, path: string, isNew: boolean): Place {
  const refuse = (code: Exclude<Place, { ok: true }>['code'], sentence: string): Place => ({
    ok: false,
    code,
    sentence,
  });
  if (path.includes('\\'))
    return refuse('backslash', `"${path}" has a backslash. Write "/" between folders.`);
  if (/^(?:\/|[a-z][a-z\d+.-]*:)/i.test(path)) {
    return refuse('absolute', `"${path}" is not relative. Write the way from this manifest to the file.`);
  }
  const { root, steps } = partsOf(folder);
  const below = [...steps];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..') {
      below.pop();
      continue;
    }
    if (isNew && safeName(step) !== step.normalize('NFC')) {
      return refuse('name', `"${step}" can't be the name of a file on every system. Choose another one.`);
    }
    below.push(step);
  }
  const uri = uriOf({ root, steps: below });
  if (!uri.startsWith(inside(workspace))) {
    return refuse('outside', `"${path}" leads out of the workspace. Only files below it can be used.`);
  }
  return { ok: true, uri, name: nameWithin(workspace, uri) };
}

/** The decoded way from the workspace to a file below it. */
export const nameWithin = (workspace: string, uri: string): string =>
  uri.slice(inside(workspace).length).split('/').map(decoded).join('/');

/** Finds symbolic links on the way from the workspace to files, with one look at each folder. */
export class Links {
  readonly #finder: LinkFinder;
  readonly #workspace: string;
  readonly #folders = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(finder: LinkFinder, workspace: string) {
    this.#finder = finder;
    this.#workspace = workspace;
  }

  /** The first link on the way to a file, the file itself included, as a path within the workspace. */
  async onTheWayTo(uri: string): Promise<string | undefined> {
    let folder = inside(this.#workspace).slice(0, -1);
    for (const step of uri.slice(folder.length + 1).split('/')) {
      const links = await this.#linksIn(folder);
      folder = `${folder}/${step}`;
      if (links.has(decoded(step))) return nameWithin(this.#workspace, folder);
    }
    return undefined;
  }

  #linksIn(folder: string): Promise<ReadonlySet<string>> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const found = this.#finder.linksIn(folder);
    this.#folders.set(folder, found);
    return found;
  }
}

/** What the URI of everything below a folder begins with. */
const inside = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);

function partsOf(uri: string): Parts {
  const [, root = '', path = ''] = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)?([^?#]*)/i.exec(uri) ?? [];
  return { root: root.toLowerCase(), steps: path.split('/').filter(Boolean).map(decoded) };
}

const uriOf = ({ root, steps }: Parts): string => `${root}/${steps.map(encodeURIComponent).join('/')}`;

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
