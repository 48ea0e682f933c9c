import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { withProfile } from '../../../src/core/images/codec/write/profileTag.ts';
import { adobeRgb, grey, inks, proPhoto } from './profiles.ts';
import { tiffOf } from './tiffs.ts';

type Triple = readonly [number, number, number];

/** The values of the patches, whatever they mean in the colours of a case. */
const patches: readonly Triple[] = [
  [230, 40, 40],
  [40, 200, 60],
  [40, 60, 220],
  [200, 180, 120],
  [70, 70, 70],
  [150, 150, 150],
];
export const patchSide = 16;

export interface ColourCase {
  name: string;
  make(): Promise<Uint8Array>;
  /** Each patch in sRGB as Chromium 153 shows it: drawn on a canvas, read back. */
  shown: readonly Triple[];
  /** What is told of it. */
  change: string;
}

const width = patches.length * patchSide;
const size = { width, height: patchSide };

/** The patches side by side. */
function samples(channels: number, valuesOf: (patch: Triple) => readonly number[]): Buffer {
  const pixels = Buffer.alloc(width * patchSide * channels);
  for (let pixel = 0; pixel < width * patchSide; pixel += 1) {
    const patch = patches[Math.floor((pixel % width) / patchSide)] ?? [0, 0, 0];
    pixels.set(valuesOf(patch), pixel * channels);
  }
  return pixels;
}

const rgb = samples(3, (patch) => patch);

function chunk(name: string, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length);
  bytes.write(name, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}

/** A PNG of the patches with these chunks before the pixels. */
function png(chunks: readonly Buffer[], depth: 8 | 16 = 8, isGrey = false): Uint8Array {
  const channels = isGrey ? 1 : 3;
  const pixels = isGrey ? samples(1, ([, green]) => [green]) : rgb;
  const step = depth / 8;
  const row = 1 + width * channels * step;
  const raw = Buffer.alloc(row * patchSide);
  for (let index = 0; index < pixels.length; index += 1) {
    const at = Math.floor(index / (width * channels)) * row + 1 + (index % (width * channels)) * step;
    // 257 times a value of 8 bits is the same in 16.
    if (depth === 16) raw.writeUInt16BE((pixels[index] ?? 0) * 257, at);
    else raw[at] = pixels[index] ?? 0;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(patchSide, 4);
  head.set([depth, isGrey ? 0 : 2], 8);
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const body = chunk('IDAT', deflateSync(raw));
  return Buffer.concat([magic, chunk('IHDR', head), ...chunks, body, chunk('IEND', Buffer.alloc(0))]);
}

const iccp = (profile: Uint8Array): Buffer =>
  chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]));
const cicp = (...codes: number[]): Buffer => chunk('cICP', Buffer.from(codes));
const srgb = chunk('sRGB', Buffer.from([0]));
function numbers(name: string, ...values: number[]): Buffer {
  const body = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) body.writeUInt32BE(value, 4 * index);
  return chunk(name, body);
}
const gama = (value: number): Buffer => numbers('gAMA', value);
/** sRGB, as its own chunk says; the gAMA beside it is for readers that don't know the chunk. */
export const pngInSrgb = (): Uint8Array => png([gama(100_000), srgb]);
const p3Places = numbers('cHRM', 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000);

let builtInP3: Uint8Array | undefined;
/** The profile that sharp carries. */
export async function displayP3(): Promise<Uint8Array> {
  builtInP3 ??= await sharp(rgb, { raw: { ...size, channels: 3 } })
    .withIccProfile('p3')
    .png()
    .toBuffer()
    .then(async (bytes) => (await sharp(bytes).metadata()).icc);
  return builtInP3 ?? new Uint8Array();
}

/** The patches' values with a profile, not converted. */
async function tagged(profile: Uint8Array, encode: (picture: Sharp) => Sharp): Promise<Uint8Array> {
  return encode(withProfile(rgb, { ...size, channels: 3 }, profile)).toBuffer();
}

const asJpeg = (picture: Sharp): Sharp => picture.jpeg({ quality: 100, chromaSubsampling: '4:4:4' });

