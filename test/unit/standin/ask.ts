import sharp from 'sharp';
import type { StandIn } from '../../standin/standIn.ts';

/** A body as the product sends it: words first, then the images. */
export function bodyOf(prompt: string, images: readonly Buffer[] = [], generationConfig: object = {}) {
  return {
    contents: [
      {
        parts: [
          { text: prompt },
          ...images.map((bytes) => ({
            inlineData: { mimeType: 'image/png', data: bytes.toString('base64') },
          })),
        ],
      },
    ],
    generationConfig,
  };
}

export interface AskOptions {
  model?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Sends a body to generateContent and leaves redirects alone. */
export function ask(standIn: StandIn, body: object, options: AskOptions = {}): Promise<Response> {
  const { model = 'gemini-3.1-flash-image', headers = {}, signal } = options;
  return fetch(`${standIn.url}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    // A connection that is kept may be closed by the server while a large body is still being written out here.
    headers: { 'Content-Type': 'application/json', Connection: 'close', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
    ...(signal && { signal }),
  });
}

export function picture(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** The last image of an answer, in either spelling. */
export function lastImage(answer: unknown): { mimeType: string | undefined; data: string } | undefined {
  let found: { mimeType: string | undefined; data: string } | undefined;
  JSON.stringify(answer, (name, value) => {
    if (/^inline_?data$/i.test(name)) {
      found = { mimeType: value.mimeType ?? value.mime_type, data: value.data };
    }
    return value;
  });
  return found;
}

/** Mean of each channel of an encoded image, rounded. */
export async function meanColour(bytes: Buffer): Promise<number[]> {
  const { channels } = await sharp(bytes).stats();
  return channels.map(({ mean }) => Math.round(mean));
}
