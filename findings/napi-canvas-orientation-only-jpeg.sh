#!/bin/sh
# @napi-rs/canvas turns a JPEG by the orientation in its EXIF, but not a PNG or WebP that says the same.
#
# loadImage gives a picture of 20 by 10 with orientation 6 as 10 by 20 if it is a JPEG, and the same picture with the
# same EXIF as 20 by 10 if it is a PNG or WebP. The PNG specification has `eXIf` since 2017 (extensions 1.5.0) and in
# its third edition; CSS Images (image-orientation: from-image) makes no difference between types. WebP has its chunk
# `EXIF` from the beginning. sharp, asked for comparison, turns all three. So the same photo, converted from JPEG to
# WebP with its metadata kept, lies on its side in what a server draws, though it stands upright before.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @napi-rs/canvas@1.1.1 sharp@0.35.5
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
const { loadImage } = require('@napi-rs/canvas');
console.log(`${version('@napi-rs/canvas')}, sharp ${sharp.versions.sharp}`);
(async () => {
  const red = { create: { width: 20, height: 10, channels: 3, background: '#c86432' } };
  for (const [type, seen] of [['jpeg', '10 by 20'], ['png', '20 by 10'], ['webp', '20 by 10']]) {
    const picture = await sharp(red).withMetadata({ orientation: 6 })[type]().toBuffer();
    const upright = await sharp(picture).autoOrient().raw().toBuffer({ resolveWithObject: true });
    see(`sharp, ${type}`, `${upright.info.width} by ${upright.info.height}`, '10 by 20');
    const { width, height } = await loadImage(picture);
    see(`@napi-rs/canvas, ${type}`, `${width} by ${height}`, seen, '10 by 20');
  }
})();
JS
node check.cjs
