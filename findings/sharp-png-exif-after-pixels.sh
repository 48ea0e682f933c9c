#!/bin/sh
# sharp does not see the EXIF of a PNG whose `eXIf` chunk stands behind the pixels, so it does not turn the picture.
#
# The PNG specification (third edition, section 5.6, table of chunk ordering) lets `eXIf` stand anywhere between
# `IHDR` and `IEND`, except among the `IDAT` chunks; writers that stream put it at the end. Expected: metadata() tells
# orientation 6, autoOrient() makes a picture of 2 by 1 one of 1 by 2. Seen: that is so in front of the pixels; behind
# them there is neither an orientation nor EXIF, without a word, so that a photo lies on its side and its date is
# lost. exifr finds the orientation in both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5 exifr@7.1.3
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

const { deflateSync } = require('node:zlib');
const u32 = (n) => Buffer.of(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}
const chunk = (name, ...parts) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), ...parts]);
  return Buffer.concat([u32(named.length - 4), named, u32(crc(named))]);
};
/** A PNG; `rows` are stored bytes of a line each, `before` and `after` chunks around the pixels. */
const png = ({ width, depth, type, rows, before = [], after = [] }) =>
  Buffer.concat([
    Buffer.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', u32(width), u32(rows.length), Buffer.of(depth, type, 0, 0, 0)),
    ...before,
    chunk('IDAT', deflateSync(Buffer.concat(rows.map((row) => Buffer.from([0, ...row]))))),
    ...after,
    chunk('IEND'),
  ]);

const sharp = require('sharp');
const exifr = require('exifr');
console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, ${version('exifr')}`);
const turned = chunk('eXIf', Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1'));
const two = { width: 2, depth: 8, type: 2, rows: [[255, 0, 0, 0, 0, 255]] };
async function told(picture) {
  const { orientation, exif } = await sharp(picture).metadata();
  const { info } = await sharp(picture).autoOrient().png().toBuffer({ resolveWithObject: true });
  return `orientation ${orientation}, EXIF ${exif !== undefined}, upright ${info.width} by ${info.height}`;
}
(async () => {
  const before = png({ ...two, before: [turned] });
  const after = png({ ...two, after: [turned] });
  see('in front of the pixels', await told(before), 'orientation 6, EXIF true, upright 1 by 2');
  see('behind the pixels', await told(after), 'orientation undefined, EXIF false, upright 2 by 1');
  see('exifr, behind the pixels', await exifr.orientation(after), '6');
})();
JS
node check.cjs
