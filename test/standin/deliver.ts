import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { WireName } from './behaviours.ts';

const jsonType = 'application/json; charset=UTF-8';

/** An answer with status 200. */
export interface Reply {
  body: Buffer;
  /** JSON unless told. */
  type?: string;
  /** Where a stop within the body is, in bytes; in its middle unless told. */
  pause?: number;
  /** The connection is cut when all of it is sent. */
  cutAtEnd?: boolean;
  /** What stands around endless base64. */
  filler?: readonly [start: Buffer, end: Buffer];
}

/** What a delivery needs to know of its surroundings. */
export interface Delivery {
  response: ServerResponse;
  reply: Reply;
  wire: WireName | undefined;
  /** Where a redirect leads. */
  location: string;
  /** Ends with the connection. */
  gone: AbortSignal;
  /** Called with half of the body on its way; goes on when it resolves. Undefined: no stop. */
  midBody: (() => Promise<void>) | undefined;
}

/** Sends an answer with status 200, or what is told in its place. Resolves when nothing more will be sent. */
export async function deliver({ response, reply, wire, location, gone, midBody }: Delivery): Promise<void> {
  const { socket } = response;
  const { body, type = jsonType, pause, cutAtEnd, filler = [imageStart, imageEnd] } = reply;
  const head = (headers: Record<string, string | number> = {}, status = 200) =>
    response.writeHead(status, { 'Content-Type': type, ...headers }).flushHeaders();
  const half = body.subarray(0, pause ?? Math.floor(body.length / 2));
  switch (wire) {
    case undefined: {
      head();
      if (midBody) {
        await write(response, half, gone);
        await midBody();
        await write(response, body.subarray(half.length), gone);
        response.end();
      } else if (cutAtEnd) {
        await write(response, body, gone);
        socket?.destroySoon();
      } else {
        response.end(body);
      }
      return;
    }
    case 'drip': {
      head();
      const pieces = 20;
      for (let i = 0; i < pieces; i++) {
        await write(response, piece(body, i, pieces), gone);
        await wait(50, undefined, { signal: gone });
      }
      response.end();
      return;
    }
    case 'stallHeaders':
      return;
    case 'stallBody':
      head();
      return await write(response, half, gone);
    case 'trickle':
      head();
      while (!gone.aborted) {
        await write(response, Buffer.from(' '), gone);
        await wait(100, undefined, { signal: gone });
      }
      return;
    case 'neverEnding':
      head();
      return await pour(response, filler[0], Number.POSITIVE_INFINITY, gone);
    case 'neverClosed':
      head();
      return await write(response, body, gone);
    case 'huge': {
      const size = 600 * 1024 * 1024;
      head({ 'Content-Length': filler[0].length + size + filler[1].length });
      await pour(response, filler[0], size, gone);
      response.end(filler[1]);
      return;
    }
    case 'cut':
      head();
      await write(response, half, gone);
      socket?.destroySoon();
      return;
    case 'cutHeaders':
      head();
      socket?.destroySoon();
      return;
    case 'shortLength':
      head({ 'Content-Length': body.length + 1000 });
      await write(response, body.subarray(0, body.length - 20), gone);
      socket?.destroySoon();
      return;
    case 'reset':
    case 'resetEarly':
      socket?.resetAndDestroy();
      return;
    case 'notJson':
      head();
      response.end('The image is on its way, thank you for your patience.');
      return;
    case 'html':
      head({ 'Content-Type': 'text/html' });
      response.end('<!doctype html><html><body><h1>Sign in to the network</h1></body></html>');
      return;
    case 'emptyBody':
      head();
      response.end();
      return;
    case 'bom':
      head();
      response.end(Buffer.concat([Buffer.from('\ufeff\n\n'), body, Buffer.from('\n\n')]));
      return;
    case 'redirect302':
    case 'redirect307':
      head({ Location: location }, wire === 'redirect302' ? 302 : 307);
      response.end();
      return;
  }
}

const imageStart = Buffer.from(
  '{"candidates":[{"content":{"role":"model","parts":[{"inlineData":{"mimeType":"image/png","data":"',
);
const imageEnd = Buffer.from('"}}]},"finishReason":"STOP","index":0}]}');

async function pour(
  response: ServerResponse,
  start: Buffer,
  bytes: number,
  gone: AbortSignal,
): Promise<void> {
  await write(response, start, gone);
  const block = Buffer.alloc(1 << 18, 'iVBORw0KGgoA');
  for (let left = bytes; left > 0; left -= block.length) {
    await write(response, left < block.length ? block.subarray(0, left) : block, gone);
  }
}

function piece(body: Buffer, index: number, count: number): Buffer {
  return body.subarray(
    Math.floor((body.length * index) / count),
    Math.floor((body.length * (index + 1)) / count),
  );
}

async function write(response: ServerResponse, bytes: Uint8Array, gone: AbortSignal): Promise<void> {
  gone.throwIfAborted();
  if (!response.write(bytes)) {
    await once(response, 'drain', { signal: gone });
  }
}
