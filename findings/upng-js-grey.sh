#!/bin/sh
# upng-js reads grey PNGs of 1, 2 and 4 bits wrongly from the second line on, and never lets black be transparent.
#
# The first line comes out right; further lines are cut from the wrong bytes, since the lines are taken to follow each
# other without the padding that fills each to whole bytes (PNG specification, section 7.2). And where `tRNS` of a
# grey picture names 0 (section 11.3.1.1: the grey that is fully transparent), the picture stays opaque; 7 works.
# `toRGBA8` neither fails nor warns, and its README promises the picture in RGBA. Icons, scans and masks come out as
# another picture or opaque. pngjs reads both as the specification says.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact upng-js@2.1.0 pngjs@7.0.0
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

const UPNG = require('upng-js');
const { PNG } = require('pngjs');
console.log(`${version('upng-js')}, ${version('pngjs')}`);
const upng = (bytes) => [...new Uint8Array(UPNG.toRGBA8(UPNG.decode(bytes))[0])];
const pngjs = (bytes) => [...PNG.sync.read(bytes).data];
// Lines of three pixels, each white, black, white.
const striped = png({ width: 3, depth: 1, type: 0, rows: [[0b10100000], [0b10100000]] });
const greys = (pixels) => pixels.filter((_, index) => index % 4 === 0).join();
see('upng-js, 1 bit', greys(upng(striped)), '255,0,255,0,0,0', greys(pngjs(striped)));
see('pngjs, 1 bit', greys(pngjs(striped)), '255,0,255,255,0,255');
const clear = (grey) =>
  png({ width: 2, depth: 8, type: 0, rows: [[grey, 9]], before: [chunk('tRNS', Buffer.of(0, grey))] });
const alphas = (pixels) => pixels.filter((_, index) => index % 4 === 3).join();
see('upng-js, alpha where 7 is transparent', alphas(upng(clear(7))), '0,255');
see('upng-js, alpha where 0 is transparent', alphas(upng(clear(0))), '255,255', alphas(pngjs(clear(0))));
see('pngjs, alpha where 0 is transparent', alphas(pngjs(clear(0))), '0,255');
JS
node check.cjs
