import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { sidecarBytes, writeRecord } from '../../../src/core/records/embed.ts';
import {
  type RecordFiles,
  readEmbedded,
  readRecord,
  usualBudget,
} from '../../../src/core/records/readRecord.ts';
import type { ImageRecord } from '../../../src/core/records/record.ts';
import { bytesOf, noise, withChunk, withSegment } from '../images/pictures.ts';
import { recordWith, type Sample, samples } from './samples.ts';

/** Files in memory that count what is read of them. */
class CountingFiles implements RecordFiles {
  readonly files = new Map<string, Uint8Array>();
  read = 0;

  async stat(uri: string): Promise<{ size: number }> {
    return { size: this.#file(uri).length };
  }

  async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    const part = this.#file(uri).subarray(offset, offset + length);
    this.read += part.length;
    return part;
  }

  #file(uri: string): Uint8Array {
    return this.files.get(uri) ?? assert.fail(`${uri} was not found`);
  }
}

const uri = 'mem:/docs/a.png';
const beside = 'mem:/docs/a.png.nano-banana.json';

function holding(image: Uint8Array, sidecar?: Uint8Array): CountingFiles {
  const files = new CountingFiles();
  files.files.set(uri, image);
  if (sidecar) files.files.set(beside, sidecar);
  return files;
}

const embedded = (bytes: Uint8Array, record: ImageRecord): Uint8Array => {
  const written = writeRecord({ bytes, info: sniff(bytes), record, mode: 'embedded' });
  assert.equal(written.place, 'embedded', written.reason);
  return written.bytes;
};

/** The file with its XMP chunk moved behind the pixels, where some programs write it. */
function withXmpAtEnd(png: Uint8Array): Uint8Array {
  const file = Buffer.from(png);
  const end = 33 + 12 + file.readUInt32BE(33);
  return Buffer.concat([
    file.subarray(0, 33),
    file.subarray(end, -12),
    file.subarray(33, end),
    file.subarray(-12),
  ]);
}

describe('finding a record by short reads', () => {
  /** Nearly as long as what a file takes. */
  const record = recordWith({ prompt: 'Prompt '.repeat(6200) });
  let large: [name: string, bytes: Uint8Array][];

  before(async () => {
    const picture = noise(700, 700);
    const profile = picture
      .clone()
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'x'.repeat(60_000) } });
    large = await Promise.all(
      Object.entries({
        png: picture.clone().png(),
        jpeg: picture.clone().jpeg({ quality: 95 }),
        'lossy WebP': picture.clone().webp({ quality: 95 }),
        'lossless WebP': picture.clone().webp({ lossless: true }),
        'WebP with EXIF': profile.clone().webp({ lossless: true }),
      }).map(async ([name, one]): Promise<[string, Uint8Array]> => [name, await bytesOf(one)]),
    );
  });

  it('takes at most 64 KB of any image, also for a very long prompt', async () => {
    for (const [name, bytes] of large) {
      assert(bytes.length > 3 * usualBudget, name);
      for (const one of [record, recordWith()]) {
        const files = holding(embedded(bytes, one));
        assert.deepEqual(
          await readRecord(files, uri),
          { state: 'found', record: one, place: 'embedded' },
          name,
        );
        assert(files.read <= 65_536, `${name}: ${files.read}`);
        if (one !== record) assert(files.read <= 16_384, `${name}: ${files.read}`);
      }
    }
  });

  it('takes as little where there is none, or only beside the image', async () => {
    for (const [name, bytes] of large) {
      const none = holding(bytes);
      assert.deepEqual(await readRecord(none, uri), { state: 'none' }, name);
      assert(none.read <= 24_576, `${name}: ${none.read}`);
      const files = holding(bytes, sidecarBytes(recordWith()));
      const found = await readRecord(files, uri, { size: bytes.length });
      assert.deepEqual(found, { state: 'found', record: recordWith(), place: 'sidecar' });
      assert(files.read <= 24_576, `${name}: ${files.read}`);
    }
  });

  it('finds it behind the pixels of a PNG, where other programs move it', async () => {
    const [, png = assert.fail()] = large[0] ?? [];
    for (const one of [record, recordWith()]) {
      const files = holding(withXmpAtEnd(embedded(png, one)));
      assert.deepEqual(await readRecord(files, uri), { state: 'found', record: one, place: 'embedded' });
      assert(files.read <= 65_536, String(files.read));
    }
  });

  it('finds it behind a large profile and large EXIF', async () => {
    const [[, png = assert.fail()] = [], [, jpeg = assert.fail()] = []] = large;
    const profile = withChunk(embedded(png, recordWith()), 'iCCP', Array(200_000).fill(1));
    const exif = embedded(
      withSegment(jpeg, 0xe1, Buffer.from(`Exif\0\0${'x'.repeat(65_000)}`)),
      recordWith(),
    );
    for (const bytes of [profile, exif]) {
      const files = holding(bytes);
      assert.equal((await readRecord(files, uri)).state, 'found');
      assert(files.read <= 32_768, String(files.read));
    }
  });

  it('takes none out of the pixels, where a picture of a record may lie', async () => {
    const [, png = assert.fail()] = large[0] ?? [];
    const holder = Buffer.from(embedded(png, recordWith()));
    const chunk = holder.subarray(33, 45 + holder.readUInt32BE(33));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length + 40);
    const pixels = Buffer.concat([length, Buffer.from('IDAT'), chunk, Buffer.alloc(44)]);
    const bytes = Buffer.concat([png.subarray(0, -12), pixels, png.subarray(-12)]);
    assert.deepEqual(await readRecord(holding(bytes), uri), { state: 'none' });
  });

  it('counts the sidecar as well', async () => {
    const files = holding(new Uint8Array(20_000), sidecarBytes(recordWith({ prompt: 'x'.repeat(60_000) })));
    assert.equal((await readRecord(files, uri)).state, 'needsMore');
    assert(files.read <= 65_536);
  });

  it('says how much more it needs, and finds it then', async () => {
    const long = recordWith({ prompt: 'x'.repeat(90_000) });
    const files = holding(
      await bytesOf(sharp(Buffer.alloc(12), { raw: { width: 2, height: 2, channels: 3 } }).gif()),
      sidecarBytes(long),
    );
    const found = await readRecord(files, uri);
    assert.equal(found.state, 'needsMore');
    assert(files.read <= 65_536);
    const again = await readRecord(files, uri, { budget: found.bytes });
    assert.deepEqual(again, { state: 'found', record: long, place: 'sidecar' });
  });

  it('prefers the record in the file, and says when one is broken', async () => {
    const [, png = assert.fail()] = large[0] ?? [];
    const both = holding(embedded(png, recordWith({ prompt: 'Inside' })), sidecarBytes(recordWith()));
    const found = await readRecord(both, uri);
    assert.equal(found.state === 'found' && found.record.prompt, 'Inside');
    const broken = holding(png, new TextEncoder().encode('{"version":1'));
    assert.deepEqual(await readRecord(broken, uri), { state: 'unreadable', place: 'sidecar' });
    const newer = Buffer.from(embedded(png, recordWith()));
    newer.write('2', newer.indexOf('version&quot;:1') + 14);
    assert.deepEqual(await readRecord(holding(newer), uri), { state: 'unreadable', place: 'embedded' });
  });

  it('passes on that the image is not there', async () => {
    await assert.rejects(readRecord(new CountingFiles(), uri), /was not found/);
  });
});

