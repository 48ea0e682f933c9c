#!/bin/sh
# Three TIFF readers in JavaScript ignore FillOrder: utif2, geotiff and tiff show the bits of each byte backwards.
#
# FillOrder 2 (TIFF 6.0, page 32) says that the first pixel is in the lowest bit of a byte; fax software and scanners
# write it. A line of eight pixels, of which only the first is white, is stored as 0x01. Expected: white first, as
# sharp (libtiff) reads it. Seen: all three put white last, that is, they mirror each group of eight pixels, which
# makes text unreadable. None fails, though tiff raises an error for much else that it can't read. No README of the
# three speaks of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact utif2@4.1.0 geotiff@3.0.5 tiff@7.1.3 sharp@0.35.5
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
console.log(`${['utif2', 'geotiff', 'tiff'].map(version).join(', ')}, sharp ${sharp.versions.sharp}`);
const picture = tiff({ 256: [8], 258: [1], 262: [1], 266: [2], 277: [1] }, [0x01]);
const every = (step, pixels) => [...pixels].filter((_, index) => index % step === 0).map((grey) => (grey ? 1 : 0)).join('');
(async () => {
  const { fromArrayBuffer } = await import('geotiff');
  const { decode } = await import('tiff');
  const right = every(3, await sharp(picture).toColourspace('srgb').raw().toBuffer());
  see('sharp', right, '10000000');
  const [first] = UTIF.decode(whole(picture));
  UTIF.decodeImage(whole(picture), first);
  see('utif2', every(4, UTIF.toRGBA8(first)), '00000001', right);
  const image = await (await fromArrayBuffer(whole(picture))).getImage();
  const [greys] = await image.readRasters();
  see('geotiff', every(1, greys), '00000001', right);
  const [page] = decode(picture);
  see('tiff', every(1, page.data), '00000001', right);
})();
JS
node check.cjs
