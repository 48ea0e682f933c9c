import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Built } from './built.ts';
import { firstMessage, runChild, startChild } from './child.ts';
import type { Cost } from './measure.ts';
import { median, megabytes, milliseconds, type Report, ratio } from './report.ts';
import type { WireJob } from './wireJob.ts';

const rounds = 7;
const inputBytes = 5_000_000;
const resultBytes = 20_000_000;
const budgets = [
  { inputs: 1, time: 0.6, memory: 0.4 },
  { inputs: 3, time: 0.6, memory: 0.5 },
  { inputs: 14, time: 0.6, memory: 0.3 },
];
const clients = ['productClient', 'sampleClient'] as const;

/** The wire alone over loopback, by turns with the sample client, each call in a process of its own. */
export async function benchWire(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'wire');
  const answers = join(folder, 'answers');
  await mkdir(answers, { recursive: true });
  const results = { small: randomBytes(100_000), large: randomBytes(resultBytes) };
  for (const [name, bytes] of Object.entries(results)) {
    await writeFile(join(answers, `${name}.json`), answerWith(bytes));
  }
  const inputs = Array.from({ length: 14 }, (_, index) => join(folder, `input${index}.jpg`));
  for (const file of inputs) await writeFile(file, randomBytes(inputBytes));
  const smallInput = join(folder, 'small.jpg');
  await writeFile(smallInput, randomBytes(100_000));

  const jobFor = (url: string, files: string[]): WireJob => ({
    url,
    model: 'gemini-3.1-flash-image-preview',
    key: 'sk-bench',
    prompt: 'Make the sky a little warmer',
    inputs: files.map((file) => ({ file, mimeType: 'image/jpeg' })),
    folder: join(folder, 'results'),
  });
  const call = async (client: string, url: string, files: string[]): Promise<Cost & { result: string }> => {
    await mkdir(join(folder, 'results'), { recursive: true });
    const warmUp = jobFor(`${url}/small`, [smallInput]);
    return runChild(built.program('wireChild'), {
      client: built.program(client),
      warmUps: [warmUp, warmUp],
      job: jobFor(`${url}/large`, files),
    });
  };

  report.heading(`The wire alone: ${rounds} rounds by turns, medians, inputs of 5 MB, a result of 20 MB`);
  await withServer(built, answers, ['--check'], (url) => checkSameWork(url, call, inputs, results.large));
  await withServer(built, answers, [], async (url) => {
    for (const budget of budgets) {
      const costs = { productClient: [] as Cost[], sampleClient: [] as Cost[] };
      for (let round = 0; round < rounds; round++) {
        // Who goes first changes, so that neither always finds the files freshly read.
        for (const client of round % 2 === 0 ? clients : clients.toReversed()) {
          costs[client].push(await call(client, url, inputs.slice(0, budget.inputs)));
          await rm(join(folder, 'results'), { recursive: true });
        }
      }
      const name = `wire, ${budget.inputs} ${budget.inputs === 1 ? 'input' : 'inputs'}`;
      tellWire(report, name, budget, costs.productClient, costs.sampleClient);
    }
  });
}

/** Tells what calls cost, and holds their ratios against a budget. */
export function tellWire(
  report: Report,
  name: string,
  budget: { time: number; memory: number },
  ours: Cost[],
  sample: Cost[],
): void {
  const [our, theirs] = [middle(ours), middle(sample)];
  report.detail(`product: ${describe(our)}; worst stall ${milliseconds(worstStall(ours))}`);
  report.detail(`sample:  ${describe(theirs)}; worst stall ${milliseconds(worstStall(sample))}`);
  report.atMost(`${name}: time`, our.milliseconds / theirs.milliseconds, budget.time, ratio);
  report.atMost(`${name}: peak memory`, our.peakBytes / theirs.peakBytes, budget.memory, ratio);
  report.atMost(`${name}: longest stall`, our.stallMs, theirs.stallMs, milliseconds);
  report.figure(`${name}: longest stall, aim`, milliseconds(our.stallMs), 'aim 16 ms');
}

const middle = (costs: Cost[]): Cost => ({
  milliseconds: median(costs.map((cost) => cost.milliseconds)),
  peakBytes: median(costs.map((cost) => cost.peakBytes)),
  idleBytes: median(costs.map((cost) => cost.idleBytes)),
  stallMs: median(costs.map((cost) => cost.stallMs)),
});

const worstStall = (costs: Cost[]) => Math.max(...costs.map(({ stallMs }) => stallMs));

const describe = ({ milliseconds: time, peakBytes, idleBytes, stallMs }: Cost) =>
  `${milliseconds(time)}, ${megabytes(peakBytes)} above ${megabytes(idleBytes)}, longest stall ${milliseconds(stallMs)}`;

/** Both clients must send the same bytes and store the same picture, or they are not compared. */
async function checkSameWork(
  url: string,
  call: (client: string, url: string, files: string[]) => Promise<{ result: string }>,
  inputs: string[],
  picture: Buffer,
): Promise<void> {
  for (const { inputs: count } of budgets) {
    const sent: string[] = [];
    for (const client of clients) {
      const { result } = await call(client, url, inputs.slice(0, count));
      sent.push(await (await fetch(`${url}/digest`)).text());
      if (!picture.equals(await readFile(result))) throw new Error(`${client} stored another picture.`);
    }
    if (sent[0] !== sent[1]) throw new Error(`The clients sent different bodies: ${sent.join(' and ')}.`);
  }
}

/** Runs the bench's server while it is used, with the answers of a folder. */
export async function withServer(
  built: Built,
  answers: string,
  args: string[],
  use: (url: string) => Promise<void>,
): Promise<void> {
  const program = built.program('wireServer');
  const server = startChild(program, [answers, ...args]);
  try {
    const { url } = await firstMessage<{ url: string }>(server, program);
    await use(url);
  } finally {
    server.disconnect();
  }
}

const answerWith = (picture: Buffer): string =>
  JSON.stringify({
    candidates: [
      {
        content: { parts: [{ inlineData: { mimeType: 'image/png', data: picture.toString('base64') } }] },
        finishReason: 'STOP',
      },
    ],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 258 },
  });
