import assert from 'node:assert/strict';
import { builtCodec } from '../../images/builtCodec.ts';
import { heicOf } from '../../images/heics.ts';
import { bytesOf, decoded, marked, noise } from '../../images/pictures.ts';
import { EditingFixture } from '../editingFixture.ts';

describe('before anything is paid', () => {
  let fixture: EditingFixture;
  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  async function refused(name: string, bytes: Uint8Array): Promise<string> {
    const outcome = await fixture.run(fixture.request([await fixture.put(name, bytes)]));
    assert(!outcome.ok, 'was sent');
    assert.deepEqual([outcome.failure.billed, fixture.standIn.requests.length], ['no', 0]);
    return outcome.failure.sentence;
  }

  for (const [name, make] of [
    ['half.png', () => noise(256, 256).png()],
    ['half.jpg', () => noise(256, 256).jpeg()],
    ['half.webp', () => noise(256, 256).webp()],
  ] as const) {
    it(`half a file is refused although it would go out as it is: ${name}`, async () => {
      const bytes = await bytesOf(make());
      assert.match(await refused(name, bytes.subarray(0, bytes.length / 2)), /damaged or incomplete/);
    });
  }

  it('a picture of more pixels than can be read is refused although it would go out as it is', async () => {
    const png = Buffer.from(await bytesOf(marked(60, 60).png()));
    png.writeUInt32BE(65_536, 16);
    png.writeUInt32BE(65_536, 20);
    assert.match(await refused('huge.png', png), /65536 x 65536|65,536 × 65,536|megapixels/);
  });

  it('an edit whose result may find no room is refused, and sent when there is some', async () => {
    const uri = await fixture.put('shot.png', await bytesOf(marked(1376, 768).png()));
    fixture.files.faults.room = 3_000_000;
    const refusal = await fixture.run(fixture.request([uri]));
    assert(!refusal.ok, 'was sent');
    const { code, billed, sentence } = refusal.failure;
    assert.deepEqual([code, billed, fixture.standIn.requests.length], ['storage.full', 'no', 0]);
    assert.match(sentence, /only 3\.0 MB left and the result may need 3\.2 MB\. Free up space/);
    for (const room of [3_200_000, undefined]) {
      fixture.files.faults.room = room;
      assert.equal((await fixture.run(fixture.request([uri]))).ok, true);
    }
  });

  it('a result that the wanted type can’t hold is refused by that type’s name', async () => {
    fixture.settings = { ...fixture.settings, outputFormat: 'webp' };
    const sentence = await refused('wide.png', await bytesOf(marked(17_000, 8).png()));
    assert.match(sentence, /than WebP allows \(16383\)\. Choose PNG/);
    fixture.settings = { ...fixture.settings, outputFormat: 'avif' };
    assert.match(await refused('wide.png', await bytesOf(marked(17_000, 8).png())), /than AVIF allows/);
  });
});

describe('editing a HEIC from a phone', () => {
  it('gives a JPEG of its size, and says that HEIC can’t be written', async () => {
    const fixture = await EditingFixture.open(builtCodec);
    try {
      const pixels = await decoded(await bytesOf(marked(64, 48).png()));
      const uri = await fixture.put('IMG_0001.HEIC', heicOf(pixels, { turns: 3 }));
      const outcome = await fixture.run(fixture.request([uri]));
      assert(outcome.ok);
      const made = await decoded(await fixture.read('IMG_0001-edited.jpg'));
      assert.deepEqual([made.width, made.height], [48, 64]);
      assert(outcome.value.notes.includes("Saved as JPEG, because HEIC files can't be written."));
    } finally {
      await fixture.close();
    }
  });
});
