import { Disposable, type Uri, window, workspace } from 'vscode';
import type { Log } from '../../core/ports.ts';
import { nameOf } from '../../core/uris.ts';
import { isImageName } from './imageNames.ts';
import type { RecordedImages } from './recordedImages.ts';
import { imageOfActiveTab } from './selection.ts';

/**
 * Looks whether images say how they were made when somebody works with them: one that is shown with those beside
 * it, and one that is copied or renamed. Nothing is loaded before, and no folder is read that nobody goes to.
 */
export function followImages(load: () => Promise<RecordedImages>, log: Log): Disposable {
  let last = '';
  const lookAtTab = async (): Promise<void> => {
    const uri = imageOfActiveTab()?.toString() ?? '';
    if (uri === last) return;
    last = uri;
    if (uri !== '') await (await load()).lookAround(uri);
  };
  const look = async (uris: readonly Uri[]): Promise<void> => {
    const images = uris.map(String).filter((uri) => isImageName(nameOf(uri)));
    if (images.length === 0) return;
    const recorded = await load();
    await Promise.all(images.map((uri) => recorded.look(uri)));
  };
  const quietly = (work: Promise<void>): void => {
    work.catch((error: unknown) => log.warn(`Images could not be looked at: ${String(error)}`));
  };
  quietly(lookAtTab());
  return Disposable.from(
    window.tabGroups.onDidChangeTabs(() => quietly(lookAtTab())),
    window.tabGroups.onDidChangeTabGroups(() => quietly(lookAtTab())),
    workspace.onDidCreateFiles(({ files }) => quietly(look(files))),
    workspace.onDidRenameFiles(({ files }) => quietly(look(files.map(({ newUri }) => newUri)))),
  );
}
