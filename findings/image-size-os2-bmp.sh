#!/bin/sh
# image-size says 131074 by 1572865 of a BMP of 2 by 2 whose header is the short one of OS/2.
#
# A BMP starts with a file header and one of several picture headers, told apart by their length. The first of them,
# BITMAPCOREHEADER of 12 bytes, has width and height in two bytes each (Microsoft's documentation of it); all later
# ones have four. image-size reads four always, so that the width contains the height and the height contains planes
# and bits, and gives the result out as a size. Layouts break, and limits on size refuse a tiny icon. probe-image-
# size, asked for comparison, looks at the length and says 2 by 2; BMPs of this kind are still opened by browsers.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact image-size@2.1.0 probe-image-size@7.5.0
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

const { imageSize } = require('image-size');
const probe = require('probe-image-size');
console.log(`${version('image-size')}, ${version('probe-image-size')}`);
const pixels = Buffer.from([255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]);
const head = Buffer.alloc(26);
head.write('BM', 'latin1');
head.writeUInt32LE(26 + pixels.length, 2);
head.writeUInt32LE(26, 10);
for (const [at, value] of [[14, 12], [18, 2], [20, 2], [22, 1], [24, 24]]) head.writeUInt16LE(value, at);
const picture = Buffer.concat([head, pixels]);
const size = ({ width, height }) => `${width} by ${height}`;
see('image-size', size(imageSize(picture)), '131074 by 1572865', '2 by 2');
see('probe-image-size', size(probe.sync(picture)), '2 by 2');
JS
node check.cjs
