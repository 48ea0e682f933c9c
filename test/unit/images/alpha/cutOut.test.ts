import assert from 'node:assert/strict';
import sharp from 'sharp';
import { builtCodec } from '../builtCodec.ts';
import { halfTransparent, marked } from '../pictures.ts';

describe('An answer that should be transparent', () => {
  const board = (square: number) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><pattern id="c" width="${2 * square}"
      height="${2 * square}" patternUnits="userSpaceOnUse"><rect width="100%" height="100%" fill="#fff"/>
      <path d="M0 0h${square}v${square}h${square}v${square}h-${square}v-${square}h-${square}z" fill="#cfcfcf"/></pattern>
      <rect width="400" height="300" fill="url(#c)"/><circle cx="200" cy="150" r="90" fill="#c33"/></svg>`,
    );
  const cases: [name: string, make: () => Promise<Buffer>, state: string][] = [
    ['is so by itself', () => halfTransparent(60, 40).png().toBuffer(), 'own'],
    ['is opaque', () => marked(60, 40).png().toBuffer(), 'missing'],
    ['shows a painted checkerboard', () => sharp(board(12)).png().toBuffer(), 'checkerboard'],
    [
      'shows one that a JPEG has blurred',
      () => sharp(board(20)).jpeg({ quality: 70 }).toBuffer(),
      'checkerboard',
    ],
  ];
  for (const [name, make, state] of cases) {
    it(`${name}: that is told, and its bytes stay`, async () => {
      const bytes = new Uint8Array(await make());
      const found = await builtCodec.cutOut({ bytes });
      assert.equal(found.state, state);
      assert.equal(found.bytes, bytes);
    });
  }
});
