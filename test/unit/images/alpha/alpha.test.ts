import assert from 'node:assert/strict';
import {
  type Backdrop,
  observeBackdrop,
  type RgbPicture,
} from '../../../../src/core/images/alpha/backdrop.ts';
import { chooseKey, keyColours, keyOf } from '../../../../src/core/images/alpha/keyColours.ts';
import { keyedAlpha } from '../../../../src/core/images/alpha/keyedAlpha.ts';
import { solveTwo } from '../../../../src/core/images/alpha/twoPictures.ts';
import type { SubjectName } from '../../../standin/subjects.ts';
import { difference, onBackdrop, subject } from './knownAlpha.ts';

const names: readonly SubjectName[] = ['shadow', 'hair', 'glass', 'sign'];
const nearly = ([red, green, blue]: readonly [number, number, number]): [number, number, number] => [
  red === 255 ? 247 : 8,
  green === 255 ? 247 : 8,
  blue === 255 ? 247 : 8,
];

describe('Transparency that is worked out', () => {
  for (const name of names) {
    for (const noise of [0, 4]) {
      it(`of ${name} on a key colour is right to 10 of 255 and leaves no halo, with noise of ${noise}`, async () => {
        const known = await subject(name);
        const key = keyOf('#00ff00');
        assert.ok(key);
        const picture = onBackdrop(known, nearly(key.colour), noise);
        const made = keyedAlpha(picture, key, seen(picture, key.colour));
        const { all, half, halo } = difference(known, made.pixels);
        assert.ok(all <= 2 && half <= 12 && halo <= 9, JSON.stringify({ all, half, halo }));
        assert.equal(made.impossible, 0);
      });

      it(`of ${name} on white and on black is right to 3 of 255, with noise of ${noise}`, async () => {
        const known = await subject(name);
        const [white, black] = [
          onBackdrop(known, [253, 253, 252], noise),
          onBackdrop(known, [2, 3, 2], noise),
        ];
        const solved = solveTwo(
          white,
          black,
          seen(white, [255, 255, 255]).colour,
          seen(black, [0, 0, 0]).colour,
        );
        const { all, half, halo } = difference(known, solved.pixels);
        assert.ok(all <= 1 && half <= 3 && halo <= 3, JSON.stringify({ all, half, halo }));
        assert.ok(solved.contradictions < 0.001);
      });
    }
  }

  it('finds two pictures that show different subjects', async () => {
    const [one, other] = [await subject('sign'), await subject('shadow')];
    const solved = solveTwo(
      onBackdrop(one, [255, 255, 255]),
      onBackdrop(other, [0, 0, 0]),
      [255, 255, 255],
      [0, 0, 0],
    );
    assert.ok(solved.contradictions > 0.05);
  });

  it('tells a backdrop that is missing, not flat, or a painted checkerboard', async () => {
    const known = await subject('sign');
    const green = onBackdrop(known, [0, 255, 0]);
    assert.ok(observeBackdrop(green, [0, 255, 0]).ok);
    const reason = (picture: RgbPicture) => {
      const found = observeBackdrop(picture, [0, 255, 0]);
      return found.ok ? 'flat' : found.reason;
    };
    assert.equal(reason(onBackdrop(known, [120, 130, 140])), 'missing');
    assert.equal(
      reason(painted(green, (x, y) => [0, 190 + Math.round((65 * y) / 320), (x * 60) / 320])),
      'uneven',
    );
    for (const square of [8, 16, 23]) {
      const board = painted(green, (x, y) => {
        const level = (Math.floor(x / square) + Math.floor(y / square)) % 2 === 0 ? 255 : 204;
        return [level, level, level];
      });
      assert.equal(reason(board), 'checkerboard', `squares of ${square}`);
    }
  });
});

describe('The key colour', () => {
  const none = keyColours.map(() => 0);
  const cases: [prompt: string, used: Partial<Record<string, number>>, chosen: string][] = [
    ['a red apple', {}, 'green'],
    ['a green leaf', {}, 'magenta'],
    ['grünes Blatt mit rosa Blüte', {}, 'blue'],
    ['a lamp', { green: 0.2 }, 'magenta'],
    ['a lamp', { green: 0.2, magenta: 0.1 }, 'blue'],
    ['pink and green and blue and turquoise, yellow, red', { green: 0.2 }, 'magenta'],
    ['a lamp', { green: 0.0002 }, 'green'],
  ];
  for (const [prompt, used, chosen] of cases) {
    it(`is ${chosen} for “${prompt}” and a picture with ${JSON.stringify(used)}`, () => {
      const shares = keyColours.map(({ name }, index) => used[name] ?? none[index] ?? 0);
      assert.equal(chooseKey(prompt, [shares]).name, chosen);
    });
  }
});

function seen(
  picture: RgbPicture,
  asked: readonly [number, number, number],
): Extract<Backdrop, { ok: true }> {
  const found = observeBackdrop(picture, asked);
  assert.ok(found.ok);
  return found;
}

/** The picture with another colour in place of pure green. */
function painted(
  { width, height, pixels }: RgbPicture,
  colourAt: (x: number, y: number) => number[],
): RgbPicture {
  const made = pixels.slice();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = 3 * pixel;
    if (pixels[at] !== 0 || pixels[at + 1] !== 255 || pixels[at + 2] !== 0) continue;
    made.set(colourAt(pixel % width, Math.floor(pixel / width)), at);
  }
  return { width, height, pixels: made };
}
