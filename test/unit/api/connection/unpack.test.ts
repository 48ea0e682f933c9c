import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { unpack } from '../../../../src/core/api/connection/unpack.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(600, 0xa5)]);
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(600, 0x5a)]);
const base64 = png.toString('base64');
const bodies: Readonly<Record<string, Buffer>> = {
  JSON: Buffer.from(JSON.stringify({ data: [{ b64_json: base64 }] })),
  events: Buffer.from(`data: {"b64_json":"${base64}"}\n\n`),
  'the bytes of a PNG': png,
  'the bytes of a JPEG': jpeg,
  base64: Buffer.from(base64),
  'a JSON string': Buffer.from(`"data:image/png;base64,${base64}"`),
  Markdown: Buffer.from(`![image](data:image/png;base64,${base64})`),
  'a web page': Buffer.from(`<html><img src="data:image/png;base64,${base64}"></html>`),
  'several parts': Buffer.concat([Buffer.from('--part\r\nContent-Type: image/png\r\n\r\n'), png]),
};
const packings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => zlib.gzipSync(bytes),
  'gzip twice': (bytes) => zlib.gzipSync(zlib.gzipSync(bytes)),
  deflate: (bytes) => zlib.deflateSync(bytes),
  zstd: (bytes) => zlib.zstdCompressSync(bytes),
  nothing: (bytes) => bytes,
};
const labels = [
  undefined,
  '',
  'identity',
  'none',
  'gzip',
  'x-gzip',
  'GZIP',
  'gzip, gzip',
  'deflate',
  'br',
  'zstd',
];

async function unpacked(bytes: Buffer, label: string | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await unpack(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), label)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

describe('A body under any label', () => {
  for (const [name, body] of Object.entries(bodies)) {
    it(`comes as it was, in whatever it is packed: ${name}`, async () => {
      for (const [packing, pack] of Object.entries(packings)) {
        for (const label of labels) {
          assert.ok((await unpacked(pack(body), label)).equals(body), `${packing}, called ${label}`);
        }
      }
    });

    it(`comes as it was in packings that have no mark, under their names: ${name}`, async () => {
      assert.ok((await unpacked(zlib.brotliCompressSync(body), 'br')).equals(body));
      assert.ok((await unpacked(zlib.deflateRawSync(body), 'deflate')).equals(body));
      assert.ok((await unpacked(zlib.gzipSync(zlib.brotliCompressSync(body)), 'br, gzip')).equals(body));
    });
  }
});
