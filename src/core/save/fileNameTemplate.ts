import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { inARow, t } from '../shared/l10n.ts';
import { withoutEnd } from '../shared/text.ts';
import { safeName, shorten } from './fileNames.ts';

export interface NameValues {
  /** The edited image's name without its ending; undefined for a new image. */
  sourceName: string | undefined;
  prompt: string;
  model: string;
  /** Local date of the run. */
  date: Date;
}

const maxSlugLength = 48;

/** A variable as templates write it. */
export const placeholder = (name: string): string => `\${${name}}`;

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

const invalidTemplate = (fault: string) =>
  fail({
    code: 'settings.fileName',
    sentence: inARow(
      fault,
      t('Change it to a name such as {example}.', { example: `\${sourceName}-edited` }),
    ),
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
    return invalidTemplate(
      t('The setting "nanoBanana.output.fileName" ({template}) is not a relative path.', { template }),
    );
  if (steps.some((step) => step.trim() === '..'))
    return invalidTemplate(
      t('The setting "nanoBanana.output.fileName" ({template}) leaves the folder of the image.', {
        template,
      }),
    );
  if (['', '.'].includes(steps.at(-1)?.trim() ?? ''))
    return invalidTemplate(
      t('The setting "nanoBanana.output.fileName" ({template}) does not name a file.', { template }),
    );

  const filled: string[] = [];
  for (const step of steps) {
    if (step.trim() === '.' || step.trim() === '') continue;
    const unknown = [...step.matchAll(/\$\{([^}]{0,200})\}/g)].find(
      (match) => known[match[1] ?? ''] === undefined,
    );
    if (unknown)
      return invalidTemplate(
        t('The setting "nanoBanana.output.fileName" ({template}) has the unknown variable {variable}.', {
          template,
          variable: unknown[0],
        }),
      );
    filled.push(safeName(step.replace(/\$\{([^}]{0,200})\}/g, (_, name: string) => known[name]?.() ?? '')));
  }
  return succeed(filled);
}
