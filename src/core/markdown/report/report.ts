import { formatBytes, formatPixels } from '../../shared/format.ts';
import { inCommas, t } from '../../shared/l10n.ts';
import { type FindingKind, type Fix, findingKinds } from '../../shared/protocol/findings.ts';
import type { DocumentParts } from '../document/documentParts.ts';
import { formOf, type ImageLink, isImageAddress } from '../document/imageLinks.ts';
import type { DocumentPlace } from '../sites/candidates.ts';
import type { Address, ImageResolver, Resolution } from '../sites/imageResolver.ts';
import type { Turns } from './turns.ts';

/** A link in a document. */
export interface FoundLink {
  /** URI string of the document. */
  uri: string;
  /** The document as people call it: its path in the workspace. */
  name: string;
  /** From 1. */
  line: number;
  offset: number;
  /** As it is written. */
  url: string;
}

export interface FoundImage extends Partial<Measured> {
  uri: string;
  name: string;
}

export interface Finding {
  kind: FindingKind;
  /** Undefined for an image that nobody links. */
  link: FoundLink | undefined;
  /** Undefined where there is no file. */
  image: FoundImage | undefined;
  /** What is to be said besides kind and place. */
  words: string;
  fixes: readonly Fix[];
}

export interface Measured {
  bytes: number;
  /** Undefined where the bytes don't tell, and for drawings, which are as sharp at every size. */
  width: number | undefined;
  height: number | undefined;
}

/** Paths are decoded paths of URIs. */
export interface ReportedDocument {
  path: string;
  /** Where it stands, by every way that leads to it; its addresses count from each. */
  places: readonly DocumentPlace[];
}

export interface ReportedImage extends Measured {
  path: string;
  realPath: string;
}

export interface ReportDeps {
  resolver: Pick<ImageResolver, 'resolve'>;
  /** The path with all symbolic links followed; undefined where they lead nowhere. */
  realPath(path: string): Promise<string | undefined>;
  uriOf(path: string): string;
  /** As people call a file. */
  nameOf(path: string): string;
  turns: Pick<Turns, 'rest'>;
}

interface Mention extends FoundLink {
  shownWidth: number | undefined;
}

/** More bytes than a page should have to load for one picture. */
const heavy = 1_000_000;
/** A screen of twice the pixels is served, and a little more. */
const fairScale = 2.5;
/** Wider than any column of text, on any screen. */
const widest = 3000;

/** Finds what is wrong with the images of a folder of docs; documents come one by one and are not held. */
export class DocsReport {
  readonly #deps: ReportDeps;
  /** By the real path of the image. */
  readonly #mentions = new Map<string, Mention[]>();
  readonly #linked = new Set<string>();
  readonly #findings: Finding[] = [];
  #documents = 0;

  constructor(deps: ReportDeps) {
    this.#deps = deps;
  }

  get documents(): number {
    return this.#documents;
  }

  /** Images that are used though no document shows them. */
  async addUsed(paths: Iterable<string>): Promise<void> {
    for (const path of paths) this.#linked.add(await this.#settled(path));
  }

  /** Whether a document links an image so far, by its real path. */
  isLinked(realPath: string): boolean {
    return this.#linked.has(realPath) || this.#mentions.has(realPath);
  }

  /** A document that is not reported on; what it shows is linked all the same. */
  async addLinks({ places }: ReportedDocument, { links, images }: DocumentParts): Promise<void> {
    const addresses = [
      ...links.filter(isImageAddress).map((url) => ({ url, form: 'markdown' as const })),
      ...images.map((image) => ({ url: image.url, form: formOf(image) })),
    ];
    for (const address of addresses) {
      await this.#deps.turns.rest();
      const found = await this.#resolve(places, address);
      if (isThere(found)) this.#linked.add(await this.#settled(found.path));
    }
  }

  async addDocument(document: ReportedDocument, parts: DocumentParts): Promise<void> {
    this.#documents++;
    await this.addLinks(document, { ...parts, images: [] });
    const uri = this.#deps.uriOf(document.path);
    const name = this.#deps.nameOf(document.path);
    const lineAt = linesFrom(parts.text);
    for (const image of parts.images) {
      await this.#deps.turns.rest();
      const { url, shownWidth, span } = image;
      const link = { uri, name, line: lineAt(span.start), offset: span.start, url };
      const found = await this.#resolve(document.places, { url, form: formOf(image) });
      const file = isThere(found) ? this.#imageAt(found.path) : undefined;
      if (lacksAlt(image)) this.#add('noAlt', link, file, url || t('no address'), ['suggestAlt', 'openLink']);
      if (found.state === 'missing') {
        // Where it is not known where the site looks for it, nothing can be made.
        const canBeMade = found.path !== undefined;
        this.#add('missing', link, undefined, url, canBeMade ? ['generate', 'openLink'] : ['openLink']);
      }
      if (!isThere(found)) continue;
      if (found.state === 'caseDiffers') {
        const spelled = found.path.slice(found.path.lastIndexOf('/') + 1);
        this.#add('caseOnly', link, file, t('{url} is {spelled}', { url, spelled }), ['openLink']);
      }
      const key = await this.#settled(found.path);
      this.#mentions.set(key, [...(this.#mentions.get(key) ?? []), { ...link, shownWidth }]);
    }
  }

