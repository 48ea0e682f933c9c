import { posix } from 'node:path';
import { delimited } from '../document/delimited.ts';
import { imageEnding } from '../document/imageLinks.ts';
import { isBelow } from '../sites/folderTree.ts';
import {
  anyEnding,
  anyName,
  anyPath,
  mayMention,
  openPaths,
  type PathMention,
  wholePaths,
} from './pathMentions.ts';
import { Turns } from './turns.ts';

/** Scripts and templates, in which stars stand for images that are loaded. */
const loadsByGlob = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?|njk|liquid)$/i;
/** Here they stand for files that a tool takes or passes over. */
const configuresTool = /(?:\.config|rc)\.[cm]?[jt]s$/i;
/** Folders that sites serve from their root. */
const served = /(?:^|\/)(?:public|static|assets|www|docs|site|src|source|content)\/$/i;
/** Browsers, phones and frameworks ask for these by their names. */
const askedForByName = /^(?:favicon|apple-touch-icon|opengraph-image|twitter-image)[\w.-]*$/i;
/** Next takes these from the folders of its pages, Docsy its logo from there, and a list of themes what shows one. */
const askedForByPath =
  /\/app\/(?:.{0,400}\/)?(?:apple-)?icon\d{0,9}\.\w+$|\/assets\/icons\/logo\.svg$|\/images\/(?:screenshot|tn)\.(?:png|jpg)$/i;
/** What tests compare with or read is no part of any document. */
const keptForTests =
  /\/(?:__(?:fixtures|snapshots|image_snapshots|screenshots)__|[\w.-]+-snapshots|fixtures|goldens?|test[-_]?data)\//i;
