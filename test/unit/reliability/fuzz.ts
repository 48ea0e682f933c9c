import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { gemini } from '../../../src/core/api/engines/gemini/gemini.ts';
import { openaiImages } from '../../../src/core/api/engines/openai-images/openaiImages.ts';
import { compile } from '../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../src/core/assets/manifest/manifest.ts';
import { readTeamPresets, teamFileTemplate } from '../../../src/core/edit/choices/presets.ts';
import { placeRegion } from '../../../src/core/images/region/placedRegion.ts';
import { regionRows } from '../../../src/core/images/region/regionRows.ts';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { readDocument } from '../../../src/core/markdown/reading/readDocument.ts';
import { bareBytes } from '../../../src/core/records/bareImage.ts';
import { readEmbedded } from '../../../src/core/records/readRecord.ts';
import { nameFromTemplate } from '../../../src/core/save/fileNameTemplate.ts';
import { hostMessageSchema, hostRequests } from '../../../src/core/shared/protocol/protocol.ts';
import { stateChangesSchema } from '../../../src/core/shared/protocol/stateChanges.ts';
import { regionSchema } from '../../../src/core/shared/region/region.ts';
import { decodeEntry, encodeEntry } from '../../../src/core/storage/journalEntry.ts';
import { PageServer } from '../../../src/vscode/page/pageServer.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { anyCharacter } from '../anyCharacter.ts';
import { readBytes } from '../api/engines/gemini/readWhole.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { mutated, mutatedJson, mutatedText } from './mutations.ts';

/** How many inputs each of them gets, and the seed; absent: another on each run. */
interface Effort {
  runs: number;
  seed?: number;
}

/** Something that must answer to any input: neither throw nor take long. */
interface Target {
  title: string;
  run(effort: Effort): Promise<void>;
}

/** The longest that the processor may work at one input, in milliseconds. */
const mostMs = 1000;

/** @param weight of the runs: what is dear gets fewer */
function target<In>(
  title: string,
  inputs: () => Promise<fc.Arbitrary<In>> | fc.Arbitrary<In>,
  take: (input: In) => unknown,
  weight = 1,
): Target {
  return {
    title,
    async run({ runs, seed }) {
      const property = fc.asyncProperty(await inputs(), async (input) => {
        const before = process.cpuUsage();
        await take(input);
        const { user, system } = process.cpuUsage(before);
        assert.ok((user + system) / 1000 < mostMs, `it took ${Math.round((user + system) / 1000)} ms`);
      });
      await fc.assert(property, { numRuns: Math.ceil(runs * weight), ...(seed !== undefined && { seed }) });
    },
  };
}

const pictureTypes = ['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'] as const;
const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

/** Real pictures of every type. */
const pictures = () => Promise.all(pictureTypes.map((type) => bytesOf(marked(40, 30).toFormat(type))));

const geminiAnswer = (base64: string): string =>
  JSON.stringify({
    candidates: [
      {
        content: { parts: [{ text: 'Here.' }, { inlineData: { mimeType: 'image/png', data: base64 } }] },
        finishReason: 'STOP',
      },
    ],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 1290, totalTokenCount: 1300 },
    modelVersion: 'gemini-3.1-flash-image',
  });
const openaiAnswer = (base64: string): string =>
  JSON.stringify({
    created: 1,
    output_format: 'png',
    data: [{ b64_json: base64, revised_prompt: 'A harbour', url: 'https://example.com/a.png' }],
    usage: { total_tokens: 100, input_tokens: 50, output_tokens: 50 },
  });
const events = (answer: string): string => `event: image_edit.completed\ndata: ${answer}\n\ndata: [DONE]\n\n`;

async function answerOf(spell: (base64: string) => string): Promise<fc.Arbitrary<[Buffer, number]>> {
  const base64 = Buffer.from(await bytesOf(marked(40, 30).png())).toString('base64');
  const whole = spell(base64);
  return fc.tuple(
    fc.oneof(mutated(Buffer.from(whole)), mutated(Buffer.from(events(whole)))),
    fc.integer({ min: 1, max: 4096 }),
  );
}

const takeAnswer =
  (reading: typeof gemini.answers) =>
  async ([body, chunk]: [Buffer, number]) => {
    const { outcome } = await readBytes(body, chunk, undefined, reading);
    if (!outcome.ok) assert.match(outcome.failure.sentence, /[.!?”)]$/);
  };

const manifest = `version: 1
defaults: { model: gemini-3.1-flash-image-preview, size: 2K }
variables: { product: Harbour }
assets:
  - output: images/hero.png
    prompt: A hero picture of {{product}}
    pixels: 1280x720
  - output: images/dark/hero.webp
    input: images/hero.png
    prompt: |
      The same, at night
    region: { shapes: [ { kind: rectangle, x: 0.1, y: 0.1, width: 0.5, height: 0.5 } ] }
`;

const region = {
  shapes: [
    { kind: 'rectangle', mode: 'add', x: 10, y: 5, width: 30, height: 20 },
    {
      kind: 'polygon',
      mode: 'subtract',
      points: [
        [1, 1],
        [30, 4],
        [12, 28],
      ],
    },
    {
      kind: 'stroke',
      mode: 'add',
      points: [
        [3, 3],
        [50, 40],
      ],
      width: 6,
    },
  ],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of: { width: 64, height: 48 },
};

