import assert from 'node:assert/strict';
import { formatBytes, formatCost, formatDuration, formatPixels } from '../../../src/core/shared/format.ts';
import {
  formatDate,
  formatList,
  formatNumber,
  inARow,
  inCommas,
  inEnglish,
  plural,
  say,
  sentence,
  setLanguage,
  spokenLanguage,
  t,
} from '../../../src/core/shared/l10n.ts';

const images = (count: number) =>
  plural(count, { one: '{count} image was edited.', other: '{count} images were edited.' });

describe('The display language', () => {
  afterEach(() => setLanguage('en', undefined));

  it('is English without a bundle, whatever is asked for, also in numbers', () => {
    setLanguage('fr', undefined);
    assert.equal(t('Saved as {name}.', { name: 'a.png' }), 'Saved as a.png.');
    assert.equal(images(1), '1 image was edited.');
    assert.equal(images(1200), '1,200 images were edited.');
    assert.equal(formatNumber(1.5), '1.5');
    assert.equal(spokenLanguage(), undefined);
  });

  it('translates whole sentences, also those that were marked before it was known', () => {
    const marked = sentence('Stopped by {who}.');
    setLanguage('de', {
      'Saved as {name}.': 'Als {name} gespeichert.',
      'Stopped by {who}.': 'Von {who} gestoppt.',
    });
    assert.equal(t('Saved as {name}.', { name: '{who}' }), 'Als {who} gespeichert.');
    assert.equal(say(marked, { who: 'Ada' }), 'Von Ada gestoppt.');
    assert.equal(t('Not translated: {name}', { name: 'x' }), 'Not translated: x');
  });

  it('takes the form that the language has for a number', () => {
    setLanguage('ja', { '{count} images were edited./other': '{count} 枚の画像を編集しました。' });
    assert.equal(images(1), '1 枚の画像を編集しました。');
    setLanguage('ru', {
      '{count} images were edited./one': '{count} изображение изменено.',
      '{count} images were edited./few': '{count} изображения изменены.',
      '{count} images were edited./many': '{count} изображений изменено.',
    });
    assert.deepEqual([21, 3, 5].map(images), [
      '21 изображение изменено.',
      '3 изображения изменены.',
      '5 изображений изменено.',
    ]);
  });

  it('says of one alone what English says of it, in languages that have one form for all numbers', () => {
    const replaced = (count: number) =>
      plural(count, { one: 'Replaced {name}.', other: 'Replaced {count} images.' }, { name: 'a.png' });
    setLanguage('ja', {
      'Replaced {count} images./1': '{name} を置き換えました。',
      'Replaced {count} images./other': '{count} 個の画像を置き換えました。',
    });
    assert.deepEqual(
      [replaced(1), replaced(2)],
      ['a.png を置き換えました。', '2 個の画像を置き換えました。'],
    );
  });

  it('takes English where a form is not translated', () => {
    setLanguage('de', { '{count} images were edited./other': '{count} Bilder wurden bearbeitet.' });
    assert.equal(images(1), '1 image was edited.');
    assert.equal(images(2), '2 Bilder wurden bearbeitet.');
  });

  it('writes numbers, dates and lists, and sets sentences behind one another', () => {
    setLanguage('de', {});
    assert.equal(formatNumber(8102400.5), '8.102.400,5');
    assert.equal(
      formatDate(Date.UTC(2026, 4, 31, 12), { dateStyle: 'long', timeZone: 'UTC' }),
      '31. Mai 2026',
    );
    assert.equal(formatList(['a', 'b', 'c'], 'disjunction'), 'a, b oder c');
    assert.equal(inARow('A.', undefined, 'B.'), 'A. B.');
    setLanguage('zh-cn', {});
    assert.equal(inARow('甲。', '乙。'), '甲。乙。');
    assert.equal(inCommas(['a.png', false, 'b.png']), 'a.png、b.png');
  });

  it('writes sizes, money and durations, and pixels with the width first from right to left, too', () => {
    const written = () => [formatBytes(1_400_000), formatCost(0.055), formatDuration(65_000)];
    assert.deepEqual(written(), ['1.4 MB', '$0.055', '1 min 05 s']);
    setLanguage('de', {
      '{megabytes} MB': '{megabytes} MB',
      '{minutes} min {seconds} s': '{minutes} Min. {seconds} s',
    });
    assert.deepEqual(written(), ['1,4 MB', '0,055\u00a0$', '1 Min. 05 s']);
    assert.equal(formatPixels(1280, 720), '1280 × 720');
    setLanguage('qps-plocm', {});
    assert.equal(formatPixels(1280, 720), '\u20661280 × 720\u2069');
  });

  it('is turned back into English for the log, with the values that were in it', () => {
    setLanguage('de', {
      'The disk is full.': 'Die Festplatte ist voll.',
      'Not saved: {why}': 'Nicht gespeichert: {why}',
    });
    const said = t('Not saved: {why}', { why: t('The disk is full.') });
    assert.equal(said, 'Nicht gespeichert: Die Festplatte ist voll.');
    assert.equal(inEnglish(`Job 7: ${said} (ENOSPC)`), 'Job 7: Not saved: The disk is full. (ENOSPC)');
  });
});
