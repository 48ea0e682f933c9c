#!/bin/sh
# sharp reads a PNG whose cICP chunk says Display P3 or BT.2100 PQ as if it were sRGB, and drops the chunk.
#
# The third edition of the PNG specification puts cICP before iCCP, sRGB and gAMA. Browsers follow it. Seen: the
# same values come out for any cICP and for any gAMA, metadata() tells of neither, and the output has neither:
# what was red in P3 becomes a duller red, what was HDR becomes grey.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sharp@0.35.5
cat >check.cjs <<'JS'
const sharp = require('sharp');
const { crc32, deflateSync } = require('node:zlib');
function chunk(name, body) {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length);
  bytes.write(name, 4, 'latin1');
  body.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}
const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
const png = (...chunks) =>
  Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.from([0, 230, 40, 40]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
(async () => {
  console.log('sharp', sharp.versions.sharp, 'libvips', sharp.versions.vips, 'libpng', sharp.versions.png);
  const inputs = {
    nothing: png(),
    'cICP Display P3': png(chunk('cICP', Buffer.from([12, 13, 0, 1]))),
    'cICP BT.2100 PQ': png(chunk('cICP', Buffer.from([9, 16, 0, 1]))),
    'gAMA 1.0': png(chunk('gAMA', Buffer.from([0, 1, 134, 160]))),
  };
  for (const [name, input] of Object.entries(inputs)) {
    const output = await sharp(input).png().toBuffer();
    const pixel = [...(await sharp(output).raw().toBuffer())];
    const { space, hasProfile } = await sharp(input).metadata();
    const kept = output.includes('cICP') || output.includes('gAMA') || output.includes('iCCP');
    console.log(`${name}: ${space}, profile ${hasProfile}; out ${pixel}, colours told ${kept}`);
    if (`${pixel}` !== '230,40,40' || kept || hasProfile) throw new Error('the finding does not hold any more');
  }
  console.log('holds');
})().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
JS
node check.cjs
