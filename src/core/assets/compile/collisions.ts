import { t } from '../../shared/l10n.ts';
import { problemAt } from '../manifest/manifest.ts';
import type { Problem } from '../yaml/problems.ts';
import type { Asset } from './asset.ts';

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
    const sentence = t('Several variants make {name}. Name each of them in the output, as in {variable}.', {
      name: other.name,
      variable: `\${${Object.keys(other.variant)[0] ?? 'name'}}`,
    });
    problems.push(problemAt(other.manifest, path, 'sameOutput', sentence));
    return;
  }
  const here = problemAt(other.manifest, path, 'sameOutput', '');
  const there = problemAt(one.manifest, ['assets', one.index, 'output'], 'sameOutput', '');
  const madeTwice = ({ name }: Asset, other: Asset, isSameFile: boolean, { range }: Problem) => {
    const line = range.start.line + 1;
    return isSameFile
      ? t('{name} is made here and in line {line}. Give one of them another output.', { name, line })
      : t('{name} is made here and in line {line} of {uri}. Give one of them another output.', {
          name,
          line,
          uri: other.manifest.uri,
        });
  };
  const isSameFile = one.manifest === other.manifest;
  problems.push(
    {
      ...there,
      sentence: madeTwice(one, other, isSameFile, here),
      related: [{ manifest: here.manifest, range: here.range, sentence: t('The other one is here.') }],
    },
    {
      ...here,
      sentence: madeTwice(other, one, isSameFile, there),
      related: [{ manifest: there.manifest, range: there.range, sentence: t('The other one is here.') }],
    },
  );
}
