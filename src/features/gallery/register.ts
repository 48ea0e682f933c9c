import { loadLater } from '../../vscode/command.ts';
import type { Feature } from '../feature.ts';
import type { GalleryFeatureDeps, LoadedGallery } from './galleryFeature.ts';

/** Everything that was made in this workspace, in an editor panel. */
export function register(deps: GalleryFeatureDeps): Feature {
  let gallery: LoadedGallery | undefined;
  const loaded = loadLater(async () => {
    gallery = (await import('./galleryFeature.ts')).createGallery(deps);
    return gallery;
  });
  return {
    commands: { 'nanoBanana.showGallery': async () => (await loaded()).show() },
    dispose: () => gallery?.dispose(),
  };
}
