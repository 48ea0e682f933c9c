#!/bin/sh
# sharp tells a density in dots per inch of a PNG that states no unit, and writes it down as one.
#
# `pHYs` of a PNG with unit 0 gives only the shape of a pixel, for instance twice as many pixels across as down (PNG
# specification, section 11.3.4.3: the unit is not known). Expected: no density. Seen: density 51, which is 2 pixels
# in a millimetre, a unit that nobody wrote. The same numbers with the metre as their unit are too few for a density.
# A JPEG written with the metadata kept then claims 51 dots per inch: on paper a picture of 1000 pixels becomes half a
# metre wide. Of the two numbers only the first is told, so the shape of the pixels is lost too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5
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
console.log(`sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}`);
const shaped = (unit) =>
  png({ width: 1, depth: 8, type: 2, rows: [[9, 9, 9]], before: [chunk('pHYs', u32(2), u32(1), Buffer.of(unit))] });
(async () => {
  const { density } = await sharp(shaped(0)).metadata();
  see('density of a PNG without a unit', density, '51', 'undefined');
  const metres = await sharp(shaped(1)).metadata();
  see('density of 2 pixels a metre', metres.density, 'undefined');
  const jpeg = await sharp(shaped(0)).keepMetadata().jpeg().toBuffer();
  const again = await sharp(jpeg).metadata();
  see('density of the JPEG made of it', again.density, '51', 'undefined');
})();
JS
node check.cjs
