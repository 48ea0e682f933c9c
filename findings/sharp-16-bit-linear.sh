#!/bin/sh
# The offset of sharp's linear() does nothing to a picture of 16 bits: it counts in the picture's own steps.
#
# linear(1, 40) makes a grey of 64 one of 104 in a picture of 8 bits. The same grey as a PNG of 16 bits (0x4040) goes
# through the same call and comes out, again with 8 bits, as 64: 40 was added to 16448 of 65535. The documentation
# (api-operation, linear) says only that the formula is applied, and threshold(100), negate() and background colours
# of the same class do think in 8 bits for both. So brightness and contrast that were tuned on 8 bits get lost on a
# scan or a rendering of 16, and nothing tells.
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
const grey = (depth) => png({ width: 1, depth, type: 2, rows: [Array(depth === 16 ? 6 : 3).fill(0x40)] });
async function after(depth, change) {
  const made = await change(sharp(grey(depth))).png().toBuffer();
  const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true });
  return `${info.depth} ${data[0]}`;
}
(async () => {
  for (const [name, change, eight, sixteen] of [
    ['nothing', (picture) => picture, 64, 64],
    ['linear(1, 40)', (picture) => picture.linear(1, 40), 104, 64],
    ['linear(2, 0)', (picture) => picture.linear(2, 0), 128, 128],
    ['threshold(100)', (picture) => picture.threshold(100), 0, 0],
    ['threshold(50)', (picture) => picture.threshold(50), 255, 255],
  ]) {
    see(`${name}, from 8 bits`, await after(8, change), `uchar ${eight}`);
    see(`${name}, from 16 bits`, await after(16, change), `uchar ${sixteen}`, `uchar ${eight}`);
  }
})();
JS
node check.cjs
