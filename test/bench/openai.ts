import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Built } from './built.ts';
import { runChild } from './child.ts';
import type { Cost } from './measure.ts';
import type { Report } from './report.ts';
import { tellWire, withServer } from './wire.ts';
import type { WireJob } from './wireJob.ts';

const rounds = 7;
const count = 3;
const budget = { time: 0.6, memory: 0.25 };
const clients = ['productClient', 'openaiClient'] as const;
/** What the boundaries and names of two forms with the same fields may differ by, in bytes. */
const formsDiffer = 2000;

/** An edit at the Images endpoints over loopback, by turns with OpenAI's own package. */
export async function benchOpenai(built: Built, report: Report): Promise<void> {
  const folder = join(built.folder, 'openai');
  const answers = join(folder, 'answers');
  await mkdir(answers, { recursive: true });
  const results = { small: randomBytes(100_000), large: randomBytes(20_000_000) };
  for (const [name, bytes] of Object.entries(results)) {
    await writeFile(join(answers, `${name}.json`), answerWith(bytes));
  }
  const inputs = Array.from({ length: count }, (_, index) => join(folder, `input${index}.jpg`));
  for (const file of inputs) await writeFile(file, randomBytes(5_000_000));
  const smallInput = join(folder, 'small.jpg');
  await writeFile(smallInput, randomBytes(100_000));

  const jobFor = (url: string, files: string[]): WireJob => ({
    url,
    model: 'gpt-image-2.6-flare',
    key: 'sk-bench',
    prompt: 'Make the sky a little warmer',
    inputs: files.map((file) => ({ file, mimeType: 'image/jpeg' })),
    folder: join(folder, 'results'),
  });
  const call = async (client: string, url: string): Promise<Cost> => {
    await mkdir(join(folder, 'results'), { recursive: true });
    const warmUp = jobFor(`${url}/small`, [smallInput]);
    const { result, ...cost } = await runChild<Cost & { result: string }>(built.program('wireChild'), {
      client: built.program(client),
      warmUps: [warmUp, warmUp],
      job: jobFor(`${url}/large`, inputs),
    });
    if (!results.large.equals(await readFile(result))) throw new Error(`${client} stored another picture.`);
    await rm(join(folder, 'results'), { recursive: true });
    return cost;
  };

  report.heading(`An edit of ${count} inputs of 5 MB at the Images endpoints, ${rounds} rounds, medians`);
  await withServer(built, answers, ['--check'], async (url) => {
    const lengths: number[] = [];
    for (const client of clients) {
      await call(client, url);
      lengths.push(Number.parseInt(await (await fetch(`${url}/digest`)).text(), 10));
    }
    const [ours = 0, theirs = 0] = lengths;
    if (Math.abs(ours - theirs) > formsDiffer)
      throw new Error(`The forms have ${lengths.join(' and ')} bytes.`);
  });
  await withServer(built, answers, [], async (url) => {
    const costs = { productClient: [] as Cost[], openaiClient: [] as Cost[] };
    for (let round = 0; round < rounds; round++) {
      // Who goes first changes, so that neither always finds the files freshly read.
      for (const client of round % 2 === 0 ? clients : clients.toReversed()) {
        costs[client].push(await call(client, url));
      }
    }
    tellWire(report, 'openai', budget, costs.productClient, costs.openaiClient);
  });
}

const answerWith = (picture: Buffer): string =>
  JSON.stringify({
    created: 1,
    data: [{ b64_json: picture.toString('base64') }],
    usage: { input_tokens: 10, output_tokens: 1201, total_tokens: 1211 },
  });
