import assert from 'node:assert/strict';
import { builtInPresets } from '../../../../src/core/edit/choices/builtInPresets.ts';
import { placeholdersOf } from '../../../../src/core/edit/choices/presets.ts';
import { type KnownImage, subjectOf } from '../../../../src/core/edit/choices/subject.ts';

const image = (name: string, changes: Partial<KnownImage['info']> & Partial<KnownImage> = {}): KnownImage => {
  const { byteLength = 200_000, isTransparent = false, ...info } = changes;
  return { name, info: { type: 'png', width: 1920, height: 1080, ...info }, byteLength, isTransparent };
};
const kind = (...given: Parameters<typeof image>) => subjectOf(image(...given), 1).kind;
const offered = (known: KnownImage | undefined, count = 1) =>
  builtInPresets(subjectOf(known, count)).map(({ label }) => label);

describe('What is edited', () => {
  it('is told by the words of its name first', () => {
    for (const [name, expected] of [
      ['company-logo.png', 'icon'],
      ['favicon.ico.png', 'icon'],
      ['AppIcon@2x.png', 'icon'],
      ['Screenshot 2026-11-29 at 10.00.00.png', 'screenshot'],
      ['Bildschirmfoto_2026.jpg', 'screenshot'],
      ['login-screen.webp', 'screenshot'],
      ['architecture_overview.svg', 'drawing'],
      ['IMG_2041.PNG', 'photo'],
      ['PXL_20261129.jpg', 'photo'],
    ] as const) {
      assert.equal(kind(name), expected, name);
    }
    for (const name of ['iconic-building.png', 'psychology.png', 'photosynthesis.png'])
      assert.equal(kind(name), 'screenshot', `${name} has no such word`);
  });

  it('is told by type, size and packing where the name says nothing', () => {
    assert.equal(kind('a.jpg', { type: 'jpeg' }), 'photo');
    assert.equal(kind('a.heic', { type: 'heic' }), 'photo');
    assert.equal(kind('a.png', { byteLength: 180_000 }), 'screenshot');
    assert.equal(kind('a.png', { byteLength: 4_000_000 }), 'photo', 'grain does not pack');
    assert.equal(kind('a.webp', { type: 'webp' }), 'photo');
    assert.equal(kind('a.webp', { type: 'webp', lossless: true }), 'screenshot');
    assert.equal(kind('a.svg', { type: 'svg', width: 24, height: 24 }), 'icon');
    assert.equal(kind('a.svg', { type: 'svg', width: 900, height: 400 }), 'drawing');
    assert.equal(kind('a.png', { width: 64, height: 64 }), 'icon');
    assert.equal(kind('a.png', { width: 512, height: 512, isTransparent: true }), 'icon');
    assert.equal(kind('a.png', { width: 512, height: 512 }), 'screenshot');
  });

  it('is nothing without an image', () => {
    assert.equal(subjectOf(undefined, 0).kind, 'nothing');
  });
});

describe('The prompts to begin with', () => {
  const firstThree = (...given: Parameters<typeof offered>) => offered(...given).slice(0, 3);

  it('fit what is edited', () => {
    assert.deepEqual(firstThree(image('screen.png')), [
      'Blur personal data',
      'Clean up screenshot',
      'Translate text…',
    ]);
    assert.deepEqual(firstThree(image('a.jpg', { type: 'jpeg' })), [
      'Remove something…',
      'Brighten',
      'Remove background',
    ]);
    assert.deepEqual(firstThree(image('logo.png')), [
      'Dark variant',
      'Recolour…',
      'Simplify for small sizes',
    ]);
    assert.deepEqual(firstThree(image('flow.png')), ['Redraw cleanly', 'Translate text…', 'Dark variant']);
    assert.deepEqual(offered(undefined, 0), ['Header picture…', 'Icon…', 'Diagram…', 'Photo…']);
  });

  it('follow what is known: transparency, few pixels, other pictures to follow', () => {
    const logo = offered(image('logo.png', { isTransparent: true }));
    assert.ok(logo.includes('Change background…') && !logo.includes('Remove background'), logo.join());
    const small = image('a.jpg', { type: 'jpeg', width: 640, height: 480 });
    assert.deepEqual(firstThree(small), ['Upscale', 'Remove something…', 'Brighten']);
    assert.equal(offered(image('screen.png'), 2)[0], 'Redraw in our style');
    assert.ok(!offered(image('screen.png'), 1).includes('Redraw in our style'), 'there is no other picture');
  });

  it('are all there further down, each once, and name what is asked for', () => {
    for (const known of [
      image('screen.png'),
      image('a.jpg', { type: 'jpeg' }),
      image('logo.png'),
      undefined,
    ]) {
      const presets = builtInPresets(subjectOf(known, known ? 1 : 0));
      assert.equal(new Set(presets.map(({ id }) => id)).size, presets.length);
      for (const { label, prompt } of presets)
        assert.equal(label.endsWith('…'), placeholdersOf(prompt).length > 0, label);
    }
    assert.equal(offered(image('screen.png')).length, 11);
  });
});
