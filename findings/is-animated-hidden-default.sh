#!/bin/sh
# is-animated says no of an animated PNG whose still picture is not one of its frames.
#
# In APNG (PNG specification, third edition, section 4.9) the picture in `IDAT` is the first frame only if an `fcTL`
# chunk stands in front of it; else it is what viewers without animation show, and all frames follow in `fdAT`. `acTL`
# in front of the pixels says that the file is animated. is-animated says yes of the first kind and no of the second,
# with the same two frames. upng-js decodes two frames of both. Who asks before converting flattens exactly the
# animations that were made with a fallback.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact is-animated@3.0.0 upng-js@2.1.0
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

const { deflateSync } = require('node:zlib');
const u32 = (n) => Buffer.of(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}
const chunk = (name, ...parts) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), ...parts]);
  return Buffer.concat([u32(named.length - 4), named, u32(crc(named))]);
};
/** A PNG; `rows` are stored bytes of a line each, `before` and `after` chunks around the pixels. */
const png = ({ width, depth, type, rows, before = [], after = [] }) =>
  Buffer.concat([
    Buffer.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', u32(width), u32(rows.length), Buffer.of(depth, type, 0, 0, 0)),
    ...before,
    chunk('IDAT', deflateSync(Buffer.concat(rows.map((row) => Buffer.from([0, ...row]))))),
    ...after,
    chunk('IEND'),
  ]);

const isAnimated = require('is-animated');
const UPNG = require('upng-js');
console.log(`${version('is-animated')}, ${version('upng-js')}`);
const control = (number) => chunk('fcTL', ...[number, 1, 1, 0, 0].map(u32), Buffer.of(0, 1, 0, 10, 0, 0));
const frame = (number, ...pixel) => chunk('fdAT', u32(number), deflateSync(Buffer.of(0, ...pixel)));
const two = { width: 1, depth: 8, type: 6, rows: [[255, 0, 0, 255]] };
const count = chunk('acTL', u32(2), u32(0));
const first = png({ ...two, before: [count, control(0)], after: [control(1), frame(2, 0, 255, 0, 255)] });
const hidden = png({
  ...two,
  before: [count],
  after: [control(0), frame(1, 0, 255, 0, 255), control(2), frame(3, 0, 0, 255, 255)],
});
const answer = isAnimated.default ?? isAnimated;
const frames = (bytes) => UPNG.toRGBA8(UPNG.decode(bytes)).length;
see('is-animated, picture is the first frame', answer(first), 'true');
see('is-animated, picture is a fallback', answer(hidden), 'false', 'true');
see('upng-js, frames of both', [frames(first), frames(hidden)], '2,2');
JS
node check.cjs
