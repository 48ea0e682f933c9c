import type { BringBack, Feature } from '../feature.ts';
import { CompareImages, type CompareImagesDeps } from './compareImages.ts';
import { Comparisons, type ComparisonsDeps } from './comparisons.ts';

/** Two images beside each other: of the workspace, of Git, or of a redone edit. */
export interface CompareFeature extends Feature {
  comparisons: Comparisons;
  bringBack: BringBack;
}

export function register(deps: ComparisonsDeps & Omit<CompareImagesDeps, 'comparisons'>): CompareFeature {
  const comparisons = new Comparisons(deps);
  const compareImages = new CompareImages({ ...deps, comparisons });
  return {
    comparisons,
    bringBack: async (panel, kept) => comparisons.bringBack(panel, kept),
    commands: { 'nanoBanana.compareImages': (...given) => compareImages.execute(...given) },
    dispose: () => comparisons.dispose(),
  };
}
