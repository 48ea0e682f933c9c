#!/bin/sh
# sharp 0.35.5 (librsvg 2.63.2) draws an SVG whose colours are CSS custom properties, oklch(), color-mix() or nested
# rules in black, and neither fails nor warns; every browser draws the colours. The four squares below are meant to be
# red, green, purple and blue.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sharp@0.35.5
cat >draw.mjs <<'JS'
import sharp from 'sharp';

const squares = {
  'var()': '<style>:root{--c:#d22}.a{fill:var(--c)}</style><rect class="a" width="8" height="8"/>',
  'oklch()': '<rect fill="oklch(70% 0.2 140)" width="8" height="8"/>',
  'color-mix()': '<rect style="fill:color-mix(in srgb, red, blue)" width="8" height="8"/>',
  'nested rule': '<style>svg{.a{fill:#08f}}</style><rect class="a" width="8" height="8"/>',
};
console.log(`sharp ${sharp.versions.sharp}, librsvg ${sharp.versions.rsvg}`);
for (const [feature, body] of Object.entries(squares)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">${body}</svg>`;
  const pixels = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).raw().toBuffer();
  const middle = [...pixels.subarray(4 * 8 * 3 + 12, 4 * 8 * 3 + 15)];
  console.log(`${feature}: ${middle.join(' ')}`);
  if (middle.some((value) => value !== 0)) process.exitCode = 1;
}
console.log(process.exitCode ? 'Changed: not all of them are black.' : 'All black, without a word.');
JS
node draw.mjs
