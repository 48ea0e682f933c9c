import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import zlib from 'node:zlib';
import { generate, listModels } from '../../../../src/core/api/client.ts';
import { customProvider, failureOf, image, MemorySink, plan } from '../support.ts';

const head = (status: string, ...headers: string[]) =>
  `HTTP/1.1 ${status}\r\n${['Connection: keep-alive', ...headers].join('\r\n')}\r\n\r\n`;
const error = '{"error":{"message":"no"}}';
const packed = zlib.gzipSync(error);

/** What a server that closes nothing by itself sends. */
const answers: [what: string, bytes: Uint8Array][] = [
  ['a whole error', Buffer.from(`${head('400 Bad', `Content-Length: ${error.length}`)}${error}`)],
  ['half an error', Buffer.from(`${head('429 Slow', 'Content-Length: 900')}${error}`)],
  [
    'an error without an end',
    Buffer.from(`${head('401 No', 'Transfer-Encoding: chunked')}1a\r\n${error}\r\n`),
  ],
  ['a redirect', Buffer.from(head('307 Elsewhere', 'Location: /x', 'Content-Length: 0'))],
  ['a redirect without an end', Buffer.from(head('302 Elsewhere', 'Location: /x'))],
  ['nothing new', Buffer.from(head('304 Same'))],
  ['success without content', Buffer.from(head('204 Nothing'))],
  [
    'a packed error',
    Buffer.concat([
      Buffer.from(head('400 Bad', 'Content-Encoding: gzip', `Content-Length: ${packed.length}`)),
      packed,
    ]),
  ],
  [
    'an error that is not packed as it says',
    Buffer.from(`${head('400 Bad', 'Content-Encoding: br', `Content-Length: ${error.length}`)}${error}`),
  ],
  [
    'a web page larger than what is read of one',
    Buffer.from(`${head('403 No', 'Content-Length: 900000')}${'<p>'.repeat(100_000)}`),
  ],
  ['no HTTP', Buffer.from('SSH-2.0-OpenSSH\r\n\r\n')],
];

describe('every connection is dropped', () => {
  let server: net.Server;
  let answer: Uint8Array;
  /** Whether the server reads the request before it answers. */
  let reads: boolean;
  const ours: Socket[] = [];
  const theirs = new Set<Socket>();
  const note = (message: unknown) => ours.push((message as { socket: Socket }).socket);

  before(async () => {
    diagnostics.subscribe('net.client.socket', note);
    server = net.createServer((socket) => {
      theirs.add(socket);
      socket.on('error', () => undefined).on('close', () => theirs.delete(socket));
      if (!reads) socket.write(answer);
      else socket.on('data', () => socket.write(answer)).resume();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => ours.splice(0));
  after(() => {
    diagnostics.unsubscribe('net.client.socket', note);
    for (const socket of theirs) socket.destroy();
    server.close();
  });

  const port = () => (server.address() as AddressInfo).port;
  const signal = new AbortController().signal;
  const areGone = () => {
    assert.ok(ours.length > 0);
    assert.deepEqual(
      ours.map(({ destroyed }) => destroyed),
      ours.map(() => true),
    );
  };

  for (const [what, bytes] of answers) {
    for (const early of [false, true]) {
      it(`after ${what}${early ? ' that comes before the request is out' : ''}`, async () => {
        answer = bytes;
        reads = !early;
        const size = early ? 30_000_000 : 10;
        const outcome = await generate({
          provider: customProvider(port()),
          key: 'key',
          plan: plan({ images: [image(Buffer.alloc(size), 'image/png', 1_000_000)] }),
          deadlineMs: 300,
          signal,
          openSink: () => new MemorySink(),
          onProgress: () => undefined,
          limits: { bodyBytes: 1e9 },
          clock: { now: () => 0, random: () => 0, sleep: async () => undefined },
        });
        failureOf(outcome);
        areGone();
      });
    }
  }

  it('after a list that was refused', async () => {
    answer = answers[0]?.[1] ?? new Uint8Array();
    reads = true;
    failureOf(await listModels(customProvider(port()), 'key', signal));
    areGone();
  });
});
