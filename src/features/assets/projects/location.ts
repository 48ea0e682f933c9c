import { Uri, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import type { Project } from '../../../core/assets/compile/compile.ts';
import { type Entry, entriesOf } from '../../../core/assets/compile/editorHelp.ts';
import { ignoredSentence, isIgnoredManifest } from '../../../core/assets/manifest/ignoredManifest.ts';
import { manifestName } from '../../../core/assets/manifest/schema.ts';
import { t } from '../../../core/shared/l10n.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { isManifest } from './documents.ts';
import { manifestOf, type Projects } from './projects.ts';

const mentionSchema = z.object({
  manifest: z.string(),
  index: z.int().check(z.gte(0)),
  price: z.optional(z.number()),
});

/** What a lens tells its command: which entry of which manifest, and the price in USD that it shows. */
export type EntryMention = z.infer<typeof mentionSchema>;

/** An entry that a command works on. */
export interface Location {
  project: Project;
  entry: Entry;
  /** USD that the person saw on what they pressed. */
  shownPrice: number | undefined;
}

/** The entry that a command was called on, else the one at the cursor. Tells why there is none. */
export async function locationOf(
  given: unknown,
  projects: Projects,
  messages: Messages,
): Promise<Location | undefined> {
  const mention = mentionSchema.safeParse(given);
  const editor = window.activeTextEditor;
  const uri = mention.success ? Uri.parse(mention.data.manifest) : editor?.document.uri;
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri?.toString());
  if (uri === undefined || (document !== undefined && !isManifest(document))) {
    messages.tell('information', t('Open a {name} and put the cursor on an asset.', { name: manifestName }));
    return undefined;
  }
  const project = await projects.settled(uri);
  const manifest = manifestOf(project, uri);
  if (manifest !== undefined && isIgnoredManifest(manifest)) {
    messages.tell('warning', ignoredSentence());
    return undefined;
  }
  const entries = manifest === undefined ? [] : entriesOf(project, manifest);
  const line = editor?.selection.active.line ?? 0;
  // A value's range can end at the start of the next line, so the last one that begins above it counts.
  const entry = mention.success
    ? entries[mention.data.index]
    : entries.findLast(({ range }) => range.start.line <= line);
  if (entry === undefined) {
    messages.tell('information', t('There is no asset here. Put the cursor on one.'));
    return undefined;
  }
  if (entry.assets.length === 0) {
    messages.tell('warning', t('This asset has a problem. Correct it first; the line is marked.'));
    return undefined;
  }
  return { project, entry, shownPrice: mention.data?.price };
}