const journalEntry = encodeEntry({
  jobId: 'job1',
  sessionId: 'session',
  owner: 1,
  startedAt: 1,
  request: {
    prompt: 'invert',
    inputs: [{ name: 'a.png', source: { kind: 'file', uri: 'file:///ws/a.png' } }],
    editedIndex: 0,
    options: { model: 'm' } as never,
    target: { kind: 'folder', folder: 'file:///ws' },
  },
  nameSteps: ['a-edited'],
  kept: undefined,
});

const messages = {
  kind: 'request',
  id: 1,
  name: 'setRegion',
  params: { region, resultId: null },
};

/** What comes from outside, each with what reads it. */
export const targets: readonly Target[] = [
  target('an answer of Gemini', () => answerOf(geminiAnswer), takeAnswer(gemini.answers)),
  target('an answer of the Images endpoints', () => answerOf(openaiAnswer), takeAnswer(openaiImages.answers)),
  target(
    'a message of the page',
    () => fc.tuple(mutatedJson(messages), fc.constantFrom(...Object.keys(hostRequests)), fc.boolean()),
    takePageMessage,
  ),
  target(
    'a message of the host',
    () =>
      mutatedJson({
        kind: 'event',
        name: 'changes',
        params: { since: 1, revision: 2, values: {}, lists: {} },
      }),
    (message) => {
      hostMessageSchema.safeParse(message);
      stateChangesSchema.safeParse((message as { params?: unknown } | null | undefined)?.params);
    },
  ),
  target('a docs manifest', () => mutatedText(manifest), takeManifest, 0.5),
  target(
    'a record in a picture',
    async () => fc.oneof(...(await pictures()).map((bytes) => mutated(bytes))),
    (bytes) => readEmbedded(bytes),
  ),
  target(
    'a header of a picture',
    async () => fc.oneof(...(await pictures()).map((bytes) => mutated(bytes))),
    (bytes) => {
      const info = sniff(bytes);
      if (info) bareBytes(info.type, bytes);
      if (info) assert.ok(info.width > 0 && info.height > 0 && Number.isFinite(info.width * info.height));
    },
  ),
  target(
    'a file of prompts',
    () => mutatedText(teamFileTemplate),
    (text) => {
      const made = readTeamPresets(text);
      if (!made.ok) assert.match(made.problem, /\.$/);
    },
  ),
  target(
    'a journal entry',
    () => mutatedText(journalEntry),
    (text) => {
      try {
        decodeEntry(text);
      } catch (error) {
        assert.ok(error instanceof Error);
      }
    },
  ),
  target('a region', () => mutatedJson(region), takeRegion),
  target(
    'a Markdown document',
    () => mutatedText(read('README.md').slice(0, 6000), 8),
    (text) => readDocument(text),
    0.1,
  ),
  target(
    'an MDX document',
    () => mutatedText(read('docs/cli.md').slice(0, 4000), 8),
    (text) => readDocument(text, true),
    0.1,
  ),
  target(
    'a file name',
    () => fc.tuple(fc.string({ unit: anyCharacter }), fc.string({ unit: anyCharacter })),
    takeName,
  ),
];

async function takePageMessage([message, name, isNamed]: [unknown, string, boolean]): Promise<void> {
  const answers: unknown[] = [];
  let receive: (message: unknown) => void = () => {};
  const handlers = new Proxy({}, { get: () => () => ({}) });
  const quiet = { warn() {}, error: (text: string) => assert.fail(text) };
  const server = new PageServer(
    {
      postMessage: async (answer: unknown) => answers.push(answer) > 0,
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        receive = listener;
        return { dispose() {} };
      },
    } as never,
    hostRequests,
    handlers as never,
    quiet,
  );
  receive(isNamed && typeof message === 'object' ? { ...message, kind: 'request', id: 1, name } : message);
  await new Promise((resolve) => setImmediate(resolve));
  server.dispose();
  assert.ok(answers.length <= 1);
}

/** Whatever it says, nothing is made outside the workspace. */
function takeManifest(text: string): void {
  const { assets } = compile([readManifest('file:///ws/docs/nano-banana.yaml', text)], 'file:///ws');
  for (const { uri } of assets) {
    assert.ok(new URL(uri).pathname.startsWith('/ws/') && !/%2f|%5c/i.test(uri), `${uri} is outside`);
  }
}

function takeRegion(value: unknown): void {
  const parsed = regionSchema.safeParse(value);
  if (!parsed.success) return;
  const placed = placeRegion(parsed.data, { width: 64, height: 48 });
  const count = placed ? regionRows(placed).count() : 0;
  assert.ok(count >= 0 && count <= 64 * 48, `${count} pixels`);
}

function takeName([template, prompt]: [string, string]): void {
  const values = { sourceName: prompt, prompt, model: prompt, date: new Date(0) };
  for (const one of [template, `\${sourceName}/\${promptSlug}-\${model}`, `\${promptSlug}${template}`]) {
    const made = nameFromTemplate(one, values);
    if (!made.ok) continue;
    for (const step of made.value) {
      assert.ok(step !== '' && step !== '.' && step !== '..' && !/[/\\\0]/.test(step), JSON.stringify(step));
    }
  }
}
