import assert from 'node:assert/strict';
import type http from 'node:http';
import { fetchPicture, publicReach, type Reach } from '../../../../src/core/api/receive/fetchPicture.ts';
import { LocalServer } from '../connection/localServer.ts';
import { failureOf, MemorySink, unwrap } from '../support.ts';

const picture = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.alloc(200_000, 7),
  Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1'),
]);
/** As for the public, but this machine may be reached, and only it. */
const here: Reach = { allows: ({ hostname }) => hostname === '127.0.0.1', lookup: undefined };

describe('Fetching the picture of a link', () => {
  let server: LocalServer | undefined;
  let sinks: MemorySink[];
  const controller = () => new AbortController();

  beforeEach(() => {
    sinks = [];
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function serve(answer: (path: string, response: http.ServerResponse) => void): Promise<string> {
    server = await LocalServer.answering(({ path }, response) => answer(path, response));
    return `http://127.0.0.1:${server.port}`;
  }

  const fetch = (links: string[], reach: Reach | null = here, signal = controller().signal) =>
    fetchPicture({
      links,
      signal,
      ...(reach && { reach }),
      openSink: () => {
        const sink = new MemorySink();
        sinks.push(sink);
        return sink;
      },
    });

  it('brings its bytes, asking once and without any key', async () => {
    const base = await serve((_, response) => void response.end(picture));
    const { image, link } = unwrap(await fetch([`${base}/1.png?signature=a%2Fb`]));
    assert.ok(image.sink.bytes.equals(picture));
    assert.equal(image.byteLength, picture.length);
    assert.ok(sinks[0]?.closed);
    assert.equal(link, `${base}/1.png?signature=a%2Fb`);
    const [seen, ...more] = server?.seen ?? [];
    assert.deepEqual(more, []);
    assert.equal(seen?.path, '/1.png?signature=a%2Fb');
    for (const name of ['authorization', 'x-goog-api-key', 'cookie', 'referer'])
      assert.ok(!seen?.rawNames.includes(name));
  });

  it('follows redirects to where it may go, and no further', async () => {
    const base = await serve((path, response) => {
      if (path === '/final.png') response.end(picture);
      else
        response
          .writeHead(302, { Location: path === '/out' ? 'http://127.0.0.2/x.png' : '/final.png' })
          .end();
    });
    assert.ok(unwrap(await fetch([`${base}/first`])).image.sink.bytes.equals(picture));
    assert.equal(failureOf(await fetch([`${base}/out`])).code, 'link.refused');
  });

  it('ends when redirects have no end', async () => {
    const base = await serve((_, response) => void response.writeHead(307, { Location: '/again' }).end());
    assert.equal(failureOf(await fetch([`${base}/x`])).code, 'link.failed');
  });

  it('goes on to the next link where the first leads nowhere', async () => {
    const base = await serve((path, response) => {
      if (path === '/gone') response.writeHead(403).end('expired');
      else if (path === '/page') response.end('<!doctype html><title>Sign in</title>');
      else response.end(picture);
    });
    assert.ok(
      unwrap(await fetch([`${base}/gone`, `${base}/page`, `${base}/1`])).image.sink.bytes.equals(picture),
    );
  });

  for (const [what, code, answer] of [
    ['is gone', 'link.gone', (response: http.ServerResponse) => response.writeHead(404).end('no')],
    ['has expired', 'link.gone', (response: http.ServerResponse) => response.writeHead(403).end('no')],
    ['leads to a web page', 'link.notPicture', (response: http.ServerResponse) => response.end('<html>')],
    [
      'leads to half a picture',
      'link.notPicture',
      (response: http.ServerResponse) => response.end(picture.subarray(0, 900)),
    ],
    ['leads to nothing', 'link.notPicture', (response: http.ServerResponse) => response.end()],
    [
      'breaks off',
      'link.failed',
      (response: http.ServerResponse) => {
        response.writeHead(200, { 'Content-Length': picture.length });
        response.write(picture.subarray(0, 900), () => response.destroy());
      },
    ],
  ] as const) {
    it(`says so when it ${what}, keeps the link and nothing else`, async () => {
      const base = await serve((_, response) => void answer(response));
      const failure = failureOf(await fetch([`${base}/1.png`]));
      assert.equal(failure.code, code);
      assert.equal(failure.billed, 'yes');
      assert.deepEqual(failure.links, [`${base}/1.png`]);
      assert.ok(failure.nextSteps.includes('openLink'));
      assert.ok(sinks.every(({ discarded }) => discarded));
    });
  }

  it('stops when it is told to', async () => {
    const stop = controller();
    const base = await serve((_, response) => {
      response.write(picture.subarray(0, 900));
      stop.abort();
    });
    const failure = failureOf(await fetch([`${base}/1.png`], here, stop.signal));
    assert.equal(failure.code, 'stopped');
    assert.deepEqual(failure.links, [`${base}/1.png`]);
    assert.ok(sinks.every(({ discarded }) => discarded));
  });

  it('reaches public servers over https alone', () => {
    const allows = (link: string) => publicReach.allows(new URL(link));
    for (const link of [
      'https://a.example.org/1.png',
      'https://8.8.8.8/1.png',
      'https://[2606:4700::1111]/1',
    ])
      assert.ok(allows(link), link);
    for (const link of [
      'http://a.example.org/1.png',
      'https://127.0.0.1/1.png',
      'https://2130706433/1.png',
      'https://0x7f.1/1.png',
      'https://[::1]/1.png',
      'https://[::ffff:10.0.0.1]/1.png',
      'https://localhost/1.png',
      'https://169.254.169.254/latest',
      'https://nas.local/1.png',
      'https://key@a.example.org/1.png',
      'https://:key@a.example.org/1.png',
      'file:///etc/passwd',
    ])
      assert.ok(!allows(link), link);
  });

  it('does not connect where a public name leads to this machine', async () => {
    const asked = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      publicReach.lookup?.('localhost', { all: true }, (error) => resolve(error));
    });
    assert.ok(asked);
    assert.equal(failureOf(await fetch(['https://127.0.0.1:1/1.png'], null)).code, 'link.refused');
  });
});
