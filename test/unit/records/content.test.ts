import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { contentOf } from '../../../src/core/records/content.ts';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const inPiecesOf = (text: string, length: number): Uint8Array[] => {
  const bytes = bytesOf(text);
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
};

describe('the content of a file, as records compare it', () => {
  const unix = '\ufeff<svg xmlns="http://www.w3.org/2000/svg">\n<g/>\r <path/>\n</svg>\n';
  const windows = unix.replaceAll('\n', '\r\n');

  it('of a text is the same however its lines end, in pieces of any length', async () => {
    for (const length of [1, 2, 3, 7, 4096]) {
      for (const text of [unix, windows, unix.replace('\n', '\r\n')]) {
        const { sha256, same } = await contentOf(inPiecesOf(text, length));
        assert.equal(sha256, sha(unix));
        assert.deepEqual(
          [same.has(sha(unix)), same.has(sha(windows)), same.has(sha(text))],
          [true, true, true],
        );
      }
    }
    const long = `${unix}${'<g/>\n'.repeat(5000)}\r`;
    assert.equal((await contentOf(inPiecesOf(long.replaceAll('\n', '\r\n'), 1000))).sha256, sha(long));
  });

  it('of everything else is that of its bytes', async () => {
    for (const text of ['', 'a\r\nb', '\x89PNG\r\n\x1a\n\r\n']) {
      const { sha256, same } = await contentOf([bytesOf(text)]);
      assert.deepEqual([sha256, [...same]], [sha(text), [sha(text)]]);
    }
  });

  it('of a Git LFS pointer is that of the file that it stands for', async () => {
    const oid = sha('the picture');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 11\n`;
    for (const text of [pointer, pointer.replaceAll('\n', '\r\n')]) {
      const content = await contentOf([bytesOf(text)]);
      assert.deepEqual([content.sha256, content.isPointer], [oid, true]);
      assert.equal(content.fileSha256, sha(text));
    }
  });
});
