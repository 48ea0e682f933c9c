import { createHash } from 'node:crypto';
import type { RequestPlan } from '../../api/body/request.ts';
import type { Provider } from '../../api/providers.ts';
import type { EditRequest } from '../../editRequest.ts';
import { type Outcome, succeed } from '../../shared/failure.ts';
import { storedNames } from '../../storage/names.ts';
import type { PreparedImage } from './bareInput.ts';
import { decideOutgoing, type OutgoingDeps, requestPlanOf } from './outgoing.ts';
import type { SentPart } from './sentPart.ts';

/** A request as it would be sent. */
export interface RequestPreview {
  provider: Provider;
  plan: RequestPlan;
  /** Of the further parts of a region that is sent in several. */
  further: readonly RequestPlan[];
  /** URIs of the files that hold the plan's images, in the same order, and then of its markup. */
  imageUris: string[];
}

/** Prepares a request and writes down the pictures that were changed for it, so that code can send them. */
export async function previewRequest(
  deps: Omit<OutgoingDeps, 'secrets'>,
  request: EditRequest,
  date: Date,
): Promise<Outcome<RequestPreview>> {
  const decided = await decideOutgoing(deps, request, date, new AbortController().signal);
  if (!decided.ok) return decided;
  const imageUris: string[] = [];
  const { provider, prepared, markup } = decided.value;
  for (const image of [...prepared.images, ...(markup ? [markup] : [])])
    imageUris.push(await uriOf(deps, image));
  const planOf = (part?: SentPart) => requestPlanOf(decided.value, request.prompt, part);
  const further = decided.value.further.map(planOf);
  return succeed({ provider, plan: planOf(), further, imageUris });
}

async function uriOf(
  { files }: Pick<OutgoingDeps, 'files'>,
  { from, mimeType, open }: PreparedImage,
): Promise<string> {
  if (from === undefined) {
    const bytes = await bytesOf(open());
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const name = `${storedNames.request}${hash}.${mimeType.replace('image/', '')}`;
    await files.writeStored(name, bytes);
    return files.storedUri(name);
  }
  return from.kind === 'file' ? from.uri : files.storedUri(from.name);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
