import { delimited, linesOf, replaced } from '../document/delimited.ts';
import type { Span } from '../document/spans.ts';

/** Stands for a sign of a template that would end an address early; nobody writes it. */
const filler = '\uE000';
const fillers = /\uE000/g;

/** A text in which nothing moved, without what is no Markdown. */
export interface MaskedText {
  text: string;
  /** The front matter, with its fences; empty without one. */
  front: Span;
  /** Imports and exports of MDX. */
  modules: Span[];
}

/**
 * Front matter, comments and the modules of MDX become blanks, and the templates of a site one word each: an address
 * like `{{ site.baseurl }}/a.png` is an address only for who fills it in first. All else keeps its place.
 */
export function maskedText(text: string, isMdx: boolean): MaskedText {
  const matter = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?=\r?\n|$)/.exec(text)?.[0] ?? '';
  const front = { start: 0, end: matter.length };
  const rest = text.slice(matter.length);
  if (!isMdx) return { text: blank(matter) + withoutTemplates(rest), front, modules: [] };
  const modules: Span[] = [];
  let body = '';
  for (const { part, isCode } of partsByFences(rest)) {
    const start = matter.length + body.length;
    body += isCode ? part : withoutModules(withoutComments(part), start, modules);
  }
  return { text: blank(matter) + body, front, modules };
}

const withoutTemplates = (text: string): string => {
  // Shortcodes of several lines are no words either.
  const templates = [
    ...delimited(text, '{{<', '>}}'),
    ...delimited(text, '{{', '}}', true),
    ...delimited(text, '{%', '%}', true),
  ];
  return replaced(text, templates, fill).replace(imageSize, sizeToBlanks);
};

/** `![a](a.png =300x200)`, as several Markdown dialects have it. */
const imageSize = /(\]\([^()\s]{1,500})([ \t]{1,9}=\d{0,5}%?(?:x\d{0,5}%?)?)(?=[ \t]{0,9}\))/g;
const sizeToBlanks = (_: string, link: string, size: string): string => link + blank(size);

const fill = (found: string): string => found.replace(/["'<>()[\]`*_]|[^\S\r\n]/g, filler);

/** Each comment as blanks; one without an end is none. */
const withoutComments = (text: string): string =>
  replaced(
    text,
    [
      ...delimited(text, '<!--', '-->'),
      ...delimited(text, '/*', '*/').flatMap(({ start, end, inside }) => {
        const open = /\{\s{0,9}$/.exec(text.slice(Math.max(0, start - 10), start))?.[0].length;
        const close = /^\s{0,9}\}/.exec(text.slice(end, end + 10))?.[0].length;
        return open === undefined || close === undefined
          ? []
          : [{ start: start - open, end: end + close, inside }];
      }),
    ],
    blank,
  );

/** Imports and exports as blanks, each to the next blank line. */
function withoutModules(text: string, offset: number, modules: Span[]): string {
  let result = '';
  let isModule = false;
  // Within a paragraph these are words.
  let canBegin = true;
  for (const { line, start } of linesOf(text)) {
    const begins: boolean = (canBegin || isModule) && /^(?:import|export)\b/.test(line);
    const goesOn: boolean = isModule && line.trim() !== '';
    isModule = begins || goesOn;
    canBegin = line.trim() === '';
    if (begins && !goesOn) modules.push({ start: offset + start, end: offset + start + line.length });
    const last = modules.at(-1);
    if (goesOn && last) last.end = offset + start + line.length;
    const whole = text.slice(start, start + line.length + 2);
    const ending = whole.slice(line.length).match(/^\r?\n|^\r/)?.[0] ?? '';
    result += (isModule ? blank(line) : line) + ending;
  }
  return result;
}

const fenceStart = /^[ \t]*(?:(?:[>*+-]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})/;

/** A text cut at its fenced code, which may show the same words as MDX has. */
function partsByFences(text: string): { part: string; isCode: boolean }[] {
  const parts: { part: string; isCode: boolean }[] = [];
  let at = 0;
  let fence: string | undefined;
  const cutAt = (offset: number, isCode: boolean): void => {
    parts.push({ part: text.slice(at, offset), isCode });
    at = offset;
  };
  for (const { line, start } of linesOf(text)) {
    if (fence === undefined) {
      fence = fenceStart.exec(line)?.[1];
      if (fence !== undefined) cutAt(start, false);
    } else if (closes(line, fence)) {
      fence = undefined;
      cutAt(Math.min(text.length, start + line.length), true);
    }
  }
  cutAt(text.length, fence !== undefined);
  return parts;
}

function closes(line: string, fence: string): boolean {
  const written = line.replaceAll('>', '').trim();
  return written.startsWith(fence) && [...written].every((sign) => sign === fence.charAt(0));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

export const isFilled = (text: string): boolean => text.includes(filler);

/** Words as they are read: without templates. */
export function withoutFillers(words: string): string {
  if (!isFilled(words)) return words;
  const templates = [...delimited(words, '{{', '}}'), ...delimited(words, '{%', '%}')];
  return replaced(words, templates, () => '').replace(fillers, ' ');
}

/** A text in which spans are blanks. */
export function blanked(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    result += text.slice(at, from) + blank(text.slice(from, end));
    at = end;
  }
  return result + text.slice(at);
}
