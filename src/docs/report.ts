import { formatBytes, formatPixels } from '../shared/format.ts';
import type { DocumentPlace } from './candidates.ts';
import type { DocumentParts } from './documentParts.ts';
import { formOf, type ImageLink, isImageAddress } from './imageLinks.ts';
import type { ImageResolver, Resolution } from './imageResolver.ts';

/** What can be done about a finding. */
export type Fix = 'generate' | 'suggestAlt' | 'reveal' | 'openLink';

export interface Finding {
  kind: 'missing' | 'caseOnly' | 'noAlt' | 'tooLarge' | 'unlinked';
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
  place: DocumentPlace;
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
  readonly #resolver: Pick<ImageResolver, 'resolve'>;
  readonly #mentions = new Map<string, Mention[]>();
  readonly #linked = new Set<string>();
  readonly #findings: Finding[] = [];
  #documents = 0;

  constructor(resolver: Pick<ImageResolver, 'resolve'>) {
    this.#resolver = resolver;
  }

  get documents(): number {
    return this.#documents;
  }

  /** A document that is not reported on; what it shows is linked all the same. */
  async addLinks(place: DocumentPlace, { links, images }: DocumentParts): Promise<void> {
    const addresses = [
      ...links.filter(isImageAddress).map((url) => ({ url, form: 'markdown' as const })),
      ...images.map((image) => ({ url: image.url, form: formOf(image) })),
    ];
    for (const address of addresses) {
      const found = await this.#resolver.resolve(place, address);
      if (isThere(found)) this.#linked.add(found.path);
    }
  }

  async addDocument(document: ReportedDocument, parts: DocumentParts): Promise<void> {
    this.#documents++;
    await this.addLinks(document.place, { ...parts, images: [] });
    for (const image of parts.images) {
      const line = lineOf(parts.text, image.span.start);
      if (lacksAlt(image)) this.#addSilent(document, image, line);
      const { url, shownWidth } = image;
      const mention = { document, url, line, offset: image.span.start, shownWidth };
      const found = await this.#resolver.resolve(document.place, { url, form: formOf(image) });
      if (found.state === 'missing') this.#addMissing(mention, found.path !== undefined);
      if (!isThere(found)) continue;
      if (found.state === 'caseDiffers') this.#addOtherCase(mention, found.path);
      const others = this.#mentions.get(found.path);
      if (others) others.push(mention);
      else this.#mentions.set(found.path, [mention]);
    }
  }

  finish(images: readonly ReportedImage[]): Finding[] {
    for (const image of images) {
      const mentions = this.#mentions.get(image.path);
      if (mentions) this.#judge(image, mentions);
      else if (!this.#linked.has(image.path)) {
        const words = `${image.name} (${factsOf(image)})`;
        this.#findings.push({ kind: 'unlinked', words, uri: image.uri, link: undefined, fixes: ['reveal'] });
      }
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

  /** @param canBeMade whether it is known where the site looks for it */
  #addMissing(mention: Mention, canBeMade: boolean): void {
    const { document, line, url } = mention;
    const words = `${document.name}:${line}: ${url}`;
    this.#findings.push({
      kind: 'missing',
      words,
      uri: document.uri,
      link: mention,
      fixes: canBeMade ? ['generate', 'openLink'] : ['openLink'],
    });
  }

  #addOtherCase(mention: Mention, path: string): void {
    const { document, line, url } = mention;
    const words = `${document.name}:${line}: ${url} is ${path.slice(path.lastIndexOf('/') + 1)}`;
    this.#findings.push({ kind: 'caseOnly', words, uri: document.uri, link: mention, fixes: ['openLink'] });
  }

  #addSilent({ uri, name }: ReportedDocument, { url, span }: ImageLink, line: number): void {
    const words = `${name}:${line}: ${url || 'no address'}`;
    const link = { offset: span.start, line, url };
    this.#findings.push({ kind: 'noAlt', words, uri, link, fixes: ['suggestAlt', 'openLink'] });
  }
}

/** Whether an image tells nothing to those who don't see it. An empty `alt` in HTML says that it only decorates. */
export const lacksAlt = ({ kind, alt, altPlace }: ImageLink): boolean =>
  alt.trim() === '' &&
  altPlace !== undefined &&
  (kind === 'inline' || kind === 'reference' || altPlace.start === altPlace.end);

const isThere = (found: Resolution): found is Extract<Resolution, { base: unknown }> => 'base' in found;

const factsOf = ({ width, height, bytes }: ReportedImage): string =>
  [
    ...(width !== undefined && height !== undefined ? [formatPixels(width, height)] : []),
    formatBytes(bytes),
  ].join(', ');

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const chapters: [kind: Finding['kind'], title: string, hint: string][] = [
  ['missing', 'Links without an image', 'The file that the document names is not there.'],
  [
    'caseOnly',
    'Links whose letters differ in case',
    'They work on this computer at most: most servers tell cases apart.',
  ],
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
