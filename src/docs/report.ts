import { formatBytes, formatPixels } from '../shared/format.ts';
import { type Home, resolveAddress } from './addresses.ts';
import type { ImageLink } from './imageLinks.ts';
import type { DocumentParts } from './readDocument.ts';

/** What can be done about a finding. */
export type Fix = 'generate' | 'suggestAlt' | 'reveal' | 'openLink';

export interface Finding {
  kind: 'missing' | 'noAlt' | 'tooLarge' | 'unlinked';
  /** What it is about, as a line of the report. */
  words: string;
  /** URI string of the document with the link, or of the image that nobody links. */
  uri: string;
  /** The link in its document; undefined for an image without one. */
  link: { offset: number; line: number; url: string } | undefined;
  fixes: readonly Fix[];
}

export interface ReportedDocument {
  uri: string;
  /** As people call it: the path in the workspace. */
  name: string;
  home: Home;
}

export interface ReportedImage {
  uri: string;
  name: string;
  /** The decoded path of its URI. */
  path: string;
  bytes: number;
  /** Undefined where the bytes don't tell. */
  width: number | undefined;
  height: number | undefined;
}

interface Mention {
  document: ReportedDocument;
  url: string;
  line: number;
  offset: number;
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
  readonly #mentions = new Map<string, Mention[]>();
  readonly #linked = new Set<string>();
  readonly #findings: Finding[] = [];
  #documents = 0;

  get documents(): number {
    return this.#documents;
  }

  /** A document that is not reported on; what it shows is linked all the same. */
  addLinks(home: Home, { links, images }: DocumentParts): void {
    for (const url of [...links, ...images.map((image) => image.url)]) {
      const target = resolveAddress(home, url);
      if (target) this.#linked.add(target.path);
    }
  }

  addDocument(document: ReportedDocument, parts: DocumentParts): void {
    this.#documents++;
    this.addLinks(document.home, { ...parts, images: [] });
    for (const image of parts.images) {
      const line = lineOf(parts.text, image.span.start);
      if (lacksAlt(image)) this.#addSilent(document, image, line);
      const target = resolveAddress(document.home, image.url);
      if (target === undefined) continue;
      const { url, shownWidth } = image;
      const mention = { document, url, line, offset: image.span.start, shownWidth };
      const others = this.#mentions.get(target.path);
      if (others) others.push(mention);
      else this.#mentions.set(target.path, [mention]);
    }
  }

  /** @param exists asked for each linked file that is not among the images, like one of another folder */
  async finish(
    images: readonly ReportedImage[],
    exists: (path: string, document: ReportedDocument) => Promise<boolean>,
  ): Promise<Finding[]> {
    const known = new Map(images.map((image) => [image.path, image]));
    for (const [path, mentions] of this.#mentions) {
      const image = known.get(path);
      const [first] = mentions;
      if (first === undefined) continue;
      if (image) this.#judge(image, mentions);
      else if (!(await exists(path, first.document))) {
        for (const mention of mentions) this.#addMissing(mention);
      }
    }
    for (const image of images) {
      if (this.#mentions.has(image.path) || this.#linked.has(image.path)) continue;
      const words = `${image.name} (${factsOf(image)})`;
      this.#findings.push({ kind: 'unlinked', words, uri: image.uri, link: undefined, fixes: ['reveal'] });
    }
    return this.#findings;
  }

  #judge(image: ReportedImage, mentions: readonly Mention[]): void {
    const { width, bytes, name } = image;
    const [first] = mentions;
    if (first === undefined) return;
    const shown = Math.max(...mentions.map(({ shownWidth }) => shownWidth ?? 0));
    const everyKnown = mentions.every(({ shownWidth }) => shownWidth !== undefined);
    const why: string[] = [];
    if (bytes > heavy) why.push(`heavier than ${formatBytes(heavy)}`);
    if (width !== undefined && everyKnown && width > shown * fairScale)
      why.push(`shown ${shown} pixels wide`);
    else if (width !== undefined && width > widest) why.push(`wider than any screen shows it`);
    if (why.length === 0) return;
    const at = `${first.document.name}:${first.line}`;
    this.#findings.push({
      kind: 'tooLarge',
      words: `${name} (${factsOf(image)}): ${why.join(', ')}, in ${at}`,
      uri: first.document.uri,
      link: first,
      fixes: ['openLink'],
    });
  }

  #addMissing(mention: Mention): void {
    const { document, line, url } = mention;
    const words = `${document.name}:${line}: ${url}`;
    this.#findings.push({
      kind: 'missing',
      words,
      uri: document.uri,
      link: mention,
      fixes: ['generate', 'openLink'],
    });
  }

  #addSilent({ uri, name }: ReportedDocument, { url, span }: ImageLink, line: number): void {
    const words = `${name}:${line}: ${url || 'no address'}`;
    const link = { offset: span.start, line, url };
    this.#findings.push({ kind: 'noAlt', words, uri, link, fixes: ['suggestAlt', 'openLink'] });
  }
}

/** Whether an image tells nothing to those who don't see it. An empty `alt` in HTML says that it only decorates. */
export const lacksAlt = ({ kind, alt, altPlace }: ImageLink): boolean =>
  alt.trim() === '' && altPlace !== undefined && (kind !== 'html' || altPlace.start === altPlace.end);

const factsOf = ({ width, height, bytes }: ReportedImage): string =>
  [
    ...(width !== undefined && height !== undefined ? [formatPixels(width, height)] : []),
    formatBytes(bytes),
  ].join(', ');

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const chapters: [kind: Finding['kind'], title: string, hint: string][] = [
  ['missing', 'Links without an image', 'The file that the document names is not there.'],
  ['noAlt', 'Images without alternative text', 'Who does not see them is told nothing.'],
  ['tooLarge', 'Images larger than they need be', 'Readers load more than they are shown.'],
  ['unlinked', 'Images that no document links', 'They may be used elsewhere: look before you delete one.'],
];

/** A line of the report, with the finding that it tells. */
export interface ReportLine {
  text: string;
  finding: Finding | undefined;
}

export interface ReportHead {
  /** What was looked at. */
  folder: string;
  documents: number;
  images: number;
  /** Something was left out, as a sentence. */
  limits: string | undefined;
}

/** The report as a document in Markdown, line by line. */
export function writeReport(findings: readonly Finding[], head: ReportHead): ReportLine[] {
  const plain = (...texts: string[]): ReportLine[] => texts.map((text) => ({ text, finding: undefined }));
  const { folder, documents, images, limits } = head;
  const lines = plain(
    `# Docs images in ${folder}`,
    '',
    `${count(documents, 'document')} and ${count(images, 'image')} were looked at; ${findings.length === 0 ? 'nothing was found' : `${count(findings.length, 'thing')} found`}.`,
  );
  if (limits !== undefined) lines.push(...plain('', limits));
  for (const [kind, title, hint] of chapters) {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) continue;
    lines.push(...plain('', `## ${title} (${own.length})`, '', hint, ''));
    for (const finding of own) lines.push({ text: `- ${finding.words.replace(/\s+/g, ' ')}`, finding });
  }
  return lines;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
