import { headBytes, infoOf, sniffHead } from '../../images/sniff/sniff.ts';
import { FileError, type FileStore } from '../../ports.ts';
import { findRecord } from '../../records/findRecord.ts';
import { resolvePath } from '../../records/paths.ts';
import { safeName } from '../../save/fileNames.ts';
import { placeholder } from '../../save/fileNameTemplate.ts';
import { Limiter } from '../../shared/limiter.ts';
import { folderOf, joinUri, nameOf, splitName } from '../../uris.ts';

/** An image that another one may have been made from. */
export interface PossibleOriginal {
  uri: string;
  /** What tells: its name, the record's word for it, or nothing but pixels and type. */
  by: 'record' | 'name' | 'shape';
  /** It has as many pixels as the other one, and its type. */
  sameShape: boolean;
}

/** What is looked at to find one. */
export interface OriginalSearch {
  files: Pick<FileStore, 'stat' | 'readRange' | 'readHead' | 'list'>;
  /** The setting that named the result, and the one that does by default. */
  templates: readonly string[];
  isImage(name: string): boolean;
  /** Whether a record, whose origin is unknown, may lead to this URI. */
  mayRead(uri: string): boolean;
}

/** Images of one folder that are looked into for their pixels; with more, names alone tell. */
const mostMeasured = 400;
const atOnce = 8;

/**
 * Images that an image without a known original may have been made from, the likeliest first: one that its record
 * names and that was moved beside it, those whose name the template turns into this one's, and only where there is
 * none of them, those beside it with the very same pixels and type. Nothing else is offered.
 */
export async function possibleOriginals(search: OriginalSearch, uri: string): Promise<PossibleOriginal[]> {
  const named = await namedOnes(search, uri);
  const shape = await shapeOf(search, uri);
  if (named.length > 0) {
    const found = await Promise.all(
      named.map(async (one) => ({ ...one, sameShape: isSame(shape, await shapeOf(search, one.uri)) })),
    );
    return found.sort((a, b) => rank(a) - rank(b));
  }
  const beside = await imagesIn(search, folderOf(uri));
  const others = beside.filter((other) => nameOf(other) !== nameOf(uri));
  if (shape === undefined || others.length > mostMeasured) return [];
  const measuring = new Limiter(() => atOnce);
  const shapes = await Promise.all(others.map((other) => measuring.run(never, () => shapeOf(search, other))));
  return others
    .filter((_, at) => isSame(shape, shapes[at]))
    .map((other) => ({ uri: other, by: 'shape', sameShape: true }));
}

const never = new AbortController().signal;
const rank = ({ by, sameShape }: PossibleOriginal): number => (by === 'record' ? 0 : 2) + (sameShape ? 0 : 1);

type Named = Omit<PossibleOriginal, 'sameShape'>;

async function namedOnes(search: OriginalSearch, uri: string): Promise<Named[]> {
  const found = new Map<string, Named>();
  const isItself = (other: string) => folderOf(other) === folderOf(uri) && nameOf(other) === nameOf(uri);
  const add = (other: string, by: Named['by']) => {
    if (!isItself(other) && !found.has(other)) found.set(other, { uri: other, by });
  };
  const here = await imagesIn(search, folderOf(uri));
  const recorded = await recordedName(search, uri);
  for (const other of here) if (recorded !== undefined && nameOf(other) === recorded) add(other, 'record');
  for (const template of search.templates) {
    const steps = template
      .trim()
      .split(/[/\\]/)
      .filter((step) => step.trim() !== '' && step.trim() !== '.');
    const folder = folderAbove(folderOf(uri), steps.length - 1);
    const last = steps.at(-1);
    if (folder === undefined || last === undefined) continue;
    const bases = sourceNames(last, splitName(nameOf(uri)).base);
    if (bases.size === 0) continue;
    const images = steps.length === 1 ? here : await imagesIn(search, folder);
    for (const other of images) if (bases.has(safeName(splitName(nameOf(other)).base))) add(other, 'name');
  }
  return [...found.values()];
}

/** The name of the image that a record names as the edited one, wherever that lay. */
async function recordedName({ files, mayRead }: OriginalSearch, uri: string): Promise<string | undefined> {
  try {
    const found = await findRecord(files, uri);
    const edited =
      found.state === 'found' ? found.record.inputs.find(({ role }) => role === 'edited') : undefined;
    if (edited === undefined) return undefined;
    const at = resolvePath(folderOf(uri), edited.path);
    return at !== undefined && mayRead(joinUri(folderOf(uri), nameOf(at))) ? nameOf(at) : undefined;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/**
 * The names, without an ending, that a template can have made this one of, also over several steps:
 * `photo-edited-edited-2` is made of `photo-edited`, and that of `photo`. A template that does not name the source
 * tells nothing.
 */
export function sourceNames(template: string, name: string): Set<string> {
  const [before, ...after] = template.trim().split(sourceName);
  const found = new Set<string>();
  if (before === undefined || after.length !== 1) return found;
  if ((template.match(variable) ?? []).length > mostVariables) return found;
  const pattern = new RegExp(`^${patternOf(before)}(.+?)${patternOf(after[0] ?? '')}(?:-\\d+)?$`, 'su');
  let left = name.normalize('NFC');
  for (let base = pattern.exec(left)?.[1]; base !== undefined; base = pattern.exec(left)?.[1]) {
    if (found.has(base)) break;
    found.add(base);
    left = base;
  }
  // Where the template adds nothing, the name itself is the source's, of another type for one.
  if (before === '' && after[0] === '') found.add(name.normalize('NFC'));
  return found;
}

const sourceName = placeholder('sourceName');
const variable = /\$\{[^}]{0,200}\}/g;
/** With more, what stands for what can't be told in reasonable time. */
const mostVariables = 3;

/** What stands around the source's name in a template: words as they are, variables as anything. */
const patternOf = (part: string): string =>
  part
    .split(variable)
    .map((words) => words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.{1,200}?');

/** The folder so many steps up; undefined above a file system's root. */
function folderAbove(folder: string, steps: number): string | undefined {
  let at = folder;
  for (let step = 0; step < steps; step++) {
    const above = folderOf(at);
    if (above === '' || above === at) return undefined;
    at = above;
  }
  return at;
}

async function imagesIn({ files, isImage }: OriginalSearch, folder: string): Promise<string[]> {
  const names = await files.list(folder).catch(() => undefined);
  if (names === undefined) return [];
  const collator = new Intl.Collator(undefined, { numeric: true });
  return [...names]
    .filter(([name, kind]) => kind !== 'folder' && isImage(name))
    .map(([name]) => name)
    .sort(collator.compare)
    .map((name) => joinUri(folder, name));
}

interface Shape {
  type: string;
  width: number;
  height: number;
}

/** Read from the head alone; undefined for a drawing, which has no pixels, and what can't be read. */
async function shapeOf({ files }: OriginalSearch, uri: string): Promise<Shape | undefined> {
  try {
    const { bytes, size } = await files.readHead(uri, headBytes);
    const info = infoOf(sniffHead(bytes, size));
    return info === undefined || info.type === 'svg' ? undefined : info;
  } catch {
    return undefined;
  }
}

const isSame = (one: Shape | undefined, other: Shape | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.type === other.type &&
  one.width === other.width &&
  one.height === other.height;
