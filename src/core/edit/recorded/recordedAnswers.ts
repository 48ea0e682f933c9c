import * as z from 'zod/mini';
import type { Answer } from '../../api/answer/response.ts';
import type { Job, JobHooks } from '../../editRequest.ts';
import type { Codec } from '../../images/codec.ts';
import type { Rectangle } from '../../images/geometry.ts';
import { readInput } from '../../inspect.ts';
import type { FileStore, ScratchFile } from '../../ports.ts';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { formatList, t } from '../../shared/l10n.ts';
import type { PresetView } from '../../shared/protocol/panelState.ts';
import { joinUri } from '../../uris.ts';
import { stoppedBeforeSending } from '../jobFailures.ts';
import type { Outgoing } from '../prepare/outgoing.ts';
import { answersName, largestSampleFile } from './sampleFiles.ts';

/** What is drawn over the sample for one instruction. */
const answersSchema = z.object({
  /** Pixels of the sample. */
  width: z.int(),
  height: z.int(),
  answers: z.array(
    z.object({
      /** On the button that puts the instruction into the prompt. */
      label: z.string(),
      prompt: z.string(),
      /** What a model might have said beside the picture. */
      words: z.string(),
      /** Elements of an SVG in the sample's pixels. */
      drawing: z.string(),
    }),
  ),
});
export type RecordedAnswers = z.infer<typeof answersSchema>;

/** What every recorded answer says of itself. */
export const recordedNote = (): string =>
  t(
    'Recorded answer: it comes with the extension and was drawn for this sample. No model was asked, nothing was sent.',
  );

interface RecordedDeps {
  files: FileStore;
  codec: Pick<Codec, 'prepare'>;
  /** URI string of the folder with the sample and its answers. */
  folder: string;
  /** Waits as long as a model might think; resolves early when it is stopped. */
  pause?(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Reads the answers that came with the product. Rejects where they are not there. */
export async function readAnswers({
  files,
  folder,
}: Pick<RecordedDeps, 'files' | 'folder'>): Promise<RecordedAnswers> {
  const bytes = await files.read(joinUri(folder, answersName), largestSampleFile);
  return answersSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The instructions that have an answer, to begin with. */
export const recordedPresets = ({ answers }: RecordedAnswers): PresetView[] =>
  answers.map(({ label, prompt }) => ({ id: `recorded:${label}`, label, prompt, from: 'builtIn' }));

/**
 * Answers an edit of the sample without a provider: draws what came with the product over what would be sent, so that
 * one answer goes on from another, and a region gets its part. Fails for every other instruction and picture.
 */
export async function answerRecorded(
  deps: RecordedDeps,
  { request }: Job,
  outgoing: Outgoing,
  { signal, onProgress }: JobHooks,
): Promise<Outcome<Answer<ScratchFile>>> {
  const { files, codec, pause = pauseFor } = deps;
  const recorded = await readAnswers(deps);
  const { edited, editedInfo, region } = outgoing;
  const isSample = editedInfo?.width === recorded.width && editedInfo.height === recorded.height;
  if (edited === undefined || !isSample) return fail(notTheSample());
  const answer = recorded.answers.find(({ prompt }) => plain(prompt) === plain(request.prompt));
  if (answer === undefined) return fail(noAnswer(recorded));
  for (const [phase, milliseconds] of phases) {
    onProgress({ phase, note: null });
    await pause(milliseconds, signal);
    if (signal.aborted) return fail(stoppedBeforeSending);
  }
  const crop = region?.whole === false ? region.parts[0]?.crop : undefined;
  const made = await codec.prepare({
    bytes: await readInput(files, edited),
    crop,
    overlay: drawingOf(answer.drawing, crop ?? { left: 0, top: 0, ...recorded }),
  });
  const sink = await files.createScratch('img');
  await sink.write(made.bytes);
  await sink.close();
  return succeed({
    final: { sink, byteLength: made.bytes.byteLength, thought: false },
    others: [],
    thoughts: { images: [], texts: [] },
    words: answer.words,
    links: [],
    notes: [recordedNote()],
  });
}

/** As an answer goes its way, in milliseconds: long enough to be seen. */
const phases = [
  ['sending', 250],
  ['waiting', 900],
  ['receiving', 150],
] as const;

const plain = (prompt: string): string => prompt.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** What is drawn over a part of the sample, in that part's pixels. */
const drawingOf = (drawing: string, { left, top, width, height }: Rectangle): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}">${drawing}</svg>`;

const notTheSample = (): Failure => ({
  code: 'recorded.otherPicture',
  sentence: t(
    'The recorded answers are only for the sample. Set an API key to edit any image in your workspace.',
  ),
  nextSteps: ['setApiKey'],
  billed: 'no',
});

const noAnswer = ({ answers }: RecordedAnswers): Failure => ({
  code: 'recorded.otherPrompt',
  sentence: t(
    'Without a key, only these instructions have an answer: {labels}. Choose one of them, or set an API key to ask for anything.',
    { labels: formatList(answers.map(({ label }) => `“${label}”`)) },
  ),
  nextSteps: ['setApiKey'],
  billed: 'no',
});

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
