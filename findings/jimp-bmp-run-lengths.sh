#!/bin/sh
# jimp reads a BMP with run lengths as black, and the white of a 16-bit BMP as light grey, without an error.
#
# RLE8 (compression 1) stores pairs of a count and a palette entry. Expected: red, green over blue, white. Seen: four
# black pixels. A BMP of 16 bits has five bits a colour, of which all ones mean full light; jimp shifts them up and
# leaves the low bits empty, so that white is 248 instead of 255. BITMAPINFOHEADER in Microsoft's documentation
# describes both; Skia (@napi-rs/canvas), which is in Chrome, reads both so. Who converts old drawings and scans with
# jimp gets black rectangles, or pictures that are never white.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact jimp@1.6.1 @napi-rs/canvas@1.1.1
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

/** A BMP with a header of 40 bytes; `palette` holds red, green and blue. */
function bmp({ width, height, bits, compression = 0, palette = [], pixels }) {
  const head = Buffer.alloc(54);
  const start = 54 + 4 * palette.length;
  head.write('BM', 'latin1');
  head.writeUInt32LE(start + pixels.length, 2);
  head.writeUInt32LE(start, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  head.writeUInt32LE(pixels.length, 34);
  head.writeUInt32LE(palette.length, 46);
  return Buffer.concat([head, ...palette.map(([r, g, b]) => Buffer.of(b, g, r, 0)), Buffer.from(pixels)]);
}

const { Jimp } = require('jimp');
const { createCanvas, loadImage } = require('@napi-rs/canvas');
console.log(`${version('jimp')}, ${version('@napi-rs/canvas')}`);
const hex = (pixels) => Buffer.from(pixels).toString('hex').match(/.{8}/g).join(' ');
async function skia(bytes) {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return hex(context.getImageData(0, 0, image.width, image.height).data);
}
const palette = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
const runs = [1, 2, 1, 3, 0, 0, 1, 0, 1, 1, 0, 1];
const packed = bmp({ width: 2, height: 2, bits: 8, compression: 1, palette, pixels: runs });
const fifteen = bmp({ width: 2, height: 1, bits: 16, pixels: [0xff, 0x7f, 0x00, 0x7c] });
(async () => {
  const jimp = async (bytes) => hex((await Jimp.fromBuffer(bytes)).bitmap.data);
  see('jimp, run lengths', await jimp(packed), '000000ff 000000ff 000000ff 000000ff', await skia(packed));
  see('jimp, 16 bits', await jimp(fifteen), 'f8f8f8ff f80000ff', await skia(fifteen));
  see('Skia, run lengths', await skia(packed), 'ff0000ff 00ff00ff 0000ffff ffffffff');
  see('Skia, 16 bits', await skia(fifteen), 'ffffffff ff0000ff');
})();
JS
node check.cjs
