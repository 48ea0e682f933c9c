import assert from 'node:assert/strict';
import { spelledOut } from '../../../src/core/shared/text.ts';

describe('what the command line prints of other people’s names and prompts', () => {
  for (const [what, text, printed] of [
    ['a colour', 'a\u001b[31mred.png', 'a\\u{1b}[31mred.png'],
    ['a cleared screen in one byte', '\u009b2J', '\\u{9b}2J'],
    ['a title of the window', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
    ['a line that is written over', 'missing\rup to date', 'missing\\u{d}up to date'],
    ['a mark that turns signs around it', 'shot\u061c1.png', 'shot\\u{61c}1.png'],
    ['an ending that is read backwards', 'invoice\u202egnp.exe', 'invoice\\u{202e}gnp.exe'],
  ] as const) {
    it(`spells ${what} out`, () => assert.equal(spelledOut(text), printed));
  }

  it('keeps every script, and the ends of lines', () => {
    const text = 'Übersicht 概要 شعار 🍌\n\tfertig';
    assert.equal(spelledOut(text), text);
  });
});
