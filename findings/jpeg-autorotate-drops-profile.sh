#!/bin/sh
# jpeg-autorotate turns a JPEG upright and loses its colour profile: pictures in Display P3 become duller.
#
# The README promises the picture turned, its orientation set to 1 and "the other tags" left as they are. Expected:
# the pixels turned and everything that says what they mean still there. Seen: EXIF is put back, the ICC profile
# (APP2, ICC.1 annex B.4) is not, because the picture is decoded and encoded anew and only EXIF is carried over.
# Photos of many phones have both a profile and an orientation, so each one that needs turning changes its colours,
# and those that need none don't. sharp tells the profile before and after.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact jpeg-autorotate@9.0.0 sharp@0.35.5
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

const { rotate } = require('jpeg-autorotate');
const sharp = require('sharp');
console.log(`${version('jpeg-autorotate')}, sharp ${sharp.versions.sharp}`);
(async () => {
  const red = { create: { width: 20, height: 10, channels: 3, background: '#c86432' } };
  const photo = await sharp(red).withIccProfile('p3').withMetadata({ orientation: 6, icc: 'p3' }).jpeg().toBuffer();
  const told = async (bytes) => {
    const { width, height, orientation, icc } = await sharp(bytes).metadata();
    return `${width} by ${height}, orientation ${orientation}, profile ${icc !== undefined}`;
  };
  see('before', await told(photo), '20 by 10, orientation 6, profile true');
  const { buffer } = await rotate(photo, { quality: 95 });
  see('after', await told(buffer), '10 by 20, orientation 1, profile false', '10 by 20, orientation 1, profile true');
})();
JS
node check.cjs
