import assert from 'node:assert/strict';
import {
  imageGlob,
  isImageName,
  leftOutSentence,
  nothingToEditSentence,
  originalFirst,
} from '../../../src/vscode/images/imageNames.ts';

describe('names of images', () => {
  it('are told by their ending, in any case', () => {
    for (const name of [
      'a.png',
      'a.PNG',
      'b.Jpe',
      'c.jfif',
      'фото 1.TIFF',
      'v1.2.svg',
      '.png',
      'IMG_0001.HEIC',
      'a.heif',
    ]) {
      assert.equal(isImageName(name), true, name);
    }
    for (const name of ['a.txt', 'png', 'a.png.bak', 'a.', '', 'a.bmp']) {
      assert.equal(isImageName(name), false, name);
    }
  });

  it('are found by a glob that does not tell cases apart', () => {
    assert.match(imageGlob, /^\*\*\/\*\.\{\[pP\]\[nN\]\[gG\],/);
  });
});

describe('what was left out', () => {
  it('is one sentence that names the files', () => {
    assert.equal(leftOutSentence([]), '');
    assert.equal(leftOutSentence(['notes.txt']), 'Left out notes.txt: not an image.');
    assert.equal(leftOutSentence(['notes.txt', 'docs']), 'Left out notes.txt and docs: not images.');
    assert.equal(leftOutSentence(['a', 'b', 'c', 'd']), 'Left out a, b, c and d: not images.');
    assert.equal(leftOutSentence(['a', 'b', 'c', 'd', 'e']), 'Left out a, b, c and 2 more: not images.');
  });

  it('says what can be chosen when nothing remains', () => {
    assert.match(
      nothingToEditSentence(['notes.txt']),
      /^notes\.txt is not an image that can be edited\. Choose PNG/,
    );
    assert.match(nothingToEditSentence(['a.txt', 'b.txt']), /^None of the 2 files is an image/);
  });

  it('puts the image first that the other was made of', () => {
    const pairs = [
      ['file:///a/shot-edited.png', 'file:///a/shot.png'],
      ['file:///a/shot.png', 'file:///a/shot-edited.png'],
    ] as const;
    for (const [first, second] of pairs) {
      assert.deepEqual(originalFirst(first, second), ['file:///a/shot.png', 'file:///a/shot-edited.png']);
    }
    assert.deepEqual(originalFirst('file:///b.png', 'file:///a.png'), ['file:///b.png', 'file:///a.png']);
  });
});
