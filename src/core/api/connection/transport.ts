import type { Buffer } from 'node:buffer';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { unpack } from './unpack.ts';

/** A body whose length is known before it is sent. */
export interface WireBody {
  contentType: string;
  byteLength: number;
  /** Each is valid until the next one is asked for. */
  chunks(): AsyncIterable<Buffer>;
}

export interface WireRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: WireBody;
  /** For everything, from now. */
  deadlineMs: number;
  signal: AbortSignal;
  /** Of the body, after unpacking. */
  maxResponseBytes: number;
  onPhase?(phase: WirePhase): void;
  /** In place of the system's own, to decide which addresses may be connected to; without a proxy. */
  lookup?: LookupFunction | undefined;
}

/** Bytes count what was handed to the connection, or came from it, so far. */
export type WirePhase =
  | { phase: 'sending'; bytes: number; totalBytes: number }
  | { phase: 'waiting' }
  | { phase: 'receiving'; bytes: number };

export interface WireHead {
  status: number;
  /** Names in lower case; of a repeated header the first. */
  header(name: string): string | undefined;
}

export interface WireReader {
  head(head: WireHead): void;
  /** Takes a chunk of the body; true: nothing more is wanted. The next one comes when it has settled. */
  write(chunk: Buffer): boolean | Promise<boolean>;
  /** How long to wait for the next chunk before this counts as the end, in milliseconds; undefined: until the deadline. */
  readonly graceMs?: number | undefined;
}

/** Why an exchange came to no good end. */
interface WireTrouble {
  kind: 'stopped' | 'timeout' | 'tooLarge' | 'connection' | 'input' | 'reader';
  error: unknown;
}

export interface WireEnd {
  /** Whether the last byte of the request was handed on, so that the server may have acted on it. */
  requestOut: boolean;
  trouble?: WireTrouble;
}

interface SendState {
  /** Until then everything that was handed on waits on this machine. */
  connected: boolean;
  /** Whether the last byte of the request was handed on. */
  handedOn: boolean;
}

class Ended extends Error {
  readonly trouble: WireTrouble;

  constructor(kind: WireTrouble['kind'], error?: unknown) {
    super(kind);
    this.trouble = { kind, error };
  }
}

/** Gateways and proxies add cookies and traces of their own; Node's default of 16 KB is too little for some. */
const maxHeaderBytes = 256 * 1024;

/**
 * Sends one request and feeds the answer to a reader, until the reader has enough or the body ends; then
 * the connection is dropped, also when the server would keep it open. Follows no redirects. Never rejects.
 *
 * It uses the two modules of Node, which VS Code wires to its proxy and certificate settings, through
 * their default exports, so that their functions are looked up when they are called; and no agent of
 * its own, because VS Code leaves an agent that is set alone in some of its proxy modes.
 */
export async function exchange(wire: WireRequest, reader: WireReader): Promise<WireEnd> {
  const state: SendState = { connected: false, handedOn: false };
  if (wire.signal.aborted)
    return { requestOut: false, trouble: { kind: 'stopped', error: wire.signal.reason } };

  const url = new URL(wire.url);
  const client = url.protocol === 'https:' ? https : http;
  let cancel: (ended: Ended) => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    cancel = reject;
  });
  // Each race below listens to it; this keeps it from counting as unhandled when none is under way.
  cancelled.catch(() => undefined);
  const onAbort = () => cancel(new Ended('stopped', wire.signal.reason));
  wire.signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => cancel(new Ended('timeout')), wire.deadlineMs);

  let request: http.ClientRequest | undefined;
  try {
    request = client.request(url, {
      method: wire.method,
      maxHeaderSize: maxHeaderBytes,
      ...(wire.lookup && { lookup: wire.lookup }),
      headers: {
        ...wire.headers,
        'Accept-Encoding': 'identity',
        Connection: 'close',
        ...(wire.body && {
          'Content-Type': wire.body.contentType,
          'Content-Length': String(wire.body.byteLength),
        }),
      },
    });
    const response = await Promise.race([answerTo(request, wire, state), cancelled]);
    reader.head(headOf(response));
    const body = await Promise.race([unpack(response, response.headers['content-encoding']), cancelled]);
    await receive(body, wire, reader, cancelled);
    return { requestOut: true };
  } catch (error) {
    const trouble: WireTrouble = error instanceof Ended ? error.trouble : { kind: 'connection', error };
    return { requestOut: state.connected && state.handedOn, trouble };
  } finally {
    clearTimeout(timer);
    wire.signal.removeEventListener('abort', onAbort);
    // What comes after the end is nobody's concern.
    request?.on('error', () => undefined);
    request?.destroy();
  }
}

