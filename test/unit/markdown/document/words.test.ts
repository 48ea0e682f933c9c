import assert from 'node:assert/strict';
import { suggestAlt } from '../../../../src/core/markdown/document/altText.ts';
import { findPlace, placeIn, sameAddress } from '../../../../src/core/markdown/document/findAgain.ts';
import { promptFor, promptForMissing, sectionAt } from '../../../../src/core/markdown/document/section.ts';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { fillDestination, usualFolder } from '../../../../src/core/markdown/writing/copyDestination.ts';
import { recordWith } from '../../records/samples.ts';

const guide = `# Guide

Intro.

## Berths

Each vessel gets a *berth*.

- long ones outside

### Details

More.

\`\`\`js
code();
\`\`\`

## Tides

Other.
`;

describe('a section', () => {
  it('reaches to the next heading of its level, with its parts and without code', () => {
    const section = sectionAt(readDocument(guide), guide.indexOf('long ones'));
    assert.equal(section.heading?.text, 'Berths');
    assert.equal(section.title, 'Guide');
    assert.equal(section.words, 'Each vessel gets a berth.\nlong ones outside\nDetails\nMore.');
    assert.equal(guide.slice(0, section.insertAt).endsWith('- long ones outside'), true);
    assert.equal(
      promptFor(section),
      'Draw an illustration for the section “Berths” of “Guide”. The section says:\n\nEach vessel gets a berth.\nlong ones outside\nDetails\nMore.',
    );
  });

  it('is the whole document where nothing heads it, cut at a word', () => {
    const section = sectionAt(readDocument(`${'word '.repeat(1000)}`), 10);
    assert.equal(section.heading, undefined);
    assert.match(section.words, /word…$/);
    assert.ok(section.words.length <= 1501);
    assert.match(promptFor(section), /^Draw an illustration for this part/);
  });

  it('tells what a missing image shows', () => {
    const section = sectionAt(readDocument(guide), guide.indexOf('Other'));
    assert.equal(
      promptForMissing('How the tide rises.', 'tide.png', section),
      'Draw this picture for our documentation: How the tide rises. It stands in the section “Tides”.',
    );
    assert.match(promptForMissing('', 'Tide curve', section), /: Tide curve\. It/);
  });
});

describe('a suggested alternative text', () => {
  it('comes from the prompt that made the image', () => {
    const record = recordWith({
      kind: 'generated',
      prompt: 'Draw a picture of a lighthouse at dusk. Use few colours.',
    });
    const { alt, basis } = suggestAlt('img_1.png', record);
    assert.equal(alt, 'A lighthouse at dusk');
    assert.match(basis, /prompt/);
  });

  it('comes from the name where only an instruction or nothing is known', () => {
    for (const record of [undefined, recordWith({ kind: 'edited', prompt: 'Make it dark' })]) {
      const { alt, basis } = suggestAlt('berth-plan_2.png', record);
      assert.equal(alt, 'Berth plan 2');
      assert.match(basis, /file name/);
    }
  });
});

describe('the folder for new images', () => {
  const context = {
    document: '/w/docs/a b/guide.md',
    workspaceFolder: '/w',
    fileName: 'x.png',
    now: new Date(0),
  };
  for (const [template, path] of [
    ['', '/w/docs/a b/x.png'],
    ['images/', '/w/docs/a b/images/x.png'],
    ['/media/', '/w/media/x.png'],
    [`/media/\${documentBaseName}/\${fileName}`, '/w/media/guide/x.png'],
    [`\${documentRelativeDirName/a b/c/}/\${fileName}`, '/w/docs/a b/docs/c/x.png'],
    [`\${unknown}/`, `/w/docs/a b/\${unknown}/x.png`],
    [`../img/\${documentFileName}.\${fileExtName}`, '/w/docs/img/guide.md.png'],
  ] as const) {
    it(`is filled in for ${template || 'an empty entry'}`, () => {
      assert.equal(fillDestination(template, context), path);
    });
  }

  it('is else the one that most images of the document lie in', () => {
    assert.equal(usualFolder('/w/a.md', ['/w/img/a.png', '/w/b.png', '/w/img/c.png']), '/w/img');
    assert.equal(usualFolder('/w/docs/a.md', []), '/w/docs');
  });
});

describe('a place in a document', () => {
  const place = placeIn(guide, guide.indexOf('\n\n## Tides'));

  it('is found again after changes before and behind it', () => {
    const changed = `Something new.\n\n${guide.replace('Other.', 'Else.')}`;
    assert.equal(findPlace(changed, place), changed.indexOf('\n\n## Tides'));
  });

  it('is not found where it is gone or there twice', () => {
    assert.equal(findPlace('Something else altogether.', place), undefined);
    assert.equal(findPlace(`${guide}\n${guide}`, { ...place, offset: 3 }), undefined);
  });

  it('is each link that leads to the same file, a definition once', () => {
    const document = readDocument('![a](x.png) ![b][x] ![c][x] ![d](y.png)\n\n[x]: x.png\n');
    assert.equal(sameAddress(document, 'x.png').length, 2);
  });
});
