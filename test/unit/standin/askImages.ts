import sharp from 'sharp';
import type { StandIn } from '../../standin/standIn.ts';

/** A file for a form, with its name and type as they go over the wire. */
export const file = (bytes: Buffer, type = 'image/png', name = 'a.png'): File =>
  new File([new Uint8Array(bytes)], name, { type });

export type FormFields = readonly (readonly [name: string, value: string | File])[];

/** Sends JSON to generations, or a form or JSON to edits. */
export function askImages(
  standIn: StandIn,
  body: object | FormFields,
  path = Array.isArray(body) ? 'edits' : 'generations',
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const isForm = Array.isArray(body);
  const form = new FormData();
  if (isForm) {
    for (const [name, value] of body as FormFields) form.append(name, value);
  }
  return withLength(
    `${standIn.url}/v1/images/${path}`,
    isForm ? form : JSON.stringify(body),
    {
      ...(!isForm && { 'Content-Type': 'application/json' }),
      ...headers,
      Connection: 'close',
    },
    signal,
  );
}

/** A form of `fetch` is sent in chunks; the endpoints want to know its length. */
async function withLength(
  url: string,
  body: FormData | string,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const whole = new Response(body);
  const type = typeof body === 'string' ? {} : { 'Content-Type': whole.headers.get('content-type') ?? '' };
  return await fetch(url, {
    method: 'POST',
    headers: { ...type, ...headers },
    body: await whole.arrayBuffer(),
    redirect: 'manual',
    ...(signal && { signal }),
  });
}

/** The pictures of an answer, those that it only names fetched. */
export async function picturesOf(answer: Response): Promise<Buffer[]> {
  const { data } = (await answer.json()) as { data: { b64_json?: string; url?: string }[] };
  return await Promise.all(
    data.map(async ({ b64_json, url }) =>
      b64_json === undefined
        ? Buffer.from(await (await fetch(url ?? '')).arrayBuffer())
        : Buffer.from(b64_json.replace(/^data:[^,]*,/, ''), 'base64'),
    ),
  );
}

/** "1024x640 png" */
export async function kindOf(bytes: Buffer): Promise<string> {
  const { width, height, pageHeight, format } = await sharp(bytes).metadata();
  return `${width}x${pageHeight ?? height} ${format}`;
}
