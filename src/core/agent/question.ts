import { aboveLimit, isAboveLimit } from '../consent.ts';
import { typeOfExtension } from '../images/imageTypes.ts';
import type { EditOptions } from '../shared/options.ts';
import { regionWords } from '../shared/regionWords.ts';
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
    options.thinking && `thinking ${options.thinking}`,
    plan.quality && `quality ${plan.quality}`,
    options.complexity && `complexity ${options.complexity}`,
    backgroundWords(options),
    options.format !== 'auto' && options.format.toUpperCase(),
  ];
  const lines = [
    { label: 'Prompt', text: shortened(prompt) },
    edited && { label: 'Image', text: placeOf(edited, workspace) },
    also.length > 0 && {
      label: also.length === 1 ? 'Also sent' : 'Also sent, in order',
      text: also.join(', '),
    },
    run.request.region && {
      label: 'Only this changes',
      text: `${regionWords(run.request.region)}. All other pixels stay as they are.`,
    },
    { label: 'New file', text: `${fileWords(run, workspace)}. Nothing is overwritten.` },
    { label: 'Model', text: `${chosen.filter(Boolean).join(', ')}, at ${run.provider.name}` },
    { label: 'Cost', text: costWords(run) },
    run.dearer !== undefined && { label: 'Dearer than your own settings', text: run.dearer },
  ];
  const what = edited ? `Edit ${edited.name}` : `Generate ${imagesOf(run)}`;
  return {
    title: `${what} with Nano Banana?`,
    lines: lines.filter((line) => line !== undefined && line !== false),
  };
}

function backgroundWords({ background }: EditOptions): string | undefined {
  if (background === 'transparent-twice') return 'transparent background, asked twice';
  return background === 'auto' ? undefined : `${background} background`;
}

/** For a dialog, which shows plain text only. */
export const plainText = ({ lines }: Question): string =>
  lines.map(({ label, text }) => `${label}: ${text}`).join('\n');

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
  const what = edited ? `Editing ${edited.name}` : `Generating ${imagesOf(run)}`;
  return `${what} with ${quote.capabilities.name}`;
}

const imagesOf = ({ requests }: PlannedRun): string =>
  requests.length === 1 ? 'an image' : `${requests.length} images`;

function fileWords({ target, requests }: PlannedRun, workspace: Pick<Workspace, 'placeOf'>): string {
  const isDecided = typeOfExtension(splitName(nameOf(target)).extension) !== undefined;
  const ending = isDecided ? '' : ', with the ending of the type that comes back';
  const more = requests.length > 1 ? ` and ${requests.length - 1} more` : '';
  return `${workspace.placeOf(target)}${more}${ending}`;
}

function costWords({ quote: { usd, words }, values: { confirmAboveCost } }: PlannedRun): string {
  if (usd === undefined || words === null) return 'not known for this model';
  return isAboveLimit(usd, confirmAboveCost) ? `${words}, ${aboveLimit(confirmAboveCost)}` : words;
}

function shortened(prompt: string): string {
  if (prompt.length <= longestPrompt) return prompt;
  const count = prompt.length.toLocaleString('en');
  return `${prompt.slice(0, longestPrompt).trimEnd()}… (${count} characters in all)`;
}

function placeOf(
  { source, name }: PlannedRun['request']['inputs'][number],
  workspace: Pick<Workspace, 'placeOf'>,
): string {
  return source.kind === 'file' ? workspace.placeOf(source.uri) : name;
}
