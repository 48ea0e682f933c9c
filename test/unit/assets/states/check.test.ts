import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { compile } from '../../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../../src/core/assets/manifest/manifest.ts';
import { check } from '../../../../src/core/assets/states/check.ts';
import { usualBudget } from '../../../../src/core/records/readRecord.ts';
import { DiskStore, uriOf } from '../../edit/diskStore.ts';
import { writeSparseDocs } from '../sparseDocs.ts';

/** Notes what is read of each file. */
class CountingStore extends DiskStore {
  readonly readOf = new Map<string, number>();

  override async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    const bytes = await super.readRange(uri, offset, length);
    this.#note(uri, bytes.byteLength);
    return bytes;
  }

  override async readHead(uri: string, length: number): Promise<{ bytes: Uint8Array; size: number }> {
    const head = await super.readHead(uri, length);
    this.#note(uri, head.bytes.byteLength);
    return head;
  }

  override async *open(uri: string): AsyncGenerator<Uint8Array> {
    for await (const piece of super.open(uri)) {
      this.#note(uri, piece.byteLength);
      yield piece;
    }
  }

  #note(uri: string, bytes: number): void {
    this.readOf.set(uri, (this.readOf.get(uri) ?? 0) + bytes);
  }
}

describe('a look at all assets', () => {
  let folder: string;
  before(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-check-'));
    await writeSparseDocs(folder, { assets: 80, inputs: 4, assetBytes: 1_000_000, inputBytes: 300_000 });
  });
  after(() => fs.rm(folder, { recursive: true, force: true }));

  const project = async () => {
    const file = path.join(folder, 'nano-banana.yaml');
    return compile([readManifest(uriOf(file), await fs.readFile(file, 'utf8'))], uriOf(folder));
  };

  it('reads little of each, whatever their length, and each input once', async () => {
    const files = new CountingStore(path.join(folder, '..', 'unused'));
    const { statuses, problems } = await check(await project(), files);
    assert.deepEqual(problems, []);
    assert.deepEqual([...new Set(statuses.map(({ state }) => state))], ['upToDate']);
    assert.equal(statuses.length, 80);
    for (const { asset, bytesRead } of statuses) {
      const read = files.readOf.get(asset.uri) ?? 0;
      assert.ok(read > 0 && read <= usualBudget, `${asset.name}: ${read}`);
      assert.equal(bytesRead, read, 'it knows what it read');
    }
    const inputs = [...files.readOf].filter(([uri]) => uri.includes('/inputs/'));
    assert.deepEqual(
      inputs.map(([, read]) => read),
      Array(4).fill(300_000),
    );
  });

  it('reads no more of a file that has no record, and calls it nobody’s', async () => {
    const file = path.join(folder, 'images/1/picture-1.png');
    const before = await fs.readFile(file);
    const files = new CountingStore(path.join(folder, '..', 'unused'));
    try {
      await fs.writeFile(file, Buffer.concat([before.subarray(0, 60), Buffer.alloc(3_000_000)]));
      const { statuses } = await check(await project(), files);
      const found = statuses.find(({ state }) => state !== 'upToDate');
      assert.deepEqual([found?.asset.name, found?.state], ['images/1/picture-1.png', 'edited']);
      assert.ok((files.readOf.get(uriOf(file)) ?? 0) <= usualBudget);
    } finally {
      await fs.writeFile(file, before);
    }
  });
});
