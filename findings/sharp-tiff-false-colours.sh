#!/bin/sh
# sharp reads some kinds of TIFF in false colours, without an error or a warning: squares of one colour whose fields
# (TIFF 6.0: BitsPerSample, SampleFormat, PhotometricInterpretation) say plainly how their numbers are to be read.
# Met while preparing pictures for a provider: they were sent black or in other colours.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5
cat > run.cjs <<'JS'
const sharp = require('sharp');
const side = 16;

/** A TIFF of one strip, low byte first. */
function tiff({ bits, photometric, sampleFormat, pixel }) {
  const strip = Buffer.concat(Array(side * side).fill(pixel));
  const fields = [
    [256, 3, [side]], [257, 3, [side]], [258, 3, [bits, bits, bits]], [259, 3, [1]], [262, 3, [photometric]],
    [273, 4, [8]], [277, 3, [3]], [278, 3, [side]], [279, 4, [strip.length]], [284, 3, [1]],
    [339, 3, [sampleFormat, sampleFormat, sampleFormat]],
    ...(photometric === 6 ? [[530, 3, [1, 1]]] : []),
  ];
  const values = [];
  let at = 8 + strip.length;
  const entries = fields.map(([tag, kind, numbers]) => {
    const size = kind === 3 ? 2 : 4;
    const body = Buffer.alloc(Math.max(4, size * numbers.length));
    numbers.forEach((n, i) => (size === 2 ? body.writeUInt16LE(n, 2 * i) : body.writeUInt32LE(n, 4 * i)));
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(tag, 0);
    entry.writeUInt16LE(kind, 2);
    entry.writeUInt32LE(numbers.length, 4);
    if (body.length === 4) body.copy(entry, 8);
    else {
      entry.writeUInt32LE(at, 8);
      at += body.length;
      values.push(body);
    }
    return entry;
  });
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(at, 4);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  return Buffer.concat([head, strip, ...values, count, ...entries, Buffer.alloc(4)]);
}

const numbers = (size, ...values) => {
  const bytes = Buffer.alloc(size * values.length);
  values.forEach((value, i) => (size === 4 ? bytes.writeUInt32LE(value, 4 * i) : bytes.writeInt16LE(value, 2 * i)));
  return bytes;
};
const plain = { bits: 8, photometric: 2, sampleFormat: 1, pixel: Buffer.of(200, 100, 50) };
const cases = {
  '8-bit RGB, for comparison': [plain, '200,100,50'],
  '32-bit unsigned RGB': [
    { ...plain, bits: 32, pixel: numbers(4, 200 * 0x1010101, 100 * 0x1010101, 50 * 0x1010101) },
    '0,255,255',
  ],
  '16-bit signed RGB (half as bright: 100, 50, 25)': [
    { ...plain, bits: 16, sampleFormat: 2, pixel: numbers(2, 100 * 128, 50 * 128, 25 * 128) },
    '255,255,255',
  ],
  'YCbCr without subsampling (129, 86, 179 is RGB 201, 107, 55)': [
    { ...plain, photometric: 6, pixel: Buffer.of(129, 86, 179) },
    '129,86,179',
  ],
};
(async () => {
  console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, libtiff ${sharp.versions.tiff}`);
  let changed = false;
  for (const [name, [traits, seen]] of Object.entries(cases)) {
    const { data } = await sharp(tiff(traits), { failOn: 'warning' })
      .toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const pixel = [...data.subarray(0, 3)].join();
    console.log(`${name}: ${pixel}${pixel === seen ? '' : ` (was ${seen})`}`);
    changed ||= pixel !== seen;
  }
  process.exitCode = changed ? 1 : 0;
})();
JS
node run.cjs
