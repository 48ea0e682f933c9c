import type { EditResult } from '../editRequest.ts';
import { nameOf as typeName } from '../images/imageTypes.ts';
import type { Failure, NextStep } from '../shared/failure.ts';
import { describeSeconds, formatBytes, formatCost, formatPixels } from '../shared/format.ts';
import { outsideWords } from '../shared/region/regionWords.ts';
import type { Workspace } from './places.ts';

/** What a model can do about a failure, or ask the user to do. */
const advice: Record<NextStep, string> = {
  setApiKey: 'Ask the user to run the command "Nano Banana: Set API Key…", then call again.',
  openKeyPage: '',
  openBilling: "Ask the user to look at the account's billing page.",
  chooseModel:
    'Another model may work: name one as `model`, or ask the user to run "Nano Banana: Choose Model…".',
  openSettings: 'Ask the user to check the settings that begin with "nanoBanana.".',
  useSuccessor: '',
  fetchPicture: '',
  openLink: '',
  runAgain: '',
  saveElsewhere: '',
  showLog: 'The command "Nano Banana: Show Log" shows the user the details.',
};

const longestWords = 4000;

/** A failure, addressed to the model: what happened and what to do next. Never holds a key. */
export function failureText({ sentence, nextSteps, billed, successor, links = [] }: Failure): string {
  const parts = [sentence, ...nextSteps.map((step) => advice[step])];
  if (successor !== undefined) parts.push(`Its successor is \`${successor}\`: name it as \`model\`.`);
  if (links.length > 0)
    parts.push(`The answer named ${links.join(' and ')}; tell the user, the links may expire.`);
  if (billed !== 'no') {
    parts.push('This may have been billed: ask the user before you call again for the same image.');
  }
  return parts.filter((part) => part !== '').join(' ');
}

/** What came back, for the model. `others` are the URIs of further pictures that were saved. */
export function resultText(
  result: EditResult,
  others: readonly string[],
  { placeOf, pathOf }: Pick<Workspace, 'placeOf' | 'pathOf'>,
): string {
  const { image, savedAs, unsaved, words, links, notes, thoughts } = result;
  const type = image.type === null ? 'unknown type' : typeName(image.type);
  const lines = [
    savedAs === undefined ? unsavedText(unsaved, result.suggestedName) : `Saved ${placeOf(savedAs)}`,
    savedAs !== undefined && `Absolute path: ${pathOf(savedAs)}`,
    `${formatPixels(image.width, image.height)} pixels, ${type}, ${formatBytes(image.byteLength)}`,
    costText(result),
    result.region &&
      `${outsideWords({ pixels: result.region.outside, changed: result.region.changed })}, counted ${savedAs === undefined ? 'before it is saved' : 'in the saved file'}.`,
    notes.length > 0 && `Notes: ${notes.join(' ')}`,
    ...others.map((uri) => `The answer held a further picture, saved as ${pathOf(uri)}`),
    links.length > 0 && `The answer also named ${links.join(' and ')}, which was not fetched.`,
    words.trim() !== '' && `The image model said: ${bounded(words)}`,
    thoughts.texts.length > 0 && `The image model thought: ${bounded(thoughts.texts.join('\n'))}`,
  ];
  return lines.filter((line) => line !== false && line !== undefined).join('\n');
}

function unsavedText(failure: Failure | undefined, name: string): string {
  const why = failure?.sentence ?? `${name} is not saved yet.`;
  return `${why} The image was made and paid for, and its bytes are kept: the user is asked where to save it. Don't call again for the same image.`;
}

function costText({ cost, tokens, milliseconds }: EditResult): string {
  const used = [
    tokens !== undefined && `${tokens.toLocaleString('en')} tokens`,
    describeSeconds(milliseconds / 1000),
  ];
  const price = cost === undefined ? 'not known' : `about ${formatCost(cost)}`;
  return `Cost: ${price} (${used.filter((part) => part !== false).join(', ')})`;
}

function bounded(text: string): string {
  const whole = text.trim();
  return whole.length <= longestWords ? whole : `${whole.slice(0, longestWords)}… (cut)`;
}
