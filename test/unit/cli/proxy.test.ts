import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import net from 'node:net';
import { proxyFor, useProxies } from '../../../src/cli/proxy.ts';
import { UsageError } from '../../../src/cli/usage.ts';
import { networkFailure } from '../../../src/core/api/connection/networkFailures.ts';
import { exchange } from '../../../src/core/api/connection/transport.ts';

const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

describe('the proxy of the command line', () => {
  const before = { http: http.globalAgent, https: https.globalAgent, env: { ...process.env } };
  const servers: net.Server[] = [];
  const sockets = new Set<Socket>();

  const listen = async (server: net.Server): Promise<number> => {
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const set = (values: Record<string, string>): void => {
    for (const name of variables.flatMap((one) => [one, one.toLowerCase()])) delete process.env[name];
    Object.assign(process.env, values);
  };
  const ask = async (url: string) => {
    let status: number | undefined;
    const { trouble } = await exchange(
      {
        method: 'GET',
        url,
        headers: {},
        deadlineMs: 30_000,
        signal: new AbortController().signal,
        maxResponseBytes: 1000,
      },
      {
        head: (head) => {
          status = head.status;
        },
        write: () => false,
      },
    );
    return { status, trouble };
  };

  beforeEach(() => set({}));
  afterEach(async () => {
    http.globalAgent = before.http;
    Object.assign(https, { globalAgent: before.https });
    set(
      Object.fromEntries(
        variables.flatMap((name) => [[name, before.env[name] ?? '']]).filter(([, value]) => value),
      ),
    );
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('is the one that the environment names, and none for hosts that it excepts', () => {
    set({ HTTPS_PROXY: 'http://user:secret@proxy.example:3128', NO_PROXY: 'localhost,.internal' });
    assert.equal(proxyFor('https://api.apiyi.com')?.host, 'proxy.example:3128');
    assert.equal(proxyFor('https://images.internal'), undefined);
    assert.equal(proxyFor('http://api.apiyi.com'), undefined);
    set({ https_proxy: 'http://proxy.example:3128' });
    assert.equal(proxyFor('https://api.apiyi.com')?.host, 'proxy.example:3128');
  });

  it('is refused with what to do when it speaks another protocol', () => {
    set({ HTTPS_PROXY: 'socks5://proxy.example:1080' });
    assert.throws(() => proxyFor('https://api.apiyi.com'), UsageError);
    assert.throws(() => proxyFor('https://api.apiyi.com'), /Fix HTTPS_PROXY/);
  });

  it('gets the requests for plain addresses whole', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = await listen(
      http.createServer((request, response) => {
        asked.push(request.url, request.headers['proxy-authorization']);
        response.end('ok');
      }),
    );
    set({ HTTP_PROXY: `http://user:pass@127.0.0.1:${proxy}` });
    useProxies();
    assert.equal((await ask('http://images.example/v1/models')).status, 200);
    assert.deepEqual(asked, ['http://images.example/v1/models', `Basic ${btoa('user:pass')}`]);
  });

  it('is asked for a tunnel to secure addresses, whose content it never sees', async () => {
    const asked: (string | undefined)[] = [];
    const server = http.createServer();
    server.on('connect', ({ url }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
    set({ HTTPS_PROXY: `http://127.0.0.1:${await listen(server)}` });
    useProxies();
    const { trouble } = await ask('https://images.example/v1/models');
    assert.deepEqual(asked, ['images.example:443']);
    // Nobody answers at the tunnel's end here.
    assert.equal(trouble?.kind, 'connection');
  });

  it('does not stand in the way of hosts that are excepted', async () => {
    const port = await listen(http.createServer((_, response) => response.end('direct')));
    set({ HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' });
    useProxies();
    assert.equal((await ask(`http://127.0.0.1:${port}/`)).status, 200);
  });

  it('is named when it can’t be reached, so that nobody looks for the fault at the provider', async () => {
    const gone = net.createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    servers.splice(0);
    set({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    useProxies();
    const { trouble } = await ask('https://images.example/');
    const failure = networkFailure(trouble?.error, 'APIYI', false);
    assert.deepEqual([failure.code, failure.billed], ['network.proxy', 'no']);
    assert.match(failure.detail ?? '', new RegExp(`The proxy 127\\.0\\.0\\.1:${port} can't be used`));
  });
});
