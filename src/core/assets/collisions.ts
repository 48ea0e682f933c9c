import type { Asset } from './asset.ts';
import { problemAt } from './manifest.ts';
import type { Problem } from './problems.ts';

/**
 * Finds assets that would write the same file, also where only upper and lower case tell the names apart: on
 * many systems that is one file.
 * @returns all that must not be made
 */
export function findCollisions(assets: readonly Asset[], problems: Problem[]): Set<Asset> {
  const first = new Map<string, Asset>();
  const colliding = new Set<Asset>();
  const told = new Set<string>();
  for (const asset of assets) {
    const key = asset.name.normalize('NFC').toLowerCase();
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, asset);
      continue;
    }
    colliding.add(asset).add(other);
    const pair = `${other.manifest.uri}#${other.index} ${asset.manifest.uri}#${asset.index}`;
    if (told.has(pair)) continue;
    told.add(pair);
    tell(other, asset, problems);
  }
  return colliding;
}

function tell(one: Asset, other: Asset, problems: Problem[]): void {
  const path = ['assets', other.index, 'output'];
  if (one.manifest === other.manifest && one.index === other.index) {
    const sentence = `Several variants make ${other.name}. Name each of them in the output, as in \${${Object.keys(other.variant)[0] ?? 'name'}}.`;
    problems.push(problemAt(other.manifest, path, 'sameOutput', sentence));
    return;
  }
  const here = problemAt(other.manifest, path, 'sameOutput', '');
  const there = problemAt(one.manifest, ['assets', one.index, 'output'], 'sameOutput', '');
  const [hereLine, thereLine] = [here, there].map(({ range }) => range.start.line + 1);
  const where = (line: number | undefined, { manifest }: Asset, from: Asset) =>
    manifest === from.manifest ? `line ${line}` : `line ${line} of ${manifest.uri}`;
  problems.push(
    {
      ...there,
      sentence: `${one.name} is made here and in ${where(hereLine, other, one)}. Give one of them another output.`,
      related: [{ manifest: here.manifest, range: here.range, sentence: 'The other one is here.' }],
    },
    {
      ...here,
      sentence: `${other.name} is made here and in ${where(thereLine, one, other)}. Give one of them another output.`,
      related: [{ manifest: there.manifest, range: there.range, sentence: 'The other one is here.' }],
    },
  );
}
