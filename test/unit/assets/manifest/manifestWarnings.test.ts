import assert from 'node:assert/strict';
import { readManifest } from '../../../../src/core/assets/manifest/manifest.ts';
import { quotedText } from '../../../../src/core/assets/yaml/quoting.ts';
import { manifestUri, namesOf, problemsOf, projectOf } from '../manifests.ts';

const head = 'version: 1\nassets:\n';
const asset = (prompt: string): string => `  - output: a.png\n    prompt: ${prompt}\n`;
const sound = '  - { output: sound.png, prompt: one }\n';
const warningsOf = (text: string): string[] =>
  readManifest(manifestUri, text).warnings.map(({ range, code }) => `${range.start.line + 1} ${code}`);
const codesOf = (text: string): string[] =>
  readManifest(manifestUri, text).problems.map(({ range, code }) => `${range.start.line + 1} ${code}`);

describe('a manifest that is read otherwise than it was meant', () => {
  it('warns of a prompt that ends at what YAML takes for a comment', () => {
    for (const prompt of ['colour #48a please', 'issue # 3', 'two\n      lines #48a']) {
      assert.deepEqual(warningsOf(head + asset(prompt)), ['4 cutText'], prompt);
    }
    for (const prompt of [
      '"colour #48a" # said so',
      'colour#48a',
      '|\n      colour #48a',
      'one\n    # two',
    ]) {
      assert.deepEqual(warningsOf(head + asset(prompt)), [], prompt);
    }
    const variants = `${head}${asset('one')}    variables:\n      tint: deep #48a\n    size: 2K # enough\n`;
    assert.deepEqual(warningsOf(variants), ['6 cutText']);
    assert.deepEqual(problemsOf(variants), [], 'nothing is refused for it');
  });

  it('warns of an anchor and a tag at the beginning of a prompt, which would be lost', () => {
    assert.deepEqual(warningsOf(head + asset('&co blue')), ['4 quote']);
    assert.deepEqual(warningsOf(head + asset('!important blue')), ['4 quote']);
    assert.deepEqual(warningsOf(`${head}${asset('&p blue')}  - { output: b.png, prompt: *p }\n`), []);
  });

  it('says that plain words need quotes, at their line and once, and which quotes mend it', () => {
    const texts = [
      'Style: flat, blue',
      '@home in the evening',
      '`code` in blue',
      '%5 grey',
      '*bold* letters',
      '"A" and "B"',
      "'tis the season: blue",
      '[draft] a harbour',
      '{theme} colours',
      '> five people',
      'Note:',
    ];
    for (const text of texts) {
      const whole = head + asset(text) + sound;
      assert.deepEqual(codesOf(whole), ['4 quote'], text);
      const line = `    prompt: ${text}`;
      const edit = quotedText(line);
      assert.ok(edit, text);
      const mended = line.slice(0, edit.from) + edit.text + line.slice(edit.to);
      const [first] = projectOf(head + asset(mended.replace('    prompt: ', ''))).assets;
      assert.equal(first?.prompt, text);
    }
  });

  it('says what to do of a text that is no YAML, in words of its own and at its place', () => {
    const saidOf = (text: string): string[] =>
      readManifest(manifestUri, text).problems.map(
        ({ range, sentence }) => `${range.start.line + 1}: ${sentence}`,
      );
    const spaces = 'Indent lines with spaces only. Replace other characters at the start of the line.';
    const fits =
      'This line does not fit below the one above. Indent it like the other keys of its entry, or further if it continues a text.';
    const open = 'A bracket or a quote before this place is never closed.';
    for (const [text, said] of [
      [`${head}\t- output: a.png\n`, [`3: ${spaces}`]],
      [`${head}  - output: a.png\n\u00A0   prompt: x\n`, [`4: ${spaces}`]],
      [`${head}  - output: a.png\n\u3000\u3000prompt: x\n`, [`4: ${spaces}`]],
      [
        `${head}  - output: a.png\n    prompt： x\n`,
        ['4: YAML does not read "：" as a colon. Write ":" and a space after the key.'],
      ],
      [`${head}${asset('|')}    A cat\n`, [`5: ${fits}`]],
      [`${head}  - output: a.png\n   prompt: x\n`, [`4: ${fits}`]],
      [`${head}${asset('A cat')}    on a mat\n`, [`5: ${fits}`]],
      [`${head}${asset('one')}    inputs: [a.png, b.png\n${sound}`, [`6: ${open}`]],
    ] as const)
      assert.deepEqual(saidOf(text), said, JSON.stringify(text));
  });

  it('says that a file is in another encoding, where its first sign is lost, and reads the rest', () => {
    const latin = new TextDecoder().decode(Buffer.from(`${head}${asset('caf\u00E9')}${sound}`, 'latin1'));
    assert.deepEqual(codesOf(latin), ['4 encoding']);
    assert.deepEqual(namesOf(projectOf(latin).assets), ['docs/sound.png']);
    const utf16 = new TextDecoder().decode(Buffer.from(`\uFEFF${head}${asset('one')}`, 'utf16le'));
    assert.deepEqual(codesOf(utf16), ['1 encoding']);
  });

  it('offers quotes for what is a number, a truth value or nothing without them', () => {
    for (const text of ['1.0', 'true', 'null', '~']) {
      assert.deepEqual(codesOf(head + asset(text)), ['4 quote'], text);
      assert.ok(quotedText(`    prompt: ${text}`), text);
    }
    assert.deepEqual(codesOf(head + asset('')), ['4 wrongValue']);
    assert.deepEqual(codesOf(`${head}  - { output: a.png, prompt: [one] }\n`), ['3 wrongValue']);
    for (const text of ['yes', 'no', 'on', '16:9', '2026-01-01'])
      assert.equal(projectOf(head + asset(text)).assets[0]?.prompt, text);
  });

  it('says that a merge left a conflict, and nothing else', () => {
    const text = `${head}<<<<<<< HEAD\n${asset('one')}=======\n${asset('two')}>>>>>>> feature\n`;
    for (const ends of [text, text.replaceAll('\n', '\r\n')]) {
      assert.deepEqual(codesOf(ends), ['3 conflict', '9 conflict']);
    }
  });

  it('says that a second document is not read', () => {
    assert.deepEqual(codesOf(`${head}${sound}---\n${head}${asset('one')}`), ['4 manyDocuments']);
    assert.deepEqual(codesOf(`---\n${head}${sound}...\n`), []);
  });

  it('keeps the assets beside wrong values and broken texts', () => {
    const two = `${head}${sound}  - { output: b.png, prompt: one, size: 9K }\n  - { output: c.png, promt: x }\n${asset('two')}`;
    assert.deepEqual(namesOf(projectOf(two).assets), ['docs/sound.png', 'docs/a.png']);
    assert.equal(projectOf(two).assets[1]?.index, 3);
    const broken = `${head}${sound}${asset('Style: flat')}  - { output: c.png, prompt: x }\n`;
    assert.deepEqual(namesOf(projectOf(broken).assets), ['docs/sound.png', 'docs/c.png']);
    const defaults = `version: 1\ndefaults: { size: 9K, thinking: high }\nassets:\n${sound}`;
    assert.deepEqual(
      projectOf(defaults).assets.map(({ options }) => [options.size, options.thinking]),
      [['auto', 'high']],
    );
    assert.equal(projectOf(defaults).problems.length, 1);
  });

  it('passes over keys that begin with "x-"', () => {
    const text = `x-look: &look { size: 1K }\n${head}  - { <<: *look, output: a.png, prompt: one, x-note: 5 }\n`;
    assert.deepEqual(problemsOf(text), []);
    assert.equal(projectOf(text).assets[0]?.options.size, '1K');
    assert.equal(problemsOf(`y-look: 1\n${text}`).length, 1);
  });
});
