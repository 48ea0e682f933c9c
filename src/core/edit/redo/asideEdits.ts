import { folderOf, nameOf, splitName } from '../../uris.ts';
import type { RecordedEdit } from './redo.ts';

/** What `freeNames` puts behind a name that is taken. */
const counter = /-(?:[2-9]|[1-9]\d{1,3})$/;

/**
 * Images that were made aside: variants of one edit, and results of the same redo, lie under one name with numbers
 * (`photo-edited`, `photo-edited-2`, …). The person's choice among them is the one that something further was made
 * of, and where there is none the one without a number; the others are not kept up to date.
 * @returns their URIs
 */
export function madeAside(edits: Iterable<RecordedEdit>): Set<string> {
  const all = [...edits];
  const byName = new Map(all.map((edit) => [nameKey(edit.uri, nameOf(edit.uri)), edit]));
  const used = new Set(all.flatMap(sourcesOf));
  const groups = new Map<RecordedEdit, RecordedEdit[]>();
  for (const edit of all) {
    const first = firstOf(edit, byName);
    groups.set(first, [...(groups.get(first) ?? []), edit]);
  }
  const aside = new Set<string>();
  for (const [first, group] of groups) {
    const isAnyUsed = group.some(({ uri }) => used.has(uri));
    for (const edit of group) {
      if (isAnyUsed ? !used.has(edit.uri) : edit !== first) aside.add(edit.uri);
    }
  }
  return aside;
}

/** The image to whose name numbers were added for this one, where it is of the same edit. */
function firstOf(edit: RecordedEdit, byName: ReadonlyMap<string, RecordedEdit>): RecordedEdit {
  const recipe = recipeOf(edit);
  const { base, extension } = splitName(nameOf(edit.uri));
  const ending = extension === '' ? '' : `.${extension}`;
  let first = edit;
  for (let name = base; counter.test(name); ) {
    name = name.replace(counter, '');
    const other = byName.get(nameKey(edit.uri, `${name}${ending}`));
    if (other && recipeOf(other) === recipe) first = other;
  }
  return first;
}

const nameKey = (uri: string, name: string): string => JSON.stringify([folderOf(uri), name]);

const sourcesOf = ({ uri, inputs }: RecordedEdit): string[] =>
  inputs.flatMap(({ input }) =>
    input?.source.kind === 'file' && input.source.uri !== uri ? input.source.uri : [],
  );

/** The same text for the same edit, whatever its sources held then. */
function recipeOf({ record, inputs }: RecordedEdit): string {
  const { prompt, instructions, provider, model, options, pixels } = record;
  const sources = inputs.map(({ role, path, input }) => [
    role,
    input?.source.kind === 'file' ? input.source.uri : path,
  ]);
  return JSON.stringify([prompt, instructions, provider, model, options, pixels, sources]);
}
