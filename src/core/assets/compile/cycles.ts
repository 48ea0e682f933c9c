import { t } from '../../shared/l10n.ts';
import { problemAt } from '../manifest/manifest.ts';
import type { Problem } from '../yaml/problems.ts';
import type { Asset } from './asset.ts';

/** The assets whose outputs an asset has as inputs, found by URI. */
export function sourcesOf(asset: Asset, byUri: ReadonlyMap<string, Asset>): Asset[] {
  return asset.inputs.flatMap(({ uri }) => byUri.get(uri) ?? []);
}

export const byUriOf = (assets: readonly Asset[]): Map<string, Asset> =>
  new Map(assets.map((asset) => [asset.uri, asset]));

/** In an order in which every asset comes after those that it is made from; there must be no cycles. */
export function inOrder(assets: readonly Asset[]): Asset[] {
  const order: Asset[] = [];
  walk(assets, { leave: (asset) => order.push(asset), cycle: () => {} });
  return order;
}

/**
 * Finds assets that need each other, and names the way round.
 * @returns all that can't be made for it
 */
export function findCycles(assets: readonly Asset[], problems: Problem[]): Set<Asset> {
  const turning = new Set<Asset>();
  walk(assets, {
    leave: () => {},
    cycle: (ring) => {
      for (const asset of ring) turning.add(asset);
      const [start] = ring;
      if (start === undefined) return;
      const next = ring[1] ?? start;
      const place = start.inputs.findIndex(({ uri }) => uri === next.uri);
      const way = [...ring, start].map(({ name }) => name).join(' → ');
      const sentence =
        ring.length === 1
          ? t('{name} is its own input. Keep the source in another file.', { name: start.name })
          : t('These assets depend on each other: {way}. Remove one of the inputs.', { way });
      problems.push(problemAt(start.manifest, ['assets', start.index, 'inputs', place], 'cycle', sentence));
    },
  });
  return turning;
}

/** Goes through all assets by their inputs, without recursion: a chain can be thousands long. */
function walk(assets: readonly Asset[], on: { leave(asset: Asset): void; cycle(ring: Asset[]): void }): void {
  const byUri = byUriOf(assets);
  const state = new Map<Asset, 'open' | 'done'>();
  for (const start of assets) {
    if (state.has(start)) continue;
    const way: { asset: Asset; left: Asset[] }[] = [{ asset: start, left: sourcesOf(start, byUri) }];
    state.set(start, 'open');
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = step.left.shift();
      if (next === undefined) {
        state.set(step.asset, 'done');
        on.leave(step.asset);
        way.pop();
      } else if (state.get(next) === 'open') {
        const from = way.findIndex(({ asset }) => asset === next);
        on.cycle(way.slice(from).map(({ asset }) => asset));
      } else if (!state.has(next)) {
        state.set(next, 'open');
        way.push({ asset: next, left: sourcesOf(next, byUri) });
      }
    }
  }
}
