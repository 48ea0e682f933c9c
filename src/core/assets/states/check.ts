import { messageOf } from '../../shared/errorText.ts';
import { t } from '../../shared/l10n.ts';
import type { Asset } from '../compile/asset.ts';
import type { Project } from '../compile/compile.ts';
import { byUriOf } from '../compile/cycles.ts';
import { type LinkFinder, Links } from '../compile/places.ts';
import { problemAt } from '../manifest/manifest.ts';
import type { Problem } from '../yaml/problems.ts';
import type { Path } from '../yaml/yamlText.ts';
import { InputHashes } from './inputHashes.ts';
import { inPool } from './pool.ts';
import { type AssetStatus, type StateFiles, stateOf } from './states.ts';

export type CheckFiles = StateFiles & LinkFinder;

export interface Checked {
  /** In the order of the project's assets, those with a problem left out. */
  statuses: AssetStatus[];
  /** The project's own, and what only the files tell. */
  problems: Problem[];
  warnings: Problem[];
}

const looksAtOnce = 32;

/**
 * Finds the state of every asset, and what can't be made because of what lies on the disk. Needs no key and
 * no network, and changes nothing.
 * @param full compares the pixels too
 */
export async function check(
  project: Project,
  files: CheckFiles,
  { full = false, hashes = new InputHashes(files) }: { full?: boolean; hashes?: InputHashes } = {},
): Promise<Checked> {
  const isThere = async (uri: string): Promise<boolean> => (await hashes.of(uri)) !== undefined;
  const { refused, problems } = await findBadPlaces(project, files, isThere);
  const told = new Problems(problems);
  const sound = project.assets.filter((asset) => !refused.has(asset));
  const statuses = await inPool(sound, looksAtOnce, async (asset) => {
    try {
      return await stateOf(asset, { files, hashes }, { full });
    } catch (error) {
      told.add(
        asset,
        ['output'],
        'unreadable',
        t("{name} can't be read: {reason}", { name: asset.name, reason: reasonOf(error) }),
      );
      return undefined;
    }
  });
  return {
    statuses: statuses.filter((status) => status !== undefined),
    problems: [...project.problems, ...told.all],
    warnings: project.warnings,
  };
}

/** Problems of assets; what all variants of an entry would say is told once. */
class Problems {
  readonly all: Problem[];
  readonly #told = new Set<string>();

  constructor(all: Problem[] = []) {
    this.all = all;
  }

  add({ manifest, index }: Asset, path: Path, code: string, sentence: string): void {
    const key = `${manifest.uri} ${index} ${path.join('.')} ${sentence}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.all.push(problemAt(manifest, ['assets', index, ...path], code, sentence));
  }
}

/**
 * The assets against which the disk speaks: links on their way, inputs that are not there.
 * @param isThere whether an input is a file
 * @param isCurrent asked on the way; false ends the search early
 */
export async function findBadPlaces(
  { workspace, assets }: Project,
  files: LinkFinder,
  isThere: (uri: string) => Promise<boolean>,
  isCurrent: () => boolean = () => true,
): Promise<{ refused: Set<Asset>; problems: Problem[] }> {
  const problems = new Problems();
  const links = new Links(files, workspace);
  const made = byUriOf(assets);
  const refused = new Set<Asset>();
  const refuse = (asset: Asset, path: Path, code: string, sentence: string): void => {
    refused.add(asset);
    problems.add(asset, path, code, sentence);
  };
  const look = async (asset: Asset, path: Path, uri: string, name: string): Promise<void> => {
    const link = await links.onTheWayTo(uri);
    if (link !== undefined) {
      const sentence = t('{name} goes through the symbolic link {link}. Use the real path.', {
        name,
        link,
      });
      refuse(asset, path, 'link', sentence);
    } else if (uri !== asset.uri && !made.has(uri) && !(await isThere(uri))) {
      refuse(asset, path, 'inputMissing', t('{name} is missing. Add it, or change the input.', { name }));
    }
  };
  for (const asset of assets) {
    if (!isCurrent()) break;
    const places: [Path, string, string][] = [
      [['output'], asset.uri, asset.name],
      ...asset.inputs.map(({ uri, path }, index): [Path, string, string] => [['inputs', index], uri, path]),
    ];
    for (const [path, uri, name] of places) {
      await look(asset, path, uri, name).catch((error: unknown) =>
        refuse(
          asset,
          path,
          'unreadable',
          t("{name} can't be read: {reason}", { name, reason: reasonOf(error) }),
        ),
      );
    }
  }
  return { refused, problems: problems.all };
}

const reasonOf = (error: unknown): string => messageOf(error).replace(/\.?$/, '.');
