#!/bin/sh
# gifuct-js loses delay and transparency of a GIF's frame if a comment and an application block stand behind its
# control block.
#
# A graphic control extension is for the next picture, whatever other extensions stand between (GIF89a, section 23: it
# is for the next block that renders something, which comments and application data don't). gifuct-js collects the
# extensions of a frame in one fixed order: control, application, comment, picture. If a comment comes before an
# application block the frame starts anew, and its control block is gone: no delay, and the colour that was
# transparent is painted. omggif and libnsgif (sharp) keep both. Without a delay players show the frame for 0 ms; a
# sticker gets a coloured box.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact gifuct-js@2.1.2 omggif@1.0.10
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

const { parseGIF, decompressFrames } = require('gifuct-js');
const { GifReader } = require('omggif');
console.log(`${version('gifuct-js')}, ${version('omggif')}`);
const control = [0x21, 0xf9, 4, 1, 10, 0, 1, 0];
const comment = [0x21, 0xfe, 3, 65, 66, 67, 0];
const loop = [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0', 'latin1'), 3, 1, 0, 0, 0];
const picture = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
const gif = (...blocks) =>
  Buffer.from([...Buffer.from('GIF89a', 'latin1'), 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255, ...blocks.flat(), 0x3b]);
const gifuct = (bytes) => {
  const [{ delay, patch }] = decompressFrames(parseGIF(Uint8Array.from(bytes).buffer), true);
  return `delay ${delay}, alpha ${patch[3]}`;
};
const omggif = (bytes) => {
  const reader = new GifReader(bytes);
  const pixel = new Uint8Array(4);
  reader.decodeAndBlitFrameRGBA(0, pixel);
  return `delay ${reader.frameInfo(0).delay * 10}, alpha ${pixel[3]}`;
};
const plain = gif(loop, comment, control, picture);
const between = gif(control, comment, loop, picture);
see('gifuct-js, control block last', gifuct(plain), 'delay 100, alpha 0');
see('gifuct-js, comment and application block between', gifuct(between), 'delay undefined, alpha 255', omggif(between));
see('omggif, control block last', omggif(plain), 'delay 100, alpha 0');
see('omggif, comment and application block between', omggif(between), 'delay 100, alpha 0');
JS
node check.cjs
