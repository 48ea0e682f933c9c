import { assetsSession } from '../../core/storage/sessions.ts';
import { loadLater } from '../../vscode/dialogs/command.ts';
import type { Feature } from '../feature.ts';
import type { AssetsDeps, LoadedAssets } from './assetsFeature.ts';

/** The images of docs as docs manifests describe them: problems, help, lenses, check and build. */
export interface AssetsFeature extends Feature {
  /** A docs manifest is open: from now on all of them get help. */
  takeUp(): Promise<void>;
  /** What docs manifests make and use: see core/assets/compile/manifestFiles.ts. */
  filesOfManifests(
    ...given: Parameters<typeof import('./assetsFeature.ts').filesOfManifests>
  ): Promise<string[]>;
}

export function register(deps: AssetsDeps): AssetsFeature {
  let taken: LoadedAssets | undefined;
  const loaded = loadLater(async () => {
    taken = (await import('./assetsFeature.ts')).takeUpAssets(deps);
    return taken;
  });
  return {
    takeUp: async () => void (await loaded()),
    filesOfManifests: async (...given) => (await import('./assetsFeature.ts')).filesOfManifests(...given),
    recover: async (left) => {
      const hasBuilt = left.some(({ sessionId }) => sessionId === assetsSession);
      if (hasBuilt) await (await loaded()).tellLeftovers();
    },
    commands: {
      'nanoBanana.buildAssets': async (given) => (await loaded()).buildAssets.execute(given),
      'nanoBanana.checkAssets': async (given) => (await loaded()).checkAssets.execute(given),
      'nanoBanana.generateAsset': async (asset) => (await loaded()).generateAsset.execute(asset),
      'nanoBanana.previewAsset': async (asset) => (await loaded()).previewAsset.execute(asset),
      'nanoBanana.compareAsset': async (asset) => (await loaded()).compareAsset.execute(asset),
    },
    dispose: () => taken?.dispose(),
  };
}
