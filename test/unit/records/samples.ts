import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { pixelHash } from '../../../src/core/records/compare.ts';
import { createRecord, type ImageRecord } from '../../../src/core/records/record.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { anyCharacter } from '../anyCharacter.ts';
import { bytesOf, halfTransparent, marked, withSegment } from '../images/pictures.ts';

export const sha = (digit: string): string => digit.repeat(64);

/** A record with every field filled. */
export const recordWith = (changes: Partial<Omit<ImageRecord, 'version'>> = {}): ImageRecord =>
  createRecord({
    kind: 'edited',
    tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
    prompt: 'Make the sky red & "warm" <now>',
    instructions: ['Remove the person'],
    inputs: [
      { path: 'images/photo one.png', sha256: sha('a'), role: 'edited' },
      { path: '../brand/logo.svg', sha256: sha('b'), role: 'reference' },
    ],
    provider: 'apiyi',
    model: 'gemini-3.1-flash-image-preview',
    options: {
      ...unsetOptions,
      aspectRatio: 'auto',
      size: '2K',
      thinking: 'minimal',
      imageOnly: true,
      includeThoughts: false,
      keepTransparency: true,
    },
    sent: { aspectRatio: '16:9', size: '2K' },
    usage: {
      promptTokens: 300,
      totalTokens: 1600,
      candidatesDetails: { IMAGE: 1290 },
      serviceTier: 'standard',
    },
    cost: 0.055,
    milliseconds: 12_345,
    madeAt: '2026-02-03T04:05:06.789Z',
    parent: sha('c'),
    pixelHash: sha('d'),
    ...changes,
  });

/** Text in every script, with emoji, controls and halves of characters; never empty. */
export const anyPrompt: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
        .map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(
        ...[
          'مرحبا',
          '日本語の看板',
          'Привет',
          'हिन्दी',
          '한국어',
          'ไทย',
          'עברית',
          '👩‍👩‍👧‍👦🏳️‍🌈',
          ']]>',
          '\r\n\t\0\x1b',
          '&#0;&lt;<!--',
        ],
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(' '));

export const foreignXmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Bärbel &amp; Co">
  <photoshop:City>Zürich</photoshop:City></r:Description>
</r:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

export interface Sample {
  name: string;
  type: 'png' | 'jpeg' | 'webp';
  bytes: Uint8Array;
}

const withAll = (picture: Sharp): Sharp =>
  picture
    .withIccProfile('p3')
    .withXmp(foreignXmp)
    .withExif({ IFD0: { Artist: 'Nobody', Copyright: 'None' } });

/** Pictures of the three types, with and without the metadata that other programs write. */
export async function samples(): Promise<Sample[]> {
  const plain = marked(37, 21);
  const clear = halfTransparent(37, 21);
  const frames = await bytesOf(marked(20, 40).raw());
  const animation = sharp(frames, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } });
  const make = async (name: string, type: Sample['type'], picture: Sharp): Promise<Sample> => ({
    name,
    type,
    bytes: await bytesOf(picture),
  });
  return Promise.all([
    make('PNG', 'png', plain.clone().png()),
    make('palette PNG with alpha', 'png', clear.clone().png({ palette: true })),
    make('PNG with profile, EXIF and XMP', 'png', withAll(plain.clone().png())),
    make('JPEG', 'jpeg', plain.clone().jpeg()),
    make(
      'progressive JPEG with profile, EXIF and XMP',
      'jpeg',
      withAll(plain.clone().jpeg({ progressive: true })),
    ),
    make('JPEG', 'jpeg', withAll(plain.clone().jpeg())).then(({ bytes }) => ({
      name: 'JPEG with a segment before EXIF and XMP',
      type: 'jpeg' as const,
      bytes: new Uint8Array(withSegment(bytes, 0xe5, Uint8Array.of(1, 2, 3))),
    })),
    make('lossy WebP', 'webp', plain.clone().webp()),
    make('lossless WebP with alpha', 'webp', clear.clone().webp({ lossless: true })),
    make('lossy WebP with alpha', 'webp', clear.clone().webp()),
    make('animated WebP', 'webp', animation.webp({ lossless: true, delay: [100, 100] })),
    make('WebP with profile, EXIF and XMP', 'webp', withAll(clear.clone().webp({ lossless: true }))),
  ]);
}

export const madeRecord = (bytes: Uint8Array, prompt: string): ImageRecord =>
  recordWith({ prompt, pixelHash: pixelHash(bytes) });
