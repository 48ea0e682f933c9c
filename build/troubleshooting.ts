/**
 * `npm run troubleshooting`: writes `docs/troubleshooting.md` from the failures in the code and what
 * `build/failureMeanings.json` says of each.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NextStep } from '../src/core/shared/failure.ts';
import { type CodeFailure, failuresInCode } from './failures.ts';

export const troubleshootingFile = join(import.meta.dirname, '../docs/troubleshooting.md');

/**
 * What each failure means beyond its sentence: in groups, each with a heading and what is true of all of them, by the
 * codes in the order of the document.
 */
const failureMeanings: readonly {
  heading: string;
  about: string;
  codes: Readonly<Record<string, string>>;
}[] = JSON.parse(readFileSync(join(import.meta.dirname, 'failureMeanings.json'), 'utf8'));

/** What the button of each step does. */
const stepWords: Readonly<Record<NextStep, string>> = {
  setApiKey: '**Set API Key…** asks for another key and tests it.',
  openKeyPage: '**Get a Key** opens the provider’s page of keys.',
  openBilling: '**Open Billing** opens the provider’s page of money.',
  chooseModel: '**Choose Model…** shows what else could do it, with prices.',
  openSettings: '**Open Settings** shows the extension’s settings.',
  useSuccessor: '**Use …** runs again with the model that took this one’s place.',
  fetchPicture: '**Fetch Picture** gets what the link leads to.',
  openLink: '**Open Link** opens the page in the browser.',
  runAgain: '**Run Again** sends the same once more.',
  saveElsewhere: '**Save As…** asks for another place; the picture is kept until then.',
  showLog: '**Show Log** has the details, never a key.',
};

const preface = `# Troubleshooting

Every failure is one sentence that says what happened and what to do, with the buttons that help. Here is each of them, with what it means: search for some words of the sentence. What it is filled with, such as the name of the provider, stands in {braces}, further words as an ellipsis. **It may still have been billed.** follows where the request was out; what may have been billed is never repeated without asking.

The code before each is what **Nano Banana: Show Log** names. What happens in each phase of an edit is in [reliability.md](reliability.md).

<!-- Written by npm run troubleshooting from the failures in the code: change build/failureMeanings.json, not this. -->
`;

/** The document, and what is missing or too much in what is said of the failures. */
export function troubleshooting(): { text: string; problems: string[] } {
  const { failures, problems } = failuresInCode();
  const known = new Map(failures.map((failure) => [failure.code, failure]));
  const told = failureMeanings.flatMap(({ codes }) => Object.keys(codes));
  const text = failureMeanings.map(({ heading, about, codes }) => {
    const sections = Object.entries(codes).flatMap(([code, means]) => {
      const failure = known.get(code);
      return failure ? [sectionOf(failure, means)] : [];
    });
    return [`## ${heading}`, about, ...sections].join('\n\n');
  });
  const untold = failures
    .filter(({ code }) => !told.includes(code))
    .map(({ code }) => `${code}: nothing is said of it.`);
  const gone = told
    .filter((code) => !known.has(code))
    .map((code) => `${code}: the code has no such failure.`);
  return {
    text: `${[preface, ...text].join('\n')}\n`.replaceAll('\n\n\n', '\n\n'),
    problems: [...problems, ...untold, ...gone],
  };
}

function sectionOf({ code, sentences, steps }: CodeFailure, means: string): string {
  const said = sentences.map((sentence) => `> ${sentence.replaceAll(/[\\<*_`]/g, '\\$&')}`);
  const todo = steps.map((step) => stepWords[step]).join(' ');
  return [
    `### \`${code}\``,
    ...(said.length > 0 ? [said.join('\n>\n')] : []),
    [means, todo].join(' ').trim(),
  ].join('\n\n');
}

if (process.argv[1] === import.meta.filename) {
  const { text, problems } = troubleshooting();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  writeFileSync(troubleshootingFile, text);
}
