import assert from 'node:assert/strict';
import sharp from 'sharp';
import { anyProvider, capabilitiesAt } from '../../../../src/core/api/models/models.ts';
import type { ProviderLimits } from '../../../../src/core/api/providers.ts';
import { planEdit } from '../../../../src/core/edit/plan/plan.ts';
import { providerOf } from '../../../../src/core/edit/plan/providerOf.ts';
import { Preparations } from '../../../../src/core/edit/prepare/preparations.ts';
import {
  inspectAll,
  type PreparedInputs,
  prepareInputs,
  roomForImages,
} from '../../../../src/core/edit/prepare/prepare.ts';
import type { EditRequest } from '../../../../src/core/editRequest.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { bareBytes } from '../../../../src/core/records/bareImage.ts';
import { bytesOf, marked, noise } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { defaultOptions, EditingFixture, unwrap } from '../editingFixture.ts';

describe('what is made of the inputs before they are sent', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  /** Prepares as for a provider with these limits; real ones are the same with more zeros. */
  async function prepare(request: EditRequest, limits: ProviderLimits): Promise<PreparedInputs> {
    const inspections = unwrap(await inspectAll(fixture.files, request));
    const edited = inspections[request.editedIndex]?.info;
    const plan = planEdit(request.options, capabilitiesAt(anyProvider, request.options.model), edited);
    const provider = { ...unwrap(providerOf(fixture.settings)), limits };
    const signal = new AbortController().signal;
    const deps = { files: fixture.files, codec: fixture.codec, preparations: new Preparations() };
    return unwrap(await prepareInputs(deps, request, inspections, plan, provider, signal));
  }

  async function putAll(count: number, make: (index: number) => Promise<Uint8Array>): Promise<string[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, index) => fixture.put(`image-${index}`, await make(index))),
    );
  }

  const sizes = ({ images }: PreparedInputs) => images.map(({ byteLength }) => byteLength);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

  it('shrinks the largest of fourteen until all fit, and leaves the small ones as they are', async () => {
    const small = await bytesOf(marked(64, 64).png());
    const large = await bytesOf(noise(240, 240).png());
    const uris = await putAll(14, async (index) => (index === 3 ? small : large));
    const limits = { bodyBytes: 1_400_000 };
    const prepared = await prepare(fixture.request(uris), limits);
    assert.ok(sum(sizes(prepared)) <= roomForImages(limits, 'invert'));
    assert.ok(14 * large.byteLength > roomForImages(limits, 'invert'), 'the test shows something');
    assert.equal(prepared.images[3]?.byteLength, bareBytes('png', small)?.byteLength);
    assert.match(prepared.notes.join('\n'), /image-0: .*to fit the provider’s limit/);
  });

  it('brings each image below the limit for one', async () => {
    const uris = await putAll(3, () => bytesOf(noise(240, 240).png()));
    const prepared = await prepare(fixture.request(uris), { imageBytes: 60_000, bodyBytes: 95_000_000 });
    assert.ok(sizes(prepared).every((size) => size <= 60_000));
  });

  it('brings inputs that grow when they are converted below the limit of the request', async () => {
    // As WebP all fit; as the PNGs that flattening makes of them they don't.
    const soft = await bytesOf(noise(300, 300).ensureAlpha(0.5).webp({ quality: 80 }));
    const limits = { bodyBytes: 700_000 };
    const most = roomForImages(limits, 'invert');
    const prepared = await prepare(fixture.request(await putAll(3, async () => soft)), limits);
    assert.ok(3 * soft.byteLength < most, 'the test shows something');
    assert.ok(sum(sizes(prepared)) <= most);
    assert.match(prepared.notes.join('\n'), /to fit the provider’s limit/);
  });

  it('sends nothing of what a photo says besides its picture, streamed in the length that is announced', async () => {
    const place = { IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } };
    const photo = await bytesOf(marked(60, 60).withExif(place).jpeg());
    const uris = [await fixture.put('photo.jpg', Buffer.concat([photo, Buffer.from('a film behind it')]))];
    const request = fixture.request(uris, { options: { ...defaultOptions, aspectRatio: '1:1' } });
    const { images, notes } = await prepare(request, { bodyBytes: 18_000_000 });
    const pieces: Uint8Array[] = [];
    for await (const piece of images[0]?.open() ?? []) pieces.push(piece);
    const sent = Buffer.concat(pieces);
    assert.equal(images[0]?.byteLength, sent.length);
    const { exif, format, width } = await sharp(sent).metadata();
    assert.deepEqual([exif, format, width, notes], [undefined, 'jpeg', 60, []]);
    assert.ok(!sent.includes('film'));
    await fixture.put('photo.jpg', Buffer.concat([photo, Buffer.from('other bytes now')]));
    const late: Uint8Array[] = [];
    for await (const piece of images[0]?.open() ?? []) late.push(piece);
    assert.equal(late.length, 0, 'a file that is another one now breaks the request off');
  });

  it('pads an SVG in the pixels in which it is drawn, so that its own part can be cut out again', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>';
    const uris = [await fixture.put('icon.svg', new TextEncoder().encode(svg))];
    const prepared = await prepare(fixture.request(uris, {}), { bodyBytes: 18_000_000 });
    const pieces: Uint8Array[] = [];
    for await (const piece of prepared.images[0]?.open() ?? []) pieces.push(piece);
    const info = sniff(Buffer.concat(pieces));
    assert.equal(info?.width, 1024);
    assert.ok(Math.abs((info?.width ?? 0) / (info?.height ?? 1) - 1376 / 768) < 0.02);
  });
});
