import { join } from 'node:path';
import type { RequestImage } from '../../src/core/api/body/request.ts';
import { generate } from '../../src/core/api/client.ts';
import { anyProvider, capabilitiesAt } from '../../src/core/api/models/models.ts';
import type { Provider } from '../../src/core/api/providers.ts';
import { LocalFiles } from '../../src/node/localFiles.ts';
import { OwnStorage } from '../../src/node/ownStorage.ts';
import type { WireJob } from './wireJob.ts';

/** The product's wire with the product's files: inputs streamed from where they lie, the result into a scratch file. */
export async function run({ url, model, key, prompt, inputs, folder }: WireJob): Promise<string> {
  const storage = new OwnStorage(folder);
  const files = new LocalFiles();
  const capabilities = capabilitiesAt(anyProvider, model);
  const images: RequestImage[] = [];
  for (const { file, mimeType } of inputs) {
    const { size } = await files.stat(file);
    images.push({ mimeType, byteLength: size, open: () => files.open(file) });
  }
  const answer = await generate({
    provider: benchProvider(url, capabilities.engine),
    key,
    plan: {
      capabilities,
      prompt,
      images,
      aspectRatio: '16:9',
      size: '2K',
      imageOnly: capabilities.takesImageOnly,
      includeThoughts: false,
    },
    deadlineMs: 300_000,
    signal: new AbortController().signal,
    openSink: () => storage.createScratch('img'),
    onProgress: () => undefined,
  });
  if (!answer.ok) throw new Error(`${answer.failure.sentence} ${answer.failure.detail ?? ''}`);
  return join(folder, answer.value.final.sink.name);
}

/** Fourteen inputs of 5 MB are more than any provider takes. */
const benchProvider = (baseUrl: string, protocol: string): Provider => ({
  id: 'custom',
  name: 'the bench',
  baseUrl,
  origin: baseUrl,
  auth: 'bearer',
  modelListPaths: [],
  storesRequests: false,
  protocols: [protocol],
  headers: [],
  defaultModel: '',
  limits: { bodyBytes: 1_000_000_000 },
});
