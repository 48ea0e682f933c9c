import { commands, Uri, ViewColumn, type WebviewPanel, workspace } from 'vscode';
import { KeptDiscards } from '../../core/save/keptDiscards.ts';
import { formatNumber, t } from '../../core/shared/l10n.ts';
import { Drafts } from '../../core/storage/drafts.ts';
import { History } from '../../core/storage/history.ts';
import { chooseTarget } from '../../vscode/dialogs/chooseTarget.ts';
import { reach } from '../../vscode/files/reach.ts';
import type { ImageKeys } from '../../vscode/images/imageKeys.ts';
import { knownOf } from '../../vscode/images/knownOf.ts';
import { findImages, mostFound } from '../../vscode/images/pickImages.ts';
import { OpenPanels } from '../../vscode/page/openPanels.ts';
import { GalleryPanel, type GalleryPanelDeps } from './galleryPanel.ts';

type Own =
  | 'chooseTarget'
  | 'drafts'
  | 'findImages'
  | 'history'
  | 'isRunning'
  | 'kept'
  | 'looked'
  | 'open'
  | 'reach'
  | 'relativePathOf';

export type GalleryFeatureDeps = Omit<GalleryPanelDeps, Own> & {
  activity: GalleryPanelDeps['activity'] & { isRunning(jobId: string): boolean };
  keys: Pick<ImageKeys, 'set'>;
};

/** All of the gallery; loaded when it is first asked for. */
export interface LoadedGallery {
  show(): void;
  /** Shows it in the panel that VS Code made after a reload of the window. */
  bringBack(panel: WebviewPanel): void;
  dispose(): void;
}

export function createGallery(given: GalleryFeatureDeps): LoadedGallery {
  const deps: GalleryPanelDeps = {
    ...given,
    chooseTarget,
    reach,
    drafts: new Drafts(given),
    kept: new KeptDiscards(given),
    history: new History(given),
    isRunning: (jobId) => given.activity.isRunning(jobId),
    // Images that another window made are known to this one's menus only by who reads them.
    looked: (uri, found) => given.keys.set(uri, knownOf(uri, found)),
    relativePathOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
    async findImages() {
      const found = await findImages();
      const limits =
        found.length < mostFound
          ? null
          : t('Only the first {most} images of the workspace are looked at.', {
              most: formatNumber(mostFound),
            });
      return { uris: found.map((uri) => uri.toString()), limits };
    },
    async open(uri) {
      await commands.executeCommand('vscode.open', Uri.parse(uri), ViewColumn.Active);
    },
  };
  const panels = new OpenPanels<GalleryPanel>();
  return {
    show: () => void panels.open('gallery', () => new GalleryPanel(deps)),
    bringBack: (panel) => void panels.bringBack('gallery', panel, () => new GalleryPanel(deps, panel)),
    dispose: () => panels.dispose(),
  };
}
