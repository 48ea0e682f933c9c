import { type QuickPickItem, Uri, window } from 'vscode';
import type { Asset } from '../../../core/assets/compile/asset.ts';
import type { Project } from '../../../core/assets/compile/compile.ts';
import { ignoredSentence, isIgnoredManifest } from '../../../core/assets/manifest/ignoredManifest.ts';
import { manifestName } from '../../../core/assets/manifest/schema.ts';
import { t } from '../../../core/shared/l10n.ts';
import { countedImages } from '../../../core/shared/text.ts';
import { nameOf } from '../../../core/uris.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { placeOf, rootOf } from './documents.ts';
import type { Projects } from './projects.ts';

/** The assets that a command is about: those of one manifest, or of all below a root. */
export interface Scope {
  root: string;
  project: Project;
  /** URI of the only manifest that is meant; undefined: all. */
  manifest: string | undefined;
}

export const isInScope =
  ({ manifest }: Scope) =>
  (asset: Asset): boolean =>
    manifest === undefined || asset.manifest.uri === manifest;

interface Choice extends QuickPickItem {
  scope: Scope;
}

/** The manifest that a menu was opened on, else one or all of the workspace's; asks where there are several. */
export async function scopeOf(
  given: unknown,
  projects: Projects,
  messages: Messages,
  title: string,
): Promise<Scope | undefined> {
  const named = given instanceof Uri ? given : undefined;
  if (named && nameOf(named.toString()) === manifestName) {
    const root = rootOf(named);
    if (await projects.ignores(named)) {
      messages.tell('warning', `${placeOf(named.toString())}: ${ignoredSentence()}`);
      return undefined;
    }
    return { root, project: await projects.of(root), manifest: named.toString() };
  }
  const all = await projects.all();
  const choices = all.flatMap(choicesOf);
  const [only, ...more] = choices;
  const ignored = all.flatMap(({ manifests }) => manifests).find(isIgnoredManifest);
  if (only === undefined && ignored !== undefined) {
    messages.tell('warning', `${placeOf(ignored.uri)}: ${ignoredSentence()}`);
    return undefined;
  }
  if (only === undefined) {
    messages.tell(
      'information',
      t(
        'There is no {name} in this workspace. Make one beside your docs: it lists their images and how each is made.',
        { name: manifestName },
      ),
    );
    return undefined;
  }
  if (more.length === 0) return only.scope;
  const picked = await window.showQuickPick(choices, { title, placeHolder: t('Which manifest?') });
  return picked?.scope;
}

function choicesOf(project: Project): Choice[] {
  const { assets } = project;
  const manifests = project.manifests.filter((manifest) => !isIgnoredManifest(manifest));
  const single = manifests.map(({ uri }): Choice => {
    const count = assets.filter(({ manifest }) => manifest.uri === uri).length;
    const scope = { root: rootOf(Uri.parse(uri)), project, manifest: uri };
    return { label: placeOf(uri), description: countedImages(count), scope };
  });
  const [first] = single;
  if (first === undefined || single.length === 1) return single;
  const whole = { ...first.scope, manifest: undefined };
  const label = t('All in {name}', { name: nameOf(first.scope.root) });
  return [{ label, description: countedImages(assets.length), scope: whole }, ...single];
}
