#!/bin/sh
# jpeg-js shows a JPEG that holds red, green and blue in false colours, though the file says what it holds.
#
# The marker APP14 of Adobe has a byte for the transform: 0 means that the values are RGB as they stand, 1 that they
# are YCbCr (ITU-T T.872, section 6.5.3). Image editors write 0 when they are asked for the best quality. jpeg-js
# takes 0 for "not told" and then converts from YCbCr: 200,100,50 becomes 90,255,150. Its README says of
# `colorTransform` that undefined respects what is in the metadata. sharp (libjpeg) reads the colours as they are, and
# so do browsers. jimp and image tools for tests read JPEG through jpeg-js and show the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact jpeg-js@0.4.4 sharp@0.35.5
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

/** A baseline JPEG of 8 by 8 in one colour, given as it is stored: only the first coefficient of each block. */
function jpeg(colour, ...markers) {
  const segment = (marker, ...body) => [255, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
  const ids = colour.map((_, index) => index + 1);
  let bits = '';
  for (const value of colour) {
    const first = (value - 128) * 8;
    const size = first === 0 ? 0 : Math.floor(Math.log2(Math.abs(first))) + 1;
    bits += size.toString(2).padStart(4, '0');
    if (size > 0) bits += (first > 0 ? first : first + 2 ** size - 1).toString(2).padStart(size, '0');
    bits += '0';
  }
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g).map((byte) => parseInt(byte, 2));
  return Buffer.from([
    255, 0xd8,
    ...markers.flatMap(([marker, ...body]) => segment(marker, ...body)),
    ...segment(0xdb, 0, ...Array(64).fill(1)),
    ...segment(0xc0, 8, 0, 8, 0, 8, ids.length, ...ids.flatMap((id) => [id, 0x11, 0])),
    ...segment(0xc4, 0, 0, 0, 0, 12, ...Array(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    ...segment(0xc4, 0x10, 1, ...Array(15).fill(0), 0),
    ...segment(0xda, ids.length, ...ids.flatMap((id) => [id, 0]), 0, 63, 0),
    ...bytes.flatMap((byte) => (byte === 255 ? [255, 0] : [byte])),
    255, 0xd9,
  ]);
}
const adobe = (transform) => [0xee, ...Buffer.from('Adobe', 'latin1'), 0, 100, 0, 0, 0, 0, transform];

const decoder = require('jpeg-js');
const sharp = require('sharp');
console.log(`${version('jpeg-js')}, sharp ${sharp.versions.sharp}`);
const near = (one, other) => one.every((value, index) => Math.abs(value - other[index]) <= 2);
(async () => {
  for (const [name, picture, seen, right] of [
    ['transform 1 (YCbCr)', jpeg([129, 86, 179], adobe(1)), [200, 107, 54], [201, 107, 55]],
    ['transform 0 (RGB)', jpeg([200, 100, 50], adobe(0)), [90, 255, 150], [200, 100, 50]],
  ]) {
    const pixel = [...decoder.decode(picture).data.subarray(0, 3)];
    see(`jpeg-js, ${name}: ${pixel}; as before`, near(pixel, seen), 'true', right);
    const other = [...(await sharp(picture).raw().toBuffer()).subarray(0, 3)];
    see(`sharp, ${name}: ${other}; right`, near(other, right), 'true');
  }
})();
JS
node check.cjs