  /** @returns all that was found, in the order of kinds, documents and lines */
  finish(images: readonly ReportedImage[]): Finding[] {
    for (const image of images) {
      const mentions = this.#mentions.get(image.realPath);
      if (mentions) this.#judge(image, mentions);
      else if (!this.#linked.has(image.realPath))
        this.#add('unlinked', undefined, this.#imageAt(image.path, image), factsOf(image), ['reveal']);
    }
    return [...this.#findings].sort(inOrder);
  }

  #judge(image: ReportedImage, mentions: readonly Mention[]): void {
    const { width, bytes } = image;
    const first = [...mentions].sort(byPlace)[0];
    if (first === undefined) return;
    const shown = Math.max(...mentions.map(({ shownWidth }) => shownWidth ?? 0));
    const everyKnown = mentions.every(({ shownWidth }) => shownWidth !== undefined);
    const why: string[] = [];
    if (bytes > heavy) why.push(t('larger than {size}', { size: formatBytes(heavy) }));
    if (width !== undefined && everyKnown && width > shown * fairScale)
      why.push(t('shown {shown} pixels wide', { shown }));
    else if (width !== undefined && width > widest) why.push(t('wider than any screen can show'));
    if (why.length === 0) return;
    const { shownWidth: _, ...link } = first;
    const words = `${factsOf(image)}: ${inCommas(why)}`;
    this.#add('oversized', link, this.#imageAt(image.path, image), words, ['openLink']);
  }

  /** The first place from which there is something wins; a file that differs in case alone is the second best. */
  async #resolve(places: readonly DocumentPlace[], address: Address): Promise<Resolution> {
    let best: Resolution = { state: 'unknown' };
    for (const [index, place] of places.entries()) {
      const found = await this.#deps.resolver.resolve(place, address);
      if (index === 0 || (isThere(found) && !isThere(best))) best = found;
      if (found.state === 'found') return found;
    }
    return best;
  }

  async #settled(path: string): Promise<string> {
    return (await this.#deps.realPath(path)) ?? path;
  }

  #imageAt(path: string, measured?: Measured): FoundImage {
    const { bytes, width, height } = measured ?? {};
    const { uriOf, nameOf } = this.#deps;
    return { uri: uriOf(path), name: nameOf(path), ...(bytes !== undefined && { bytes, width, height }) };
  }

  #add(
    kind: FindingKind,
    link: FoundLink | undefined,
    image: FoundImage | undefined,
    words: string,
    fixes: readonly Fix[],
  ): void {
    this.#findings.push({ kind, link, image, words, fixes });
  }
}

const { compare } = new Intl.Collator(undefined, { numeric: true });
const byName = (a: string, b: string): number => (a === b ? 0 : compare(a, b));
const byPlace = (a: FoundLink, b: FoundLink): number => byName(a.name, b.name) || a.offset - b.offset;

function inOrder(a: Finding, b: Finding): number {
  const kinds = findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  return a.link && b.link ? byPlace(a.link, b.link) : byName(a.image?.name ?? '', b.image?.name ?? '');
}

/** Whether an image tells nothing to those who don't see it. An empty `alt` in HTML says that it only decorates. */
export const lacksAlt = ({ kind, alt, altPlace }: ImageLink): boolean =>
  alt.trim() === '' &&
  altPlace !== undefined &&
  ((kind !== 'html' && kind !== 'jsx') || altPlace.start === altPlace.end);

const isThere = (found: Resolution): found is Extract<Resolution, { base: unknown }> => 'base' in found;

const factsOf = ({ width, height, bytes }: Measured): string =>
  inCommas([
    ...(width !== undefined && height !== undefined ? [formatPixels(width, height)] : []),
    formatBytes(bytes),
  ]);

/** Tells the line of an offset, from 1; asked in the order of the text it reads that once. */
function linesFrom(text: string): (offset: number) => number {
  let [line, at] = [1, 0];
  return (offset) => {
    if (offset < at) [line, at] = [1, 0];
    for (let end = text.indexOf('\n', at); end >= 0 && end < offset; end = text.indexOf('\n', at)) {
      line++;
      at = end + 1;
    }
    return line;
  };
}
