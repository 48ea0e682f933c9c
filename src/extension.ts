import {
  commands,
  type ExtensionContext,
  env,
  l10n,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { compose } from './compose.ts';
import { detailOf } from './core/shared/errorText.ts';
import { setLanguage } from './core/shared/l10n.ts';
import { storedNames } from './core/storage/names.ts';
import { registerTools } from './features/agent/register.ts';
import { compareViewType } from './features/compare/viewTypes.ts';
import { galleryViewType } from './features/gallery/viewTypes.ts';
import { reportViewType } from './features/markdown/viewTypes.ts';
import { panelViewType } from './features/panel/viewTypes.ts';
import { recordViewType } from './features/record/viewTypes.ts';
import { tellOfDeadPanels } from './vscode/deadPanels.ts';
import { offerReload } from './vscode/dialogs/offerReload.ts';
import { followImages } from './vscode/images/followImages.ts';
import { ImageKeys } from './vscode/images/imageKeys.ts';
import { isImageName } from './vscode/images/imageNames.ts';
import { OutputLog } from './vscode/log.ts';

/** The panels that come back after a reload of the window; package.json names them, too. */
const comeBack = [panelViewType, galleryViewType, recordViewType, compareViewType, reportViewType] as const;

/** What VS Code can ask for. */
type Extension = ReturnType<typeof compose>;

/**
 * What VS Code calls. It learns at once what it can ask for; the extension itself is loaded when it is needed,
 * so that starting VS Code, or its other extensions, never waits for it.
 */
export function activate(context: ExtensionContext): void {
  setLanguage(env.language, l10n.bundle);
  const log = new OutputLog();
  const keys = new ImageKeys(context.workspaceState);
  let loaded: Promise<Extension | undefined> | undefined;
  const extension = () => {
    loaded ??= load(context, log, keys);
    return loaded;
  };
  let panelsComeBack = false;
  const declared: { command: `nanoBanana.${string}` }[] = context.extension.packageJSON.contributes.commands;
  context.subscriptions.push(
    log,
    keys,
    followImages(async () => {
      const { diskImages } = await import('./vscode/images/recordedImages.ts');
      return diskImages((context.storageUri ?? context.globalStorageUri).fsPath, isImageName, keys, log);
    }, log),
    ...declared.map(({ command }) =>
      commands.registerCommand(command, async (...parameters: unknown[]) =>
        (await extension())?.command(command)(...parameters),
      ),
    ),
    ...comeBack.map((viewType) =>
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, kept: unknown) => {
          panelsComeBack = true;
          await (await extension())?.bringBack[viewType](panel, kept);
        },
      }),
    ),
    registerTools(async () => {
      const composed = await extension();
      if (composed) return composed.tools();
      throw new Error('Nano Banana could not be loaded. Ask the user to reload the window, then call again.');
    }),
  );
  tellOfDeadPanels(() => panelsComeBack).catch((error: unknown) =>
    log.error(`Open panels could not be looked at: ${String(error)}`),
  );
  void recover(extension, context.storageUri ?? context.globalStorageUri, log);
  const isMarkdown = ({ languageId }: TextDocument): boolean => ['markdown', 'mdx'].includes(languageId);
  const isManifest = ({ uri }: TextDocument): boolean => uri.path.endsWith('/nano-banana.yaml');
  const open = (isMeant: (document: TextDocument) => boolean, takeUp: () => Promise<void>) =>
    onceOpened(context, isMeant, () => {
      takeUp().catch((error: unknown) => log.error(`Documents are not taken up: ${String(error)}`));
    });
  open(isMarkdown, async () => (await extension())?.takeUpMarkdown());
  open(isManifest, async () => (await extension())?.takeUpManifests());
}

/** Documents have lenses, actions and hovers: what gives them is loaded with the first one. */
function onceOpened(
  context: ExtensionContext,
  isMeant: (document: TextDocument) => boolean,
  takeUp: () => void,
): void {
  if (workspace.textDocuments.some(isMeant)) {
    takeUp();
    return;
  }
  const opened = workspace.onDidOpenTextDocument((document) => {
    if (!isMeant(document)) return;
    opened.dispose();
    takeUp();
  });
  context.subscriptions.push(opened);
}

/** Without its code there is nothing to do but to say so: an update can take the files away from an open window. */
async function load(
  context: ExtensionContext,
  log: OutputLog,
  keys: ImageKeys,
): Promise<Extension | undefined> {
  try {
    const { compose } = await import('./compose.ts');
    const extension = compose(context, log, keys);
    extension.recover().catch((error: unknown) => log.warn(`Earlier jobs could not be looked up: ${error}`));
    return extension;
  } catch (error) {
    log.error(`The extension could not be loaded: ${detailOf(error)}`);
    void tellNotLoaded();
    return undefined;
  }
}

function tellNotLoaded(): Promise<void> {
  return offerReload((sentence, button) => window.showErrorMessage(sentence, button));
}

/**
 * Looks after jobs that earlier windows left. Where there are none nothing is loaded for it; what else was kept waits
 * until the extension is used.
 */
async function recover(
  extension: () => Promise<Extension | undefined>,
  storage: Uri,
  log: OutputLog,
): Promise<void> {
  try {
    const kept = await workspace.fs.readDirectory(storage).then(
      (entries) => entries.some(([name]) => name.startsWith(storedNames.job)),
      () => false,
    );
    if (kept) await extension();
  } catch (error) {
    log.warn(`Earlier jobs could not be looked up: ${error}`);
  }
}
