import type { Manifest } from '../manifest/manifest.ts';
import { helpAt } from '../manifest/schemaHelp.ts';
import { nearest, type Position, type Range } from '../yaml/problems.ts';
import type { Path } from '../yaml/yamlText.ts';
import type { Asset } from './asset.ts';
import type { Project } from './compile.ts';

/** An entry of the manifest's list, for what an editor shows above it. */
export interface Entry {
  index: number;
  range: Range;
  /** What it makes: several with variants, none where there is a problem. */
  assets: Asset[];
}

/** The entries of one manifest of a project. */
export function entriesOf({ assets }: Project, manifest: Manifest): Entry[] {
  const entries = (manifest.data?.assets ?? []).map((_, index): Entry => {
    return { index, range: manifest.text.rangeOf(['assets', index]), assets: [] };
  });
  for (const asset of assets) {
    if (asset.manifest.uri === manifest.uri) entries[asset.index]?.assets.push(asset);
  }
  return entries;
}

/** What can be said of the key at a place; undefined where there is no known key. */
export function hoverAt(source: string, position: Position): { range: Range; text: string } | undefined {
  const lines = source.split(/\r?\n/);
  const { line, column } = position;
  const found = keyLine(lines[line] ?? '');
  if (found === undefined || column < found.column || column > found.column + found.key.length)
    return undefined;
  const path = [...parentsOf(lines, line, found), found.key];
  const text = helpAt(path)?.description;
  const end = { line, column: found.column + found.key.length };
  return text === undefined ? undefined : { range: { start: { line, column: found.column }, end }, text };
}

interface Completion {
  label: string;
  /** `key` is followed by a colon. */
  kind: 'key' | 'value';
  detail: string | undefined;
}

export interface Completions {
  /** What they take the place of. */
  range: Range;
  items: Completion[];
}

/** What can be written at a place. Works by the lines alone, because a text that is being written is seldom whole. */
export function completionsAt(source: string, { line, column }: Position): Completions {
  const lines = source.split(/\r?\n/);
  const before = (lines[line] ?? '').slice(0, column);
  const rangeOf = (word: string): Range => ({
    start: { line, column: column - word.length },
    end: { line, column },
  });
  const value = /^(\s*(?:- +)*)([A-Za-z]\w*): +"?([^\s"]*)$/.exec(before);
  if (value) {
    const [, lead = '', key = '', word = ''] = value;
    const place = { key, column: lead.length, dash: dashOf(lead) };
    const help = helpAt([...parentsOf(lines, line, place), key]);
    const items = (help?.values ?? []).map(
      (label): Completion => ({ label, kind: 'value', detail: undefined }),
    );
    return { range: rangeOf(word), items };
  }
  const key = /^(\s*(?:- +)*)([A-Za-z]?\w*)$/.exec(before);
  if (!key) return { range: rangeOf(''), items: [] };
  const [, lead = '', word = ''] = key;
  const place = { key: word, column: lead.length, dash: dashOf(lead) };
  const help = helpAt(parentsOf(lines, line, place));
  const taken = siblingsOf(lines, line, place.column);
  const items = (help?.keys ?? [])
    .filter(({ name }) => !taken.has(name))
    .map(({ name, description }): Completion => ({ label: name, kind: 'key', detail: description }));
  return { range: rangeOf(word), items };
}

/** The key that was probably meant, for a quick fix of an unknown one. */
export function keyMeantAt(source: string, { line }: Position): { range: Range; key: string } | undefined {
  const lines = source.split(/\r?\n/);
  const found = keyLine(lines[line] ?? '');
  if (found === undefined) return undefined;
  const known = helpAt(parentsOf(lines, line, found))?.keys.map(({ name }) => name) ?? [];
  const key = known.includes(found.key) ? undefined : nearest(found.key, known);
  const start = { line, column: found.column };
  return key === undefined
    ? undefined
    : { range: { start, end: { line, column: found.column + found.key.length } }, key };
}

interface KeyPlace {
  key: string;
  column: number;
  /** Where the dash stands that begins an entry of a list with this key. */
  dash: number | undefined;
}

function keyLine(text: string): KeyPlace | undefined {
  const found = /^(\s*(?:- +)*)([A-Za-z_][\w-]*)\s*:(?:\s|$)/.exec(text);
  if (!found) return undefined;
  const [, lead = '', key = ''] = found;
  return { key, column: lead.length, dash: dashOf(lead) };
}

const dashOf = (lead: string): number | undefined => (lead.includes('-') ? lead.indexOf('-') : undefined);

/** The way to what a line stands in, by the indentation of the lines above. */
function parentsOf(lines: readonly string[], line: number, place: KeyPlace): Path {
  const path: PropertyKey[] = [];
  let column = place.column;
  // The key of a list may stand as far left as its dashes.
  let isList = false;
  const enterList = (dash: number | undefined): void => {
    if (dash === undefined) return;
    path.unshift(0);
    column = dash;
    isList = true;
  };
  enterList(place.dash);
  for (let above = line - 1; above >= 0; above--) {
    const found = keyLine(lines[above] ?? '');
    if (found === undefined) continue;
    if (found.dash !== undefined && found.column === column && !isList) {
      enterList(found.dash);
    } else if (found.column < column || (isList && found.column === column && found.dash === undefined)) {
      path.unshift(found.key);
      column = found.column;
      isList = false;
      enterList(found.dash);
    }
  }
  return path;
}

/** The keys that stand beside a line already. */
function siblingsOf(lines: readonly string[], line: number, column: number): Set<string> {
  const keys = new Set<string>();
  const walk = (from: number, step: 1 | -1): void => {
    for (let at = from; at >= 0 && at < lines.length; at += step) {
      const found = keyLine(lines[at] ?? '');
      if (found === undefined || found.column > column) continue;
      if (found.column < column || (step === 1 && found.dash !== undefined)) return;
      keys.add(found.key);
      if (found.dash !== undefined) return;
    }
  };
  if (!/^\s*-/.test(lines[line] ?? '')) walk(line - 1, -1);
  walk(line + 1, 1);
  return keys;
}
