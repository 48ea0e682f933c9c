import { aboveLimit, isAboveLimit } from '../consent.ts';
import { typeOfExtension } from '../images/imageTypes.ts';
import { formatNumber, inARow, inCommas, plural, t } from '../shared/l10n.ts';
import type { EditOptions } from '../shared/options.ts';
import { regionWords } from '../shared/region/regionWords.ts';
import { spelledOut } from '../shared/text.ts';
import { nameOf, splitName } from '../uris.ts';
import type { Workspace } from './places.ts';
import type { PlannedRun } from './plannedRun.ts';

/** What the person is asked before a tool spends money. */
export interface Question {
  title: string;
  lines: { label: string; text: string }[];
}

/** The rest of a longer prompt is not shown, which is said. */
const longestPrompt = 1000;

export function questionFor(run: PlannedRun, workspace: Pick<Workspace, 'placeOf'>): Question {
  const { prompt, inputs, editedIndex, options } = run.request;
  const edited = inputs[editedIndex];
  const also = inputs.filter((_, index) => index !== editedIndex).map((input) => placeOf(input, workspace));
  const { capabilities, plan } = run.quote;
  const chosen = [
    capabilities.name,
    plan.aspectRatio,
    plan.size,
    options.thinking && t('thinking {level}', { level: options.thinking }),
    plan.quality && t('quality {level}', { level: plan.quality }),
    options.complexity && t('complexity {level}', { level: options.complexity }),
    backgroundWords(options),
    options.format !== 'auto' && options.format.toUpperCase(),
  ];
  const lines = [
    { label: t('Prompt'), text: shortened(prompt) },
    edited && { label: t('Image'), text: placeOf(edited, workspace) },
    also.length > 0 && {
      label: also.length === 1 ? t('Also sent') : t('Also sent, in order'),
      text: inCommas(also),
    },
    run.request.region && {
      label: t('Only this changes'),
      text: t('{region}. All other pixels stay as they are.', { region: regionWords(run.request.region) }),
    },
    { label: t('New file'), text: inARow(fileWords(run, workspace), t('Nothing is overwritten.')) },
    {
      label: t('Model'),
      text: t('{model}, at {provider}', {
        model: inCommas(chosen.filter(Boolean)),
        provider: run.provider.name,
      }),
    },
    { label: t('Cost'), text: costWords(run) },
    run.dearer !== undefined && { label: t('More expensive than your own settings'), text: run.dearer },
  ];
  return {
    title: edited
      ? t('Edit {name} with Nano Banana?', { name: spelledOut(edited.name) })
      : plural(run.requests.length, {
          one: 'Generate an image with Nano Banana?',
          other: 'Generate {count} images with Nano Banana?',
        }),
    lines: lines
      .filter((line) => line !== undefined && line !== false)
      .map(({ label, text }) => ({ label, text: spelledOut(text) })),
  };
}

function backgroundWords({ background }: EditOptions): string | undefined {
  if (background === 'transparent-twice') return t('transparent background, asked twice');
  return background === 'auto' ? undefined : t('{background} background', { background });
}

/** For a dialog, which shows plain text only. A text stays in its line, so that no prompt passes for another label. */
export const plainText = ({ lines }: Question): string =>
  lines.map(({ label, text }) => `${label}: ${text.trim().replace(lineEnd, ' ↵ ')}`).join('\n');

const lineEnd = /(?:[\n\u2028\u2029][^\S\n\u2028\u2029]*)+/g;

/** For the chat. What a model wrote is shown as it is: no link, picture or heading comes of it. */
export const markdownText = ({ lines }: Question): string =>
  lines.map(({ label, text }) => `**${label}:** ${escaped(text)}`).join('\n\n');

const escaped = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.replace(/[!-/:-@[-`{-~]/g, '\\$&'))
    .join('\\\n');

/** "Editing photo.png with Nano Banana 2": what is said while a tool runs. */
export function doingWords(run: PlannedRun): string {
  const { request, quote } = run;
  const edited = request.inputs[request.editedIndex];
  const { name } = quote.capabilities;
  return edited
    ? t('Editing {image} with {name}', { image: edited.name, name })
    : plural(
        run.requests.length,
        { one: 'Generating an image with {name}', other: 'Generating {count} images with {name}' },
        { name },
      );
}

function fileWords({ target, requests }: PlannedRun, workspace: Pick<Workspace, 'placeOf'>): string {
  const isDecided = typeOfExtension(splitName(nameOf(target)).extension) !== undefined;
  const path = workspace.placeOf(target);
  const more = requests.length - 1;
  if (more === 0) {
    return isDecided
      ? t('{path}.', { path })
      : t('{path}, with the ending of the type that comes back.', { path });
  }
  return isDecided
    ? t('{path} and {more} more.', { path, more })
    : t('{path} and {more} more, with the ending of the type that comes back.', { path, more });
}

function costWords({ quote: { usd, words }, values: { confirmAboveCost } }: PlannedRun): string {
  if (usd === undefined || words === null) return t('not known for this model');
  return isAboveLimit(usd, confirmAboveCost) ? `${words}, ${aboveLimit(confirmAboveCost)}` : words;
}

function shortened(prompt: string): string {
  if (prompt.length <= longestPrompt) return prompt;
  return t('{prompt}… ({length} characters in all)', {
    prompt: prompt.slice(0, longestPrompt).trimEnd(),
    length: formatNumber(prompt.length),
  });
}

function placeOf(
  { source, name }: PlannedRun['request']['inputs'][number],
  workspace: Pick<Workspace, 'placeOf'>,
): string {
  return source.kind === 'file' ? workspace.placeOf(source.uri) : name;
}
