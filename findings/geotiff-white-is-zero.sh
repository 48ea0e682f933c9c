#!/bin/sh
# geotiff's readRGB() makes the white of a TIFF whose zero means white black, and every other grey one too light.
#
# PhotometricInterpretation 0 (TIFF 6.0, page 37) counts from white: of 8 bits, 0 is white and 255 black. So a stored
# value becomes 255 minus itself. geotiff takes it from 256, and the answer is put into bytes: 170 becomes 86 instead
# of 85, 255 becomes 1, and white, 256, begins anew at 0. Whatever is lightest turns into holes. Faxes, scans and many
# masks are stored this way. sharp (libtiff) reads 255, 85 and 0. The README offers readRGB for greys, palettes and
# CMYK alike.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact geotiff@3.0.5 sharp@0.35.5
cat >check.cjs <<'JS'
/** Prints what is seen and remembers whether it is what was seen first. */
function see(what, seen, first, right) {
  const same = `${seen}` === `${first}`;
  console.log(`${what}: ${seen}${right === undefined ? '' : ` (right: ${right})`}${same ? '' : ` CHANGED, was ${first}`}`);
  if (!same) process.exitCode = 1;
}
process.on('exit', (code) => console.log(code === 0 ? 'holds' : 'the finding does not hold any more'));
process.on('unhandledRejection', (error) => {
  console.error(error.message);
  process.exit(1);
});
const { readFileSync } = require('node:fs');
const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;

/** A TIFF of one line, low byte first; every field is a list of 16-bit numbers. */
function tiff(fields, ...strips) {
  const offsets = strips.map((_, index) => 8 + strips.slice(0, index).reduce((sum, strip) => sum + strip.length, 0));
  const all = { 257: [1], 259: [1], 278: [1], 273: offsets, 279: strips.map((strip) => strip.length), ...fields };
  const values = [];
  let at = 8 + strips.flat().length + (strips.flat().length % 2);
  const start = at;
  const entries = Object.entries(all).map(([tag, numbers]) => {
    const body = Buffer.alloc(Math.max(4, 2 * numbers.length));
    numbers.forEach((number, index) => body.writeUInt16LE(number, 2 * index));
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(Number(tag), 0);
    entry.writeUInt16LE(3, 2);
    entry.writeUInt32LE(numbers.length, 4);
    if (body.length === 4) body.copy(entry, 8);
    else {
      entry.writeUInt32LE(at, 8);
      at += body.length;
      values.push(body);
    }
    return entry;
  });
  const pixels = Buffer.alloc(start - 8);
  Buffer.from(strips.flat()).copy(pixels);
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(at, 4);
  const count = Buffer.of(entries.length, 0);
  return Buffer.concat([head, pixels, ...values, count, ...entries, Buffer.alloc(4)]);
}
const whole = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

const sharp = require('sharp');
console.log(`${version('geotiff')}, sharp ${sharp.versions.sharp}, libtiff ${sharp.versions.tiff}`);
(async () => {
  const { fromArrayBuffer } = await import('geotiff');
  const picture = tiff({ 256: [3], 258: [8], 262: [0], 277: [1] }, [0, 170, 255]);
  const image = await (await fromArrayBuffer(whole(picture))).getImage();
  const greys = (pixels) => [...pixels].filter((_, index) => index % 3 === 0);
  const seen = greys(await image.readRGB({ interleave: true }));
  const right = greys(await sharp(picture).toColourspace('srgb').raw().toBuffer());
  see('geotiff', seen, '0,86,1', right);
  see('sharp', right, '255,85,0');
})();
JS
node check.cjs
