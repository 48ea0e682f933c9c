#!/bin/sh
# sharp makes P3 values of a 16-bit picture with a colour profile, and writes them without one.
#
# A PNG of 16 bits whose profile says sRGB goes through sharp as most people use it. Expected: the same colours,
# since sRGB is what sharp's output is taken for. Seen: values of Display P3 and no profile, so that every viewer
# shows duller colours. The same picture with 8 bits comes out right, and so do 16 bits without a profile.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5
cat >check.cjs <<'JS'
const sharp = require('sharp');
const red = { create: { width: 8, height: 8, channels: 3, background: '#e62828' } };
const pixelOf = async (bytes) => [...(await sharp(bytes).toColourspace('srgb').raw().toBuffer()).subarray(0, 3)];
(async () => {
  console.log('sharp', sharp.versions.sharp, 'libvips', sharp.versions.vips);
  const seen = {};
  for (const [name, depth, profiled] of [
    ['8 bits with sRGB profile', 'srgb', true],
    ['16 bits without profile', 'rgb16', false],
    ['16 bits with sRGB profile', 'rgb16', true],
  ]) {
    // keepIccProfile only carries the profile over: the values stay those of sRGB.
    const tagged = await sharp(await sharp(red).withIccProfile('srgb').png().toBuffer());
    const plain = sharp(await sharp(red).png().toBuffer());
    const picture = profiled ? tagged.keepIccProfile() : plain;
    const input = await picture.toColourspace(depth).png().toBuffer();
    const { depth: bits, hasProfile } = await sharp(input).metadata();
    const output = await sharp(input).png().toBuffer();
    const after = await sharp(output).metadata();
    seen[name] = await pixelOf(output);
    console.log(`${name}: in ${bits}, profile ${hasProfile}; out ${seen[name]}, profile ${after.hasProfile}`);
  }
  const near = (one, other) => one.every((value, index) => Math.abs(value - other[index]) <= 2);
  const right = [230, 40, 40];
  const inP3 = [212, 61, 50];
  if (!near(seen['8 bits with sRGB profile'], right)) throw new Error('8 bits changed');
  if (!near(seen['16 bits without profile'], right)) throw new Error('16 bits without a profile changed');
  if (!near(seen['16 bits with sRGB profile'], inP3)) throw new Error('the finding does not hold any more');
  console.log('holds');
})().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
JS
node check.cjs
