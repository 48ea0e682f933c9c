import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeName } from '../../../src/core/save/fileNames.ts';
import { nameFromTemplate, promptSlug } from '../../../src/core/save/fileNameTemplate.ts';
import { endingFor } from '../../../src/core/save/save.ts';

const values = {
  sourceName: 'dashboard',
  prompt: 'Blur the Name, please!',
  model: 'gemini-3.1-flash-image',
  date: new Date(2026, 10, 3),
};
const name = (template: string, changes: Partial<typeof values> = {}): string => {
  const made = nameFromTemplate(template, { ...values, ...changes });
  return made.ok ? made.value.join('/') : made.failure.sentence;
};
const v = (variable: string): string => `\${${variable}}`;

describe('names of results', () => {
  it('fills in the template', () => {
    assert.equal(name(`${v('sourceName')}-edited`), 'dashboard-edited');
    assert.equal(name(`${v('promptSlug')}_${v('date')}`), 'blur-the-name-please_2026-11-03');
    assert.equal(name(v('model')), 'gemini-3.1-flash-image');
    assert.equal(name(`edited/${v('sourceName')}`), 'edited/dashboard');
  });

  it('calls a new image by its prompt', () => {
    const made = nameFromTemplate(`${v('sourceName')}-edited`, { ...values, sourceName: undefined });
    assert.deepEqual(made.ok && made.value, ['blur-the-name-please']);
  });

  it('refuses what leaves the folder, names nothing or is not known, and says where to change it', () => {
    for (const template of ['/tmp/x', 'C:\\x', '../x', 'a/../../x', 'a/', '.', v('nonsense')]) {
      assert.match(name(template), /nanoBanana\.output\.fileName/, template);
    }
  });

  it('takes out what turns the reading direction around', () => {
    for (const mark of ['\u061c', '\u200e', '\u200f', '\u202e', '\u2066', '\u2069'])
      assert.equal(safeName(`invoice${mark}gnp.exe`), 'invoicegnp.exe');
  });

  it('keeps every script, and cuts where a person sees a character end', () => {
    assert.equal(promptSlug('Размой имя и адрес'), 'размой-имя-и-адрес');
    assert.equal(promptSlug('把背景变模糊'), '把背景变模糊');
    assert.equal(promptSlug('!!!'), 'image');
    const family = '👨‍👩‍👧‍👦';
    assert.match(safeName(family.repeat(40)), new RegExp(`^(?:${family})+$`, 'u'));
  });

  it('avoids what Windows keeps for itself', () => {
    for (const reserved of ['con', 'NUL', 'com1', 'LPT9.txt', 'aux.']) {
      assert.doesNotMatch(safeName(reserved), /^(con|nul|aux|com1|lpt9)(\.|$)/i, reserved);
    }
  });

  it('never leads to where Git keeps its own files', () => {
    for (const own of ['.git', '.GIT', 'git~1', '.git. '])
      assert.match(safeName(own), /^\.?git(~1)?_$/i, own);
    // HFS+ takes such names for `.git` too.
    for (const own of ['.g\u200cit', '.gi\u200dt', '\u206f.git', '.git\ufeff.', 'g\u206ait~1'])
      assert.match(safeName(own), /_$/, JSON.stringify(own));
    assert.equal(safeName('.gitignore'), '.gitignore');
    assert.equal(name('.git/hooks/x'), '.git_/hooks/x');
  });

  it('gives a name that every common file system takes, whatever is wished', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (wanted) => {
        const safe = safeName(wanted);
        assert.ok(Buffer.byteLength(safe) <= 200 && safe.length > 0);
        assert.doesNotMatch(safe, /[<>:"/\\|?*\p{Cc}]|[. ]$|^\.+$/u);
      }),
    );
  });

  it('spells the ending as the source does where it is true, and never promises another type', () => {
    assert.equal(endingFor('jpeg', 'JPG'), 'JPG');
    assert.equal(endingFor('jpeg', 'jpeg'), 'jpeg');
    assert.equal(endingFor('jpeg', 'png'), 'jpg');
    assert.equal(endingFor('png', undefined), 'png');
  });
});
