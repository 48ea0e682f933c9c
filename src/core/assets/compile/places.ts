import { safeName } from '../../save/fileNames.ts';
import { t } from '../../shared/l10n.ts';

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
    return refuse('backslash', t('"{path}" has a backslash. Write "/" between folders.', { path }));
  if (/^(?:\/|[a-z][a-z\d+.-]*:)/i.test(path)) {
    return refuse(
      'absolute',
      t('"{path}" is not a relative path. Write the path from this manifest to the file.', { path }),
    );
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
      return refuse(
        'name',
        t(`"{step}" can't be the name of a file on every system. Choose another one.`, { step }),
      );
    }
    below.push(step);
  }
  const uri = uriOf({ root, steps: below });
  if (!uri.startsWith(inside(workspace))) {
    return refuse(
      'outside',
      t('"{path}" leads out of the workspace. Only files inside it can be used.', { path }),
    );
  }
  return { ok: true, uri, name: nameWithin(workspace, uri) };
}

/** The decoded way from the workspace to a file below it. */
const nameWithin = (workspace: string, uri: string): string =>
  uri.slice(inside(workspace).length).split('/').map(decoded).join('/');

/** What is known of a folder. */
interface Look {
  /** The first link on the way to it. */
  link: string | undefined;
  /** The names in it that are links. */
  links: ReadonlySet<string>;
}

/** Finds symbolic links on the way from the workspace to files, with one look at each folder. */
export class Links {
  readonly #finder: LinkFinder;
  readonly #workspace: string;
  readonly #looks = new Map<string, Promise<Look>>();

  constructor(finder: LinkFinder, workspace: string) {
    this.#finder = finder;
    this.#workspace = workspace;
  }

  /** The first link on the way to a file, the file itself included, as a path within the workspace. */
  async onTheWayTo(uri: string): Promise<string | undefined> {
    const slash = uri.lastIndexOf('/');
    const folder = uri.slice(0, slash);
    const { link, links } = await this.#lookAt(folder);
    if (link !== undefined) return link;
    return links.has(decoded(uri.slice(slash + 1))) ? nameWithin(this.#workspace, uri) : undefined;
  }

  #lookAt(folder: string): Promise<Look> {
    const known = this.#looks.get(folder);
    if (known !== undefined) return known;
    const look = this.#look(folder);
    this.#looks.set(folder, look);
    return look;
  }

  /** Looks into a folder unless a link leads to it. */
  async #look(folder: string): Promise<Look> {
    const isInside = folder.length >= inside(this.#workspace).length;
    const link = isInside ? await this.onTheWayTo(folder) : undefined;
    return link === undefined
      ? { link, links: await this.#finder.linksIn(folder) }
      : { link, links: new Set() };
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
