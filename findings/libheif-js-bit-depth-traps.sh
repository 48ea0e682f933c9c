#!/bin/sh
# libheif-js exports heif_image_handle_get_luma_bits_per_pixel (and its chroma sister), and its declarations list
# them; called on any valid picture they end with a WebAssembly trap, while the other questions about the same handle
# are answered. The depth has to be read from the file's own boxes (hvcC, pixi).
# The picture is one black block of 16 by 16 in HEVC (ITU-T H.265) with plain samples, made here.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact libheif-js@1.23.2
cat > run.cjs <<'JS'
const latin1 = (text) => Buffer.from(text, 'latin1');
const u16 = (n) => Buffer.of(n >> 8, n & 255);
const u32 = (n) => Buffer.of(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
const box = (name, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), latin1(name), body]);
};
/** A unit of bits, ended by a 1, with a 3 behind two zeros. */
const unit = (bits, rest = Buffer.alloc(0)) => {
  const text = `${bits.replaceAll(' ', '')}1`;
  const bytes = [...(text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)), ...rest];
  const out = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return Buffer.from(out);
};
const put = (value, length) => value.toString(2).padStart(length, '0');
const ue = (...values) => values.map((v) => (v + 1).toString(2)).map((d) => d.padStart(2 * d.length - 1, '0')).join('');
const profile = put(3, 8) + put(0x70000000, 32) + put(0xb0000000, 32) + put(0, 16) + put(30, 8);
const vps = unit(put(0x4001, 16) + '000011' + put(0, 9) + '1' + put(0xffff, 16) + profile + '1' + ue(0, 0, 0) + put(0, 6) + ue(0) + '00');
const sps = unit(put(0x4201, 16) + put(0, 7) + '1' + profile + ue(0, 1, 16, 16) + '0' + ue(0, 0, 4) + '1' + ue(0, 0, 0, 1, 0, 0, 2, 0, 0) + '000' + '1' + put(7, 4) + put(7, 4) + ue(1, 0) + '1' + ue(0) + '00000');
const pps = unit(put(0x4401, 16) + ue(0, 0) + put(0, 7) + ue(0, 0, 0) + '000' + ue(0, 0) + put(0, 7) + '101' + '00' + ue(0) + '00');
const samples = Buffer.concat([Buffer.alloc(256, 0), Buffer.alloc(128, 128)]);
const slice = unit(put(0x2801, 16) + '10' + ue(0, 2, 0), Buffer.concat([Buffer.of(0x86, 0x80), samples, Buffer.of(0xfe, 0x80)]));
const array = (type, nal) => Buffer.concat([Buffer.of(0x80 | type, 0, 1), u16(nal.length), nal]);
const hvcC = Buffer.concat([
  Buffer.of(1, 3, 0x70, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 30, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, 3),
  array(32, vps), array(33, sps), array(34, pps),
]);
const data = Buffer.concat([u32(slice.length), slice]);
const zero = u32(0);
const ftyp = box('ftyp', latin1('heic'), zero, latin1('heicmif1'));
const meta = (offset) => box('meta', zero,
  box('hdlr', zero, zero, latin1('pict'), Buffer.alloc(13)),
  box('pitm', zero, u16(1)),
  box('iloc', zero, Buffer.of(0x44, 0), u16(1), u16(1), u16(0), u16(1), u32(offset), u32(data.length)),
  box('iinf', zero, u16(1), box('infe', u32(0x02000000), u16(1), u16(0), latin1('hvc1'), Buffer.of(0))),
  box('iprp',
    box('ipco', box('ispe', zero, u32(16), u32(16)), box('hvcC', hvcC), box('pixi', zero, Buffer.of(3, 8, 8, 8))),
    box('ipma', zero, u32(1), u16(1), Buffer.of(3, 1, 2, 3))));
const heic = Buffer.concat([ftyp, meta(ftyp.length + meta(0).length + 8), box('mdat', data)]);

(async () => {
  const lib = await require('libheif-js/libheif-wasm/libheif.js')();
  const context = lib.heif_context_alloc();
  lib.heif_context_read_from_memory(context, heic);
  const handle = lib.heif_js_context_get_primary_image_handle(context);
  const ask = (name) => {
    try {
      return String(lib[name](handle));
    } catch (error) {
      return `${error.constructor.name}: ${error.message}`;
    }
  };
  const decoded = await lib.heif_js_decode_image2(
    handle, lib.heif_colorspace.heif_colorspace_RGB, lib.heif_chroma.heif_chroma_interleaved_RGBA);
  const pixel = [...decoded.channels[0].data.subarray(0, 4)].join();
  const width = ask('heif_image_handle_get_width');
  const depth = ask('heif_image_handle_get_luma_bits_per_pixel');
  const chroma = ask('heif_image_handle_get_chroma_bits_per_pixel');
  console.log(`libheif-js 1.23.2 (libheif ${lib.heif_get_version()})`);
  console.log(`decoded: ${pixel}; width: ${width}`);
  console.log(`luma bits: ${depth}; chroma bits: ${chroma}`);
  const same = pixel === '0,0,0,255' && width === '16' && [depth, chroma].every((said) => said.startsWith('RuntimeError'));
  process.exitCode = same ? 0 : 1;
})();
JS
node run.cjs
