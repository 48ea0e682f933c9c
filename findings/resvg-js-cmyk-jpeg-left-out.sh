#!/bin/sh
# @resvg/resvg-js leaves out a JPEG in CMYK that an SVG holds, without an error or a warning: the place stays empty.
#
# SVG 2 (section 12.3, "image") wants JPEG read, and JPEG allows four components; drawings for print hold such
# pictures. A red JPEG in CMYK with Adobe's marker is drawn by sharp (librsvg) and shown by browsers. Seen from resvg-
# js: transparent pixels where the picture should be, and a call that succeeds. The same JPEG in YCbCr is drawn. A
# preview or a thumbnail of such a drawing lacks its photos, and nobody is told.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @resvg/resvg-js@2.6.2 sharp@0.35.5
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

const { Resvg } = require('@resvg/resvg-js');
const sharp = require('sharp');
console.log(`${version('@resvg/resvg-js')}, sharp ${sharp.versions.sharp}, librsvg ${sharp.versions.rsvg}`);
const drawing = (picture) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><image width="8" height="8" href="data:image/jpeg;base64,${picture.toString('base64')}"/></svg>`;
(async () => {
  // Adobe stores ink the other way round: 255 is none.
  const inks = drawing(jpeg([255, 0, 0, 255], adobe(0)));
  const plain = drawing(jpeg([76, 85, 255], adobe(1)));
  const alpha = (pixels) => pixels[4 * 8 * 4 + 4 * 4 + 3];
  const drawn = async (svg) => alpha(await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer());
  see('resvg-js, YCbCr: alpha', alpha(new Resvg(plain).render().pixels), '255');
  see('resvg-js, CMYK: alpha', alpha(new Resvg(inks).render().pixels), '0', '255');
  see('sharp, CMYK: alpha', await drawn(inks), '255');
})();
JS
node check.cjs
