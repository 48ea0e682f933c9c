#!/bin/sh
# utif2 mixes up the colours of a TIFF that stores them in planes, and makes 4-bit greys invisible.
#
# PlanarConfiguration 2 (TIFF 6.0, page 38) stores first all reds, then all greens, then all blues, each in strips of
# their own; many programs for print and maps write it. utif2 reads the planes as though the colours of a pixel stood
# side by side: of 200,100,50 and 10,20,30 it makes 200,10,0 and black. A grey TIFF of 4 bits (page 22) becomes
# transparent black. Neither is an error, and the README speaks of RGB and grey pictures without an exception. sharp
# (libtiff) reads both as written. jimp reads TIFF through utif2, so it shows the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact utif2@4.1.0 sharp@0.35.5
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

const UTIF = require('utif2');
const sharp = require('sharp');
console.log(`${version('utif2')}, sharp ${sharp.versions.sharp}, libtiff ${sharp.versions.tiff}`);
const utif = (bytes) => {
  const [first] = UTIF.decode(whole(bytes));
  UTIF.decodeImage(whole(bytes), first);
  return [...UTIF.toRGBA8(first)];
};
const libtiff = async (bytes) => [...(await sharp(bytes).toColourspace('srgb').ensureAlpha().raw().toBuffer())];
(async () => {
  const rgb = { 256: [2], 258: [8, 8, 8], 262: [2], 277: [3] };
  const side = tiff({ ...rgb, 284: [1] }, [200, 100, 50, 10, 20, 30]);
  const planes = tiff({ ...rgb, 284: [2] }, [200, 10], [100, 20], [50, 30]);
  const grey = tiff({ 256: [2], 258: [4], 262: [1], 277: [1] }, [0x5f]);
  see('utif2, side by side', utif(side), '200,100,50,255,10,20,30,255');
  see('utif2, planes', utif(planes), '200,10,0,255,0,0,0,255', await libtiff(planes));
  see('utif2, grey of 4 bits', utif(grey), '0,0,0,0,0,0,0,0', await libtiff(grey));
  see('sharp, planes', await libtiff(planes), '200,100,50,255,10,20,30,255');
  see('sharp, grey of 4 bits', await libtiff(grey), '85,85,85,255,255,255,255,255');
})();
JS
node check.cjs
