import { createReadStream, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import OpenAI, { toFile } from 'openai';
import type { WireJob } from './wireJob.ts';

/** An edit with OpenAI's own package, in the way of its documentation: what the second engine is measured against. */
export async function run({ url, model, key, prompt, inputs, folder }: WireJob): Promise<string> {
  const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
  const image = await Promise.all(
    inputs.map(({ file, mimeType }) => toFile(createReadStream(file), basename(file), { type: mimeType })),
  );
  const answer = await client.images.edit({ model, prompt, image, size: '2048x1152', quality: 'medium' });
  const result = `${folder}/sample.png`;
  writeFileSync(result, Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64'));
  return result;
}