/** Puts an `nclx` box into an AVIF by sharp, which has no alpha and no box of colours. */
function withNclx(avif: Uint8Array, primaries: number, transfer: number): Uint8Array {
  const bytes = Buffer.from(avif);
  const at = (name: string) => bytes.indexOf(name, 0, 'latin1') - 4;
  const [container, association] = [at('ipco'), at('ipma')];
  const containerEnd = container + bytes.readUInt32BE(container);
  const associationEnd = association + bytes.readUInt32BE(association);
  const box = Buffer.alloc(19);
  box.writeUInt32BE(19);
  box.write('colrnclx', 4, 'latin1');
  box.writeUInt16BE(primaries, 12);
  box.writeUInt16BE(transfer, 14);
  box.writeUInt16BE(6, 16);
  box[18] = 0x80;
  const grow = (place: number, by: number) => bytes.writeUInt32BE(bytes.readUInt32BE(place) + by, place);
  // The pixels lie 20 bytes further back: the box and one more association.
  for (const place of [at('meta'), at('iprp'), at('iloc') + 20]) grow(place, 20);
  grow(container, 19);
  grow(association, 1);
  bytes[association + 18] = (bytes[association + 18] ?? 0) + 1;
  const parts = [bytes.subarray(0, containerEnd), box, bytes.subarray(containerEnd, associationEnd)];
  return Buffer.concat([...parts, Buffer.from([4]), bytes.subarray(associationEnd)]);
}

async function avif(primaries: number, transfer: number, bitdepth: 8 | 10): Promise<Uint8Array> {
  const picture = sharp(rgb, { raw: { ...size, channels: 3 } });
  const bytes = await picture.avif({ quality: 100, chromaSubsampling: '4:4:4', bitdepth }).toBuffer();
  return withNclx(bytes, primaries, transfer);
}

/** Inks in 16 steps of Lab: black darkens, the others tint. */
const testInks = inks((cyan, magenta, yellow, black) => [
  Math.max(8, 96 - 38 * cyan - 46 * magenta - 6 * yellow - 80 * black),
  (70 * magenta - 34 * cyan) * (1 - black),
  (80 * yellow - 40 * cyan - 6 * magenta) * (1 - black),
]);

/** The patches as inks, a third of the grey part in black. */
const inkSamples = samples(4, ([red, green, blue]) => {
  const black = Math.floor((255 - Math.max(red, green, blue)) / 3);
  return [255 - red, 255 - green, 255 - blue, black];
});

async function inkJpeg(profile?: Uint8Array): Promise<Uint8Array> {
  const tiff = tiffOf({ ...size, strips: [inkSamples], samples: 4, photometric: 5 });
  const jpeg = await asJpeg(sharp(tiff).pipelineColourspace('cmyk').toColourspace('cmyk')).toBuffer();
  if (profile === undefined) return jpeg;
  const head = Buffer.from('\xff\xe2\0\0ICC_PROFILE\0\x01\x01', 'latin1');
  head.writeUInt16BE(head.length - 2 + profile.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, profile, jpeg.subarray(2)]);
}

const converted = (name: string): string => `colours converted from ${name} to sRGB`;

