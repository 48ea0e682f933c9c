import { loadLater } from '../../vscode/dialogs/command.ts';
import type { BringBack, Feature } from '../feature.ts';
import type { GalleryFeatureDeps, LoadedGallery } from './galleryFeature.ts';

/** Everything that was made in this workspace, in an editor panel. */
export interface GalleryFeature extends Feature {
  bringBack: BringBack;
}

export function register(deps: GalleryFeatureDeps): GalleryFeature {
  let gallery: LoadedGallery | undefined;
  const loaded = loadLater(async () => {
    gallery = (await import('./galleryFeature.ts')).createGallery(deps);
    return gallery;
  });
  return {
    bringBack: async (panel) => (await loaded()).bringBack(panel),
    commands: { 'nanoBanana.showGallery': async () => (await loaded()).show() },
    dispose: () => gallery?.dispose(),
  };
}
