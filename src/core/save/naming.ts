import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { withoutEnd } from '../shared/text.ts';

export interface NameValues {
  /** The edited image's name without its ending; undefined for a new image. */
  sourceName: string | undefined;
  prompt: string;
  model: string;
  /** Local date of the run. */
  date: Date;
}

/** Longest file name that all common file systems take is 255 bytes; the rest is for `-123` and the ending. */
const maxNameBytes = 200;
const maxSlugLength = 48;
/** A variable as templates write it. */
export const placeholder = (name: string): string => `\${${name}}`;

const windowsReserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// Control characters, what Windows forbids in names, and marks that turn the reading direction around.
const forbidden = /[\p{Cc}\p{Cs}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;

/** Cuts at whole characters as people see them, so that no half of a letter or emoji stays. */
function shorten(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let kept = '';
  // Made here and not at load, where its 8 ms would be paid by everybody.
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) {
    if (!fits(kept + segment)) break;
    kept += segment;
  }
  return kept;
}

/** A name that every common file system takes, as near to what was wished as can be. */
export function safeName(wished: string): string {
  let name = wished.normalize('NFC').replace(forbidden, '').replace(/\s+/gu, ' ').trim();
  name = withoutEnd(
    shorten(name, (text) => byteLength(text) <= maxNameBytes),
    '. ',
  );
  if (windowsReserved.test(name)) name = `${name.replace(/\..*/s, '')}_`;
  return name === '' || /^\.+$/.test(name) ? 'image' : name;
}

/** The prompt's first words, in any script: `blur-the-name`. Empty prompts give `image`. */
export function promptSlug(prompt: string): string {
  const words =
    prompt
      .normalize('NFC')
      .toLocaleLowerCase('en')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const slug = withoutEnd(
    shorten(words.join('-'), (text) => [...text].length <= maxSlugLength),
    '-',
  );
  return slug === '' ? 'image' : slug;
}

const localDate = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

const invalidTemplate = (template: string, why: string) =>
  fail({
    code: 'settings.fileName',
    sentence: `The setting "nanoBanana.output.fileName" (${template}) ${why}. Change it to a name such as \${sourceName}-edited.`,
    nextSteps: ['openSettings'],
    billed: 'no',
  });

/**
 * Turns the template of `nanoBanana.output.fileName` into steps below the image's folder, the last one
 * being the file name without its ending. Refuses what would leave the folder: absolute paths and `..`.
 * A template that speaks of a source is replaced by `${promptSlug}` for new images.
 */
export function nameFromTemplate(template: string, values: NameValues): Outcome<string[]> {
  const inForce =
    values.sourceName === undefined && template.includes(placeholder('sourceName'))
      ? placeholder('promptSlug')
      : template;
  const known: Record<string, () => string> = {
    sourceName: () => values.sourceName ?? '',
    promptSlug: () => promptSlug(values.prompt),
    model: () => values.model.replace(/^models\//, ''),
    date: () => localDate(values.date),
  };
  const steps = inForce.trim().split(/[/\\]/);
  if (steps[0] === '' || /^[a-z]:$/i.test(steps[0] ?? ''))
    return invalidTemplate(template, 'is not relative');
  if (steps.some((step) => step.trim() === '..'))
    return invalidTemplate(template, 'leaves the folder of the image');
  if (['', '.'].includes(steps.at(-1)?.trim() ?? '')) return invalidTemplate(template, 'names no file');

  const filled: string[] = [];
  for (const step of steps) {
    if (step.trim() === '.' || step.trim() === '') continue;
    const unknown = [...step.matchAll(/\$\{([^}]{0,200})\}/g)].find(
      (match) => known[match[1] ?? ''] === undefined,
    );
    if (unknown) return invalidTemplate(template, `has the unknown variable ${unknown[0]}`);
    filled.push(safeName(step.replace(/\$\{([^}]{0,200})\}/g, (_, name: string) => known[name]?.() ?? '')));
  }
  return succeed(filled);
}

/** `name.png`, `name-2.png`, `name-3.png`, … up to a bound. */
export function* freeNames(base: string, extension: string): Generator<string> {
  for (let number = 1; number <= 10_000; number++) {
    yield `${number === 1 ? base : `${base}-${number}`}.${extension}`;
  }
}
