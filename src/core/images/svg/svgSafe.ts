import sanitize from 'sanitize-html';
import { formatList, t } from '../../shared/l10n.ts';
import { svgRoot } from './svg.ts';
import { allowedAttributes, allowedElements, attributeProblem } from './svgAllowed.ts';
import { safeSheet } from './svgSafeStyles.ts';
import { svgPieces, svgText } from './svgText.ts';

/** An SVG that shows nothing but itself. */
export interface SafeSvg {
  /** The bytes that were given where nothing had to be changed. */
  bytes: Uint8Array;
  /** What was taken out, in words for a list: `scripts`, `event handlers`. */
  removed: readonly string[];
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const linkNamespace = 'http://www.w3.org/1999/xlink';
/** XML 1.0, 2.2: what no document may hold, however it is spelled. */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Takes out of an SVG from elsewhere what could run, load or lead anywhere: scripts, event handlers, foreign objects,
 * links and references to other files, such rules in style sheets, animations of links, entities. What is left is
 * written anew from what is known to be harmless. An SVG without any of that stays as it is, byte for byte.
 *
 * @throws where no SVG is left
 */
export function safeSvg(bytes: Uint8Array): SafeSvg {
  const text = svgText(bytes);
  const refused = new Error('nothing of this SVG is safe to keep');
  if (!(svgRoot(bytes) instanceof Map)) throw refused;
  const removed = new Set<string>();
  const { sheets, isPlain } = lookThrough(text, removed);
  const styles = sheets.map((sheet) => safeSheet(sheet));
  if (styles.some((style) => style.cut)) removed.add(otherRules());
  const css = styles.map(({ css }) => css.trim()).filter((sheet) => sheet !== '');
  const body = settled(written(text, removed), removed);
  if (body === undefined) throw refused;
  if (removed.size === 0 && isPlain && isUtf8(bytes)) return { bytes, removed: [] };
  const whole = css.length === 0 ? body : body.replace('>', () => `>${styleElement(css.join('\n'))}`);
  const safe = new TextEncoder().encode(`${whole.replace(notXml, '')}\n`);
  if (!(svgRoot(safe) instanceof Map)) throw refused;
  return { bytes: safe, removed: [...removed] };
}

/** What was taken out, as a sentence; undefined where nothing was. */
export function removedFromSvg(removed: readonly string[]): string | undefined {
  if (removed.length === 0) return undefined;
  return t('The SVG contained {list}; removed before saving.', { list: formatList(removed) });
}

const styleElement = (css: string): string =>
  `<style>${css.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</style>`;

/**
 * Reads it as strict XML: the style sheets, and whether it is written so plainly that no reader takes it otherwise.
 */
function lookThrough(text: string, removed: Set<string>): { sheets: string[]; isPlain: boolean } {
  const sheets: string[] = [];
  let sheet: { text: string; media: string } | undefined;
  const open: string[] = [];
  let isPlain = true;
  for (const piece of svgPieces(text)) {
    if (piece === undefined) {
      isPlain = false;
      if (/<!ENTITY/i.test(text)) removed.add('entities');
    } else if (piece.kind === 'doctype') {
      isPlain = false;
      if (piece.text.includes('[')) removed.add('entities');
    } else if (piece.kind === 'instruction') {
      const isHead = /^xml\s/.test(piece.text);
      const encoding = /encoding\s*=\s*["']([^"']*)/i.exec(piece.text)?.[1] ?? 'utf-8';
      if (!isHead || !/^(?:utf-?8|us-ascii)$/i.test(encoding)) isPlain = false;
      if (!isHead) removed.add(referring());
    } else if (piece.kind === 'open') {
      if (!piece.isEmpty) open.push(piece.name);
      // Where ends don't match, it may go with another one, and without a word.
      const name = withoutPrefix(piece.name);
      const problem = name === 'style' ? undefined : elementProblem(name);
      if (problem !== undefined) removed.add(problem);
      if (sheet !== undefined) isPlain = false;
      else if (name === 'style' && !piece.isEmpty) {
        if (/^(?:text\/css)?$/.test(piece.attributes.get('type') ?? '')) {
          sheet = { text: '', media: piece.attributes.get('media') ?? '' };
        } else removed.add(otherRules());
      }
    } else if (piece.kind === 'text') {
      if (sheet !== undefined) sheet.text += piece.text;
    } else {
      if (open.pop() !== piece.name) isPlain = false;
      if (sheet !== undefined) {
        const { text: rules, media } = sheet;
        // In braces of its own, so that what it leaves open ends with it.
        sheets.push(media === '' ? rules : `@media ${media} {${rules}}`);
        sheet = undefined;
      }
    }
  }
  return { sheets, isPlain: isPlain && open.length === 0 };
}

const referring = (): string => t('references to other files or addresses');
const otherRules = (): string => t('style rules that refer to something else');
const withoutPrefix = (name: string): string => (name.startsWith('svg:') ? name.slice(4) : name);

/**
 * Written anew until nothing changes any more: of what is open where another element ends, the first time may leave
 * a shell. Undefined where it never settles.
 */
function settled(text: string, removed: Set<string>): string | undefined {
  let body = text;
  for (let round = 0; round < 4; round += 1) {
    const again = written(body, removed);
    if (again === body) return body;
    body = again;
  }
  return undefined;
}

/** Written anew, without its style sheets. */
function written(text: string, removed: Set<string>): string {
  let isRoot = true;
  const take = (tag: string, given: Record<string, string>) => {
    const attribs: Record<string, string> = {};
    const name = withoutPrefix(tag);
    if (isRoot) {
      Object.assign(attribs, { xmlns: svgNamespace, 'xmlns:xlink': linkNamespace });
      if (name !== 'svg') throw new Error('its root is no SVG');
      isRoot = false;
    }
    // What is left out keeps its name: a new one would be given to the end of its next sibling.
    if (name === 'style') return { tagName: tag, attribs };
    const problem = elementProblem(name);
    if (problem !== undefined) {
      removed.add(problem);
      return { tagName: tag, attribs };
    }
    for (const [key, value] of Object.entries(given)) {
      if (isNamespace(key, value)) continue;
      const found = attributeProblem(name, key, value);
      if (found === undefined) attribs[key] = value;
      else removed.add(found);
    }
    return { tagName: name === 'a' ? 'g' : name, attribs };
  };
  // Its types don't know of `allowedEmptyAttributes`.
  const options: sanitize.IOptions & { allowedEmptyAttributes: string[] } = {
    allowedTags: [...allowedElements],
    allowedAttributes: { '*': [...allowedAttributes, 'xmlns', 'xmlns:xlink', 'data-*', 'aria-*'] },
    allowedEmptyAttributes: [...allowedAttributes],
    nonBooleanAttributes: [],
    disallowedTagsMode: 'completelyDiscard',
    // Everything within goes too.
    nonTextTags: namesIn(text).filter((name) => !allowedElements.has(withoutPrefix(name))),
    allowedSchemes: ['data'],
    allowedSchemesAppliedToAttributes: ['href', 'xlink:href'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    selfClosing: [],
    transformTags: { '*': take },
    parser: { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
  };
  return sanitize(text, options);
}

/** The root says them for all; others are unknown below and taken out without a word where nothing uses them. */
const isNamespace = (key: string, value: string): boolean =>
  key === 'xmlns' ? value === svgNamespace : key.startsWith('xmlns:');

/** The names of all elements, and more: whatever follows a bracket. */
const namesIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/<([^\s/>!?][^\s/>]*)/g), ([, name = '']) => name)),
];

/** Why an element goes, in words. */
function elementProblem(name: string): string | undefined {
  if (/(?:^|:)(?:script|handler|listener)$/i.test(name)) return t('scripts');
  if (/(?:^|:)(?:foreignObject|html|body|iframe|object|embed|audio|video|canvas)$/i.test(name)) {
    return t('foreign objects');
  }
  if (name === 'metadata' || name.includes(':')) return t('metadata');
  return allowedElements.has(name) ? undefined : t('unknown elements');
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return bytes[0] !== 0xff && bytes[0] !== 0xfe;
  } catch {
    return false;
  }
}
