#!/bin/sh
# sharp (librsvg) draws the filter functions of CSS in an SVG too light: it reckons in linear light.
#
# `filter: grayscale(1)` makes pure red a grey of 54 in every browser: the Filter Effects module says that the
# functions work in sRGB, and that `color-interpolation-filters` has no say in them. librsvg applies them in linear
# light, as is right for a `<filter>` element, and comes to 127. saturate(), sepia(), brightness() and others go the
# same way. resvg draws 54. A drawing whose icons are greyed out with one line of CSS gets another look as a PNG.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5 @resvg/resvg-js@2.6.2
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

const sharp = require('sharp');
const { Resvg } = require('@resvg/resvg-js');
console.log(`sharp ${sharp.versions.sharp}, librsvg ${sharp.versions.rsvg}, ${version('@resvg/resvg-js')}`);
const square = (style) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#f00" style="${style}"/></svg>`;
(async () => {
  for (const [style, seen, right] of [
    ['filter:none', '255,0,0', '255,0,0'],
    ['filter:grayscale(1)', '127,127,127', '54,54,54'],
    ['filter:brightness(0.5)', '188,0,0', '127,0,0'],
  ]) {
    const pixel = [...(await sharp(Buffer.from(square(style))).raw().toBuffer()).subarray(0, 3)];
    see(`sharp, ${style}`, pixel, seen, right);
    see(`resvg, ${style}`, [...new Resvg(square(style)).render().pixels.subarray(0, 3)], right);
  }
})();
JS
node check.cjs
