import { readFileSync, writeFileSync } from 'node:fs';
import type { WireJob } from './wireJob.ts';

/**
 * The way of the Node sample in the API's document, for any number of inputs: whole files, whole strings,
 * one `fetch`. Everything the product's wire is measured against.
 */
export async function run({ url, model, key, prompt, inputs, folder }: WireJob): Promise<string> {
  const parts = inputs.map(({ file, mimeType }) => ({
    inlineData: { mimeType, data: readFileSync(file).toString('base64') },
  }));
  const response = await fetch(`${url}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      contents: [{ role: 'user', parts: [{ text: prompt }, ...parts] }],
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
    }),
  });
  const answer = (await response.json()) as SampleAnswer;
  const result = `${folder}/sample.png`;
  writeFileSync(result, Buffer.from(answer.candidates[0].content.parts[0].inlineData.data, 'base64'));
  return result;
}

interface SampleAnswer {
  candidates: [{ content: { parts: [{ inlineData: { data: string } }] } }];
}
