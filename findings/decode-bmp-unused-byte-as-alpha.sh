#!/bin/sh
# decode-bmp makes an ordinary BMP of 32 bits wholly transparent: the byte that is not used is taken for alpha.
#
# With compression 0 and 32 bits a pixel is blue, green, red and a byte that is not used; Microsoft's documentation of
# BITMAPINFOHEADER (biBitCount) says so, and most programs write 0 there. Expected: opaque colours, as Skia (@napi-
# rs/canvas) reads them. Seen: the right colours with alpha 0, so a picture that nobody sees. Alpha has a place only
# in the later headers (V4, V5) with a mask of its own. decode-ico uses the same code, where 32 bits really have
# alpha.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact decode-bmp@0.2.1 @napi-rs/canvas@1.1.1
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

const decodeBmp = require('decode-bmp');
const { createCanvas, loadImage } = require('@napi-rs/canvas');
console.log(`${version('decode-bmp')}, ${version('@napi-rs/canvas')}`);
const picture = bmp({ width: 2, height: 1, bits: 32, pixels: [50, 100, 200, 0, 30, 20, 10, 0] });
(async () => {
  const image = await loadImage(picture);
  const context = createCanvas(2, 1).getContext('2d');
  context.drawImage(image, 0, 0);
  const right = [...context.getImageData(0, 0, 2, 1).data];
  see('decode-bmp', [...decodeBmp(picture).data], '200,100,50,0,10,20,30,0', right);
  see('Skia', right, '200,100,50,255,10,20,30,255');
})();
JS
node check.cjs