/** Themes of Hugo look for these beside a page, by a part of their names. */
const shownByTheme = /^(?:feature|cover|thumb(?:nail)?|background)\b|featured/i;
/** `{{< imgproc name Resize "500x" >}}` takes the image beside the page that has the word in its name. */
const shortcodeWords = /(?<![\w=-])"?([\w-]{3,100})"?(?![\w=-])/g;
/** `['openai', 'stripe', 'linear']`: the words of a list, where it has nothing else. */
const lists = /\[([^[\]]{10,4000})\]/g;
const quotedWord = /^(["'`])([\w.-]{1,80})\1$/;
/** A shorter list fits by chance. */
const fewestOfList = 3;
const endsAsImage = new RegExp(`${imageEnding}$`, 'i');
const openSigns = new RegExp(`[${anyName}${anyPath}${anyEnding}]`, 'g');

/**
 * Which images are named by files that are no documents: styles, scripts, templates, data and configurations. All
 * are read alike, as texts with paths in them. In doubt an image counts as named: what is called unlinked may be
 * deleted. Paths are real and decoded.
 */
export class Mentions {
  readonly #images: readonly string[];
  readonly #byName = new Map<string, string[]>();
  /** By the name without its ending, in small letters. */
  readonly #byStem = new Map<string, string[]>();
  /** Names of folders that hold images, in small letters. */
  readonly #folders = new Set<string>();
  readonly #unnamed: Set<string>;
  readonly #seen = new Set<string>();

  readonly #turns: Pick<Turns, 'rest'>;

  /** @param images the real paths of all that are looked for */
  constructor(images: readonly string[], turns: Pick<Turns, 'rest'> = new Turns()) {
    this.#images = images;
    this.#turns = turns;
    this.#unnamed = new Set(images);
    for (const image of images) {
      const name = posix.basename(image).toLowerCase();
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), image]);
      const stem = name.replace(endsAsImage, '');
      this.#byStem.set(stem, [...(this.#byStem.get(stem) ?? []), image]);
      for (const step of posix.dirname(image).toLowerCase().split('/')) this.#folders.add(step);
      if (askedForByName.test(name) || askedForByPath.test(image) || keptForTests.test(image))
        this.#unnamed.delete(image);
    }
  }

  isNamed(image: string): boolean {
    return !this.#unnamed.has(image);
  }

  /**
   * What stands in the code of a document counts too: a reader may run it, and it may name what the site serves. Only
   * in shortcodes a path may have open parts: elsewhere stars and braces are words.
   */
  async addDocument(path: string, text: string): Promise<void> {
    for (const piece of piecesOf(text)) {
      this.#addOfDocument(path, piece);
      await this.#turns.rest();
    }
  }

  #addOfDocument(path: string, text: string): void {
    const shortcodes = [...delimited(text, '{{<', '>}}'), ...delimited(text, '{{%', '%}}')];
    const words = shortcodes.map(({ inside }) => inside);
    if (/^_?index\./i.test(posix.basename(path))) this.#addBundle(posix.dirname(path), words);
    if (!mayMention(text)) return;
    this.#addWhole(path, text);
    this.#addOpen(path, [...words, ...ofAnyType(text)].join('\n'), true);
  }

  /** @param file its real path */
  async add(file: string, text: string): Promise<void> {
    for (const piece of piecesOf(text)) {
      this.#addLists(file, piece);
      if (mayMention(piece)) {
        this.#addWhole(file, piece);
        this.#addOpen(file, piece, loadsByGlob.test(file) && !configuresTool.test(file));
      }
      await this.#turns.rest();
    }
  }

  #addWhole(file: string, text: string): void {
    for (const mention of wholePaths(text)) this.#name(file, this.#whole(file, mention));
  }

  #addOpen(file: string, text: string, withGlobs: boolean): void {
    for (const mention of openPaths(text, withGlobs)) this.#open(file, mention);
  }

  /** The images in the folder of a page that is a bundle, by what its theme and its shortcodes take of them. */
  #addBundle(folder: string, shortcodes: readonly string[]): void {
    const own = [...this.#unnamed].filter((image) => isBelow(folder, image));
    if (own.length === 0) return;
    const words = shortcodes.flatMap((inside) =>
      [...inside.matchAll(shortcodeWords)].slice(1).map(([, word = '']) => word.toLowerCase()),
    );
    for (const image of own) {
      const name = posix.basename(image).toLowerCase();
      if (shownByTheme.test(name) || words.some((word) => name.includes(word))) this.#unnamed.delete(image);
    }
  }

  /**
   * A component that is given a list of words builds the paths itself, often in a package: a list of which each word
   * is the name of an image in the same folder means these.
   */
  #addLists(file: string, text: string): void {
    for (const [, inside = ''] of text.matchAll(lists)) {
      const words = wordsOfList(inside);
      if (words.length < fewestOfList) continue;
      const all = words.map((word) => this.#byStem.get(word) ?? []);
      const [first = []] = all;
      for (const folder of new Set(nearest(file, first).map((image) => posix.dirname(image)))) {
        const own = all.map((images) => images.filter((image) => posix.dirname(image) === folder));
        if (own.every((images) => images.length > 0))
          for (const image of own.flat()) this.#unnamed.delete(image);
      }
    }
  }

  #name(file: string, images: readonly string[]): void {
    for (const image of nearest(file, images)) this.#unnamed.delete(image);
  }

  /** A path counts from the file's folder, else from any folder, also without its first steps. */
  #whole(file: string, { path }: PathMention): readonly string[] {
    const sameName = this.#byName.get(posix.basename(path).toLowerCase());
    if (sameName === undefined) return [];
    const beside = posix.join(posix.dirname(file), path);
    if (sameName.includes(beside)) return [beside];
    const steps = path
      .replace(/^(?:\.{1,2}\/)+/, '')
      .toLowerCase()
      .split('/');
    // Of a path with folders at least one of them has to fit.
    const fewest = Math.min(2, steps.length);
    for (let from = 0; steps.length - from >= fewest; from++) {
      const end = `/${steps.slice(from).join('/')}`;
      const found = sameName.filter((image) => image.toLowerCase().endsWith(end));
      if (found.length > 0) return found;
    }
    return [];
  }

  #open(file: string, { path, isRelative, isRooted }: PathMention): void {
    const key = `${posix.dirname(file)} ${path}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const plain = path.replace(/^(?:\.{1,2}\/)+/, '');
    const steps = plain.split('/');
    while (steps.length > 1 && steps[0]?.replace(openSigns, '') === '') steps.shift();
    const name = steps.at(-1) ?? '';
    const folders = steps.slice(0, -1).filter((step) => step.replace(openSigns, '') === step);
    if (!folders.every((step) => this.#folders.has(step.toLowerCase()))) return;
    const endsOpen = name.endsWith(anyName) && !steps.includes(anyPath);
    if (!endsOpen && !name.endsWith(anyEnding) && !endsAsImage.test(name)) return;
    if (isRelative) {
      const beside = posix.join(posix.dirname(file), path);
      const own = pathPattern(beside, true);
      const found = this.#images.filter((image) => own.test(image));
      this.#name(file, found);
      if (found.length > 0) return;
    }
    if (folders.length === 0) return;
    const pattern = pathPattern(steps.join('/'), false);
    const found = this.#images.filter((image) => pattern.test(image));
    // What begins with a slash lies in a folder that is served, if there is such a one.
    const isServed = (image: string): boolean => served.test(image.slice(0, image.search(pattern) + 1));
    const rooted = isRooted ? found.filter(isServed) : [];
    this.#name(file, rooted.length > 0 ? rooted : found);
  }
}

/** `{figure} ../img/a.*` of Sphinx and MyST, which choose the type. */
function ofAnyType(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('.*'); at >= 0; at = text.indexOf('.*', at + 2)) {
    const path = /[\w./-]{0,300}$/.exec(text.slice(Math.max(0, at - longestOpen), at))?.[0] ?? '';
    if (/\w$/.test(path) && !/[\w*]/.test(text.charAt(at + 2))) found.push(`${path}.*`);
  }
  return found;
}
const longestOpen = 300;

/** More is not looked through at once. Each piece has the end of the one before it, so that nothing is cut in two. */
const longestPiece = 24_000;
const overlap = 4200;

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start === 0 || start + overlap < text.length; start += longestPiece)
    yield text.slice(start, start + longestPiece + overlap);
}

/** In small letters; empty where something else stands between them. */
function wordsOfList(inside: string): string[] {
  const items = inside.trim().replace(/,$/, '').split(',');
  const words = items.flatMap((item) => quotedWord.exec(item.trim())?.[2]?.toLowerCase() ?? []);
  return words.length === items.length ? words : [];
}

function pathPattern(path: string, isWhole: boolean): RegExp {
  const parts = path
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(`${anyPath}/`, '(?:.*/)?')
    .replaceAll(anyPath, '.*')
    .replaceAll(anyName, '[^/]*')
    .replaceAll(anyEnding, '\\w+');
  return new RegExp(`${isWhole ? '^' : '/'}${parts}$`, 'i');
}

/** Those in the deepest folder above the file that holds any of them: each part of a monorepo means its own. */
function nearest(file: string, images: readonly string[]): readonly string[] {
  if (images.length < 2) return images;
  for (let folder = posix.dirname(file); folder !== '/'; folder = posix.dirname(folder)) {
    const below = images.filter((image) => isBelow(folder, image));
    if (below.length > 0) return below;
    if (folder === posix.dirname(folder)) break;
  }
  return images;
}
