#!/bin/sh
# @jsquash/avif decodes an AVIF as it is stored: neither turned (`irot`) nor cropped (`clap`), and says so nowhere.
#
# Both are part of the picture, not hints: HEIF (ISO/IEC 23008-12) calls them transformative properties, and AVIF
# marks them as essential, which means that a reader applies them. libavif, which is inside, leaves them to its caller
# and reports them; the wrapper throws the report away, so that not even who knows of it can turn the picture.
# Expected: 32 by 64 for a turned picture, as browsers and sharp show it; seen: 64 by 32. Phone pictures come out on
# their side, and margins that were cut off come back. The README speaks of none of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @jsquash/avif@2.1.1 sharp@0.35.5
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
const latin1 = (text) => Buffer.from(text, 'latin1');
const u16 = (n) => Buffer.of(n >> 8, n & 255);
const u32 = (n) => Buffer.of(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
const box = (name, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), latin1(name), body]);
};
/** An AVIF of 64 by 32 around pixels that sharp has packed; `more` are properties of the picture. */
async function avif(more, brand = 'avif') {
  const red = { create: { width: 64, height: 32, channels: 3, background: '#c86432' } };
  const made = await sharp(red).avif({ effort: 0 }).toBuffer();
  const at = made.indexOf('av1C') - 4;
  const mdat = made.indexOf('mdat') - 4;
  const data = made.subarray(mdat + 8, mdat + made.readUInt32BE(mdat));
  const zero = u32(0);
  const properties = [
    box('ispe', zero, u32(64), u32(32)),
    box('pixi', zero, Buffer.of(3, 8, 8, 8)),
    made.subarray(at, at + made.readUInt32BE(at)),
    ...more,
  ];
  const used = Buffer.from([properties.length, 1, 2, ...properties.slice(2).map((_, index) => 0x83 + index)]);
  const ftyp = box('ftyp', latin1(brand), zero, latin1('mif1avifmiaf'));
  const meta = (offset) =>
    box('meta', zero,
      box('hdlr', zero, zero, latin1('pict'), Buffer.alloc(13)),
      box('pitm', zero, u16(1)),
      box('iloc', zero, Buffer.of(0x44, 0), u16(1), u16(1), u16(0), u16(1), u32(offset), u32(data.length)),
      box('iinf', zero, u16(1), box('infe', u32(0x02000000), u16(1), u16(0), latin1('av01'), Buffer.of(0))),
      box('iprp', box('ipco', ...properties), box('ipma', zero, u32(1), u16(1), used)));
  return Buffer.concat([ftyp, meta(ftyp.length + meta(0).length + 8), box('mdat', data)]);
}
/** The middle of the picture (ISO/IEC 14496-12, clean aperture). */
const crop = (width, height) => box('clap', ...[width, 1, height, 1, 0, 1, 0, 1].map(u32));
const quarterTurn = box('irot', Buffer.of(1));

globalThis.ImageData ??= class {
  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
};
console.log(`${version('@jsquash/avif')}, sharp ${sharp.versions.sharp}`);
(async () => {
  const { default: decode, init } = await import('@jsquash/avif/decode.js');
  await init(await WebAssembly.compile(readFileSync('node_modules/@jsquash/avif/codec/dec/avif_dec.wasm')));
  for (const [name, more, right] of [
    ['nothing', [], '64 by 32'],
    ['quarter turn', [quarterTurn], '32 by 64'],
    ['crop', [crop(20, 10)], '20 by 10'],
  ]) {
    const picture = await avif(more);
    const { info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
    see(`sharp, ${name}`, `${info.width} by ${info.height}`, right);
    const { width, height } = await decode(picture);
    see(`@jsquash/avif, ${name}`, `${width} by ${height}`, '64 by 32', right);
  }
})();
JS
node check.cjs