describe('hostile files', () => {
  let all: Sample[];
  before(async () => {
    all = (await samples()).map((sample) => ({ ...sample, bytes: embedded(sample.bytes, recordWith()) }));
  });

  const changes = fc.array(fc.tuple(fc.nat(6000), fc.constantFrom(0, 1, 4, 0x7f, 0x80, 0xff)), {
    maxLength: 12,
  });

  it('give an answer when they are cut or changed anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), fc.nat(6000), changes, async (index, length, locations) => {
        const { bytes, type } = all[index] ?? assert.fail();
        const broken = bytes.slice(0, length > 4000 ? bytes.length : length);
        for (const [at, value] of locations) broken[at % Math.max(1, broken.length)] = value;
        await answers(broken, type);
      }),
      { numRuns: 1500 },
    );
  });

  it('give an answer when there is nothing but a beginning', async () => {
    const heads = ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', '\xff\xd8\xff', 'RIFF\xff\xff\xff\xffWEBPVP8X'];
    const rests = [
      new Uint8Array(300_000),
      new Uint8Array(300_000).fill(0xff),
      Buffer.from('\xff\xe1\0\x02'.repeat(80_000), 'latin1'),
      Buffer.from('XMP \0\0\0\0'.repeat(40_000), 'latin1'),
      Buffer.from('\0\0\0\0IDATXML:com.adobe.xmp\0xmpmeta>'.repeat(8000), 'latin1'),
    ];
    for (const head of heads) {
      for (const rest of rests) {
        const bytes = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(9, 0xff), rest]);
        for (const type of ['png', 'jpeg', 'webp']) await answers(bytes, type);
      }
    }
  });

  async function answers(bytes: Uint8Array, type: string): Promise<void> {
    const files = holding(bytes);
    await readRecord(files, uri);
    assert(files.read <= 65_536, 'within the budget');
    readEmbedded(bytes);
    for (const mode of ['embedded', 'none'] as const) {
      const info = { type, signed: false };
      const { place } = writeRecord({ bytes, info, record: recordWith(), mode });
      assert(place !== 'embedded' || mode === 'embedded');
    }
  }
});