export const colourCases: readonly ColourCase[] = [
  {
    name: 'Display P3 in PNG',
    make: async () => png([iccp(await displayP3())]),
    shown: [
      [251, 0, 20],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'Display P3 in JPEG',
    make: async () => tagged(await displayP3(), asJpeg),
    shown: [
      [251, 0, 20],
      [0, 204, 12],
      [34, 61, 228],
      [204, 179, 112],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'Display P3 in WebP',
    make: async () => tagged(await displayP3(), (picture) => picture.webp({ lossless: true })),
    shown: [
      [251, 0, 20],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'Display P3 in PNG with 16 bits',
    make: async () => png([iccp(await displayP3())], 16),
    shown: [
      [251, 0, 20],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'Adobe RGB in PNG',
    make: async () => png([iccp(adobeRgb)]),
    shown: [
      [255, 35, 35],
      [0, 201, 36],
      [20, 57, 225],
      [208, 181, 117],
      [68, 68, 68],
      [151, 151, 151],
    ],
    change: converted('Adobe RGB (1998)'),
  },
  {
    name: 'Adobe RGB in JPEG',
    make: async () => tagged(adobeRgb, asJpeg),
    shown: [
      [255, 35, 35],
      [0, 201, 36],
      [20, 57, 224],
      [208, 181, 118],
      [68, 68, 68],
      [151, 151, 151],
    ],
    change: converted('Adobe RGB (1998)'),
  },
  {
    name: 'Adobe RGB in PNG with 16 bits',
    make: async () => png([iccp(adobeRgb)], 16),
    shown: [
      [255, 35, 35],
      [0, 201, 36],
      [20, 57, 225],
      [208, 181, 117],
      [68, 68, 68],
      [151, 151, 151],
    ],
    change: converted('Adobe RGB (1998)'),
  },
  {
    name: 'ProPhoto RGB in PNG',
    make: async () => png([iccp(proPhoto)]),
    shown: [
      [255, 0, 47],
      [0, 229, 0],
      [0, 80, 241],
      [237, 189, 127],
      [88, 88, 88],
      [167, 167, 167],
    ],
    change: converted('ProPhoto RGB'),
  },
  {
    name: 'a grey profile',
    make: async () => png([iccp(grey(1.8))], 8, true),
    shown: [
      [53, 53, 53],
      [210, 210, 210],
      [77, 77, 77],
      [193, 193, 193],
      [88, 88, 88],
      [167, 167, 167],
    ],
    change: converted('Grey 1.8'),
  },
  {
    name: 'a grey profile with 16 bits',
    make: async () => png([iccp(grey(1))], 16, true),
    shown: [
      [110, 110, 110],
      [229, 229, 229],
      [133, 133, 133],
      [219, 219, 219],
      [143, 143, 143],
      [202, 202, 202],
    ],
    change: converted('Grey 1'),
  },
  {
    name: 'gAMA alone',
    make: async () => png([gama(100_000)]),
    shown: [
      [244, 110, 110],
      [110, 229, 133],
      [110, 133, 239],
      [229, 219, 183],
      [143, 143, 143],
      [202, 202, 202],
    ],
    change: converted('gamma 1'),
  },
  {
    name: 'gAMA with 16 bits',
    make: async () => png([gama(100_000)], 16),
    shown: [
      [244, 110, 110],
      [110, 229, 133],
      [110, 133, 239],
      [229, 219, 183],
      [143, 143, 143],
      [202, 202, 202],
    ],
    change: converted('gamma 1'),
  },
  {
    name: 'gAMA with cHRM',
    make: async () => png([gama(55_556), p3Places]),
    shown: [
      [255, 7, 39],
      [0, 214, 48],
      [46, 78, 236],
      [214, 192, 131],
      [88, 88, 88],
      [167, 167, 167],
    ],
    change: converted('gamma 1.8'),
  },
  {
    name: 'a profile beside gAMA',
    make: async () => png([gama(100_000), iccp(await displayP3())]),
    shown: [
      [251, 0, 20],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'cICP Display P3',
    make: async () => png([cicp(12, 13, 0, 1)]),
    shown: [
      [251, 0, 18],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'cICP Display P3 with 16 bits, beside a profile that says otherwise',
    make: async () => png([cicp(12, 13, 0, 1), iccp(adobeRgb)], 16),
    shown: [
      [251, 0, 18],
      [0, 204, 12],
      [34, 61, 229],
      [204, 179, 111],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'cICP BT.2020',
    make: async () => png([cicp(9, 14, 0, 1)]),
    shown: [
      [255, 0, 0],
      [0, 208, 0],
      [0, 46, 229],
      [212, 173, 101],
      [60, 60, 60],
      [144, 144, 144],
    ],
    change: converted('BT.2020'),
  },
  {
    name: 'cICP PQ with 16 bits',
    make: async () => png([cicp(9, 16, 0, 1)], 16),
    shown: [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 175, 0],
      [36, 36, 36],
      [193, 193, 193],
    ],
    change: 'HDR colours (BT.2020 PQ) brought down to sRGB',
  },
  {
    name: 'cICP HLG',
    make: async () => png([cicp(9, 18, 0, 1)]),
    shown: [
      [255, 0, 0],
      [0, 208, 0],
      [0, 38, 212],
      [219, 162, 89],
      [48, 48, 48],
      [122, 122, 122],
    ],
    change: 'HDR colours (BT.2020 HLG) brought down to sRGB',
  },
  {
    name: 'nclx Display P3 in AVIF',
    make: () => avif(12, 13, 8),
    shown: [
      [252, 0, 18],
      [0, 204, 12],
      [34, 61, 228],
      [204, 179, 112],
      [70, 70, 70],
      [150, 150, 150],
    ],
    change: converted('Display P3'),
  },
  {
    name: 'nclx PQ in AVIF',
    make: () => avif(9, 16, 10),
    shown: [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 174, 0],
      [36, 36, 36],
      [192, 192, 192],
    ],
    change: 'HDR colours (BT.2020 PQ) brought down to sRGB',
  },
  {
    name: 'nclx HLG in AVIF',
    make: () => avif(9, 18, 10),
    shown: [
      [255, 0, 0],
      [0, 207, 0],
      [0, 39, 211],
      [218, 161, 89],
      [48, 48, 48],
      [122, 122, 122],
    ],
    change: 'HDR colours (BT.2020 HLG) brought down to sRGB',
  },
  {
    name: 'inks without a profile',
    make: () => inkJpeg(),
    shown: [
      [222, 38, 38],
      [37, 185, 55],
      [38, 57, 210],
      [185, 167, 111],
      [53, 53, 53],
      [129, 129, 129],
    ],
    change: 'ink colours (CMYK) turned into screen colours',
  },
  {
    name: 'inks with a profile',
    make: () => inkJpeg(testInks),
    shown: [
      [200, 59, 5],
      [106, 115, 64],
      [87, 49, 102],
      [200, 151, 104],
      [104, 40, 21],
      [159, 112, 96],
    ],
    change: 'ink colours (CMYK) turned into screen colours',
  },
];