/** Sends the body and waits for the head of the answer, which may come before the body is out. */
function answerTo(
  request: http.ClientRequest,
  wire: WireRequest,
  state: SendState,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    let answered = false;
    request.once('response', (response) => {
      answered = true;
      // Asked to close, Node still keeps the connection of a whole answer for others where the server likes to.
      const { socket } = response;
      response.once('end', () => socket.destroy());
      resolve(response);
    });
    request.on('error', reject);
    const stopSending = () => answered || request.destroyed;
    Promise.all([sendBody(request, wire, state, stopSending), connection(request, state)]).then(() => {
      if (!answered) wire.onPhase?.({ phase: 'waiting' });
    }, reject);
  });
}

/** Until the connection stands, handshake included; for ever when it never does. */
function connection(request: http.ClientRequest, state: SendState): Promise<void> {
  return new Promise((resolve) => {
    const connected = () => {
      state.connected = true;
      resolve();
    };
    request.once('socket', (socket) => {
      const handshaking = 'secureConnecting' in socket && socket.secureConnecting === true;
      if (handshaking) socket.once('secureConnect', connected);
      else if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
  });
}

async function sendBody(
  request: http.ClientRequest,
  { body, onPhase }: WireRequest,
  state: SendState,
  stopSending: () => boolean,
): Promise<void> {
  if (!body) {
    state.handedOn = true;
    request.end();
    return;
  }
  const total = body.byteLength;
  let sent = 0;
  onPhase?.({ phase: 'sending', bytes: 0, totalBytes: total });
  const chunks = body.chunks()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw new Ended('input', error);
      });
      if (stopSending() || next.done) break;
      sent += next.value.length;
      // The last byte makes the request one that can be acted on.
      if (sent >= total) state.handedOn = true;
      await written(request, next.value);
      onPhase?.({ phase: 'sending', bytes: sent, totalBytes: total });
    }
    if (!stopSending()) request.end();
  } finally {
    void Promise.resolve(chunks.return?.()).catch(() => undefined);
  }
}

/** Until the connection holds nothing of a chunk any more, or there is nobody left to write to. */
function written(request: http.ClientRequest, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) request.off(event, done);
      resolve();
    };
    const events = ['close', 'response', 'error'] as const;
    for (const event of events) request.on(event, done);
    request.write(chunk, done);
  });
}

async function receive(
  body: Readable,
  { maxResponseBytes, onPhase }: WireRequest,
  reader: WireReader,
  cancelled: Promise<never>,
): Promise<void> {
  let received = 0;
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  // A cancelled exchange abandons this call and destroys the stream, which ends it.
  const next = async () => {
    for (;;) {
      const chunk = await nextOrNone(chunks, reader.graceMs);
      if (chunk.done) return;
      received += chunk.value.length;
      if (received > maxResponseBytes) throw new Ended('tooLarge');
      onPhase?.({ phase: 'receiving', bytes: received });
      if (await readerTakes(reader, chunk.value)) return;
      if (abandoned) return;
    }
  };
  let abandoned = false;
  try {
    await Promise.race([next(), cancelled]);
  } finally {
    abandoned = true;
    body.on('error', () => undefined);
    body.destroy();
  }
}

/** The next chunk; none when it does not come in time. */
async function nextOrNone(
  chunks: AsyncIterator<Buffer>,
  graceMs: number | undefined,
): Promise<IteratorResult<Buffer>> {
  if (graceMs === undefined) return chunks.next();
  let timer: NodeJS.Timeout | undefined;
  const none = new Promise<IteratorResult<Buffer>>((resolve) => {
    timer = setTimeout(() => resolve({ done: true, value: undefined }), graceMs);
  });
  const next = chunks.next();
  // It may fail when nobody waits for it any more.
  next.catch(() => undefined);
  try {
    return await Promise.race([next, none]);
  } finally {
    clearTimeout(timer);
  }
}

async function readerTakes(reader: WireReader, chunk: Buffer): Promise<boolean> {
  try {
    return await reader.write(chunk);
  } catch (error) {
    throw new Ended('reader', error);
  }
}

function headOf(response: http.IncomingMessage): WireHead {
  return {
    status: response.statusCode ?? 0,
    header: (name) => {
      const value = response.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}
