import assert from 'node:assert/strict';
import { suggestAlt } from '../../../src/docs/altText.ts';
import { fillDestination, usualFolder } from '../../../src/docs/copyDestination.ts';
import { findPlace, placeIn, sameAddress } from '../../../src/docs/findAgain.ts';
import { readDocument } from '../../../src/docs/readDocument.ts';
import { DocsReport, type ReportedImage, writeReport } from '../../../src/docs/report.ts';
import { promptFor, promptForMissing, sectionAt } from '../../../src/docs/section.ts';
import { recordWith } from '../records/samples.ts';
import { workspaceWith } from './memoryFiles.ts';

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

describe('the report', () => {
  const document = (name: string) => ({
    uri: `file:///w/${name}`,
    name,
    place: { document: `/w/${name}`, root: '/w' },
  });
  const image = (name: string, bytes = 1000, width = 100): ReportedImage => ({
    uri: `file:///w/${name}`,
    name,
    path: `/w/${name}`,
    bytes,
    width,
    height: 50,
  });
  const head = { folder: 'docs', documents: 1, images: 4, limits: undefined };

  it('finds what is missing, unlinked, silent, heavy or larger than shown, and nothing else', async () => {
    const { resolver } = workspaceWith(
      ['fine', 'silent', 'wide', 'heavy', 'linked'].map((n) => `docs/${n}.png`),
    );
    const report = new DocsReport(resolver);
    await report.addDocument(
      document('docs/a.md'),
      readDocument(
        '# A\n\n![fine](fine.png) ![gone](gone%20one.png) ![](silent.png)\n\n<img src="wide.png" width="100" alt="w"> <img src="fine.png" alt="">\n\n![h](heavy.png) [file](linked.png) ![web](https://x/y.png)\n',
      ),
    );
    const images = [
      image('docs/fine.png'),
      image('docs/silent.png'),
      image('docs/wide.png', 1000, 251),
      image('docs/heavy.png', 1_000_001),
      image('docs/linked.png'),
      image('docs/nobody.png'),
    ];
    const findings = report.finish(images);
    assert.deepEqual(
      findings.map(({ kind, words }) => [kind, words]),
      [
        ['missing', 'docs/a.md:3: gone%20one.png'],
        ['noAlt', 'docs/a.md:3: silent.png'],
        ['tooLarge', 'docs/wide.png (251 × 50, 1 KB): shown 100 pixels wide, in docs/a.md:5'],
        ['tooLarge', 'docs/heavy.png (100 × 50, 1.0 MB): heavier than 1.0 MB, in docs/a.md:7'],
        ['unlinked', 'docs/nobody.png (100 × 50, 1 KB)'],
      ],
    );
    const lines = writeReport(findings, head);
    assert.deepEqual(
      lines.filter(({ finding }) => finding).map(({ finding }) => finding?.kind),
      ['missing', 'noAlt', 'tooLarge', 'tooLarge', 'unlinked'],
    );
    assert.match(
      lines.map(({ text }) => text).join('\n'),
      /1 document and 4 images were looked at; 5 things found\./,
    );
  });

  it('counts the links of documents that it is not about', async () => {
    const report = new DocsReport(workspaceWith(['docs/a.png']).resolver);
    await report.addLinks(
      document('README.md').place,
      readDocument('![a](docs/a.png) ![gone](docs/gone.png)'),
    );
    assert.deepEqual(report.finish([image('docs/a.png')]), []);
  });

  it('looks outside the folder before it calls a file missing', async () => {
    const report = new DocsReport(workspaceWith(['media/icon.png']).resolver);
    await report.addDocument(document('docs/a.md'), readDocument('![a](../media/icon.png)'));
    assert.deepEqual(report.finish([]), []);
  });

  it('tells apart what is missing, what can be made, and what differs in case alone', async () => {
    const report = new DocsReport(workspaceWith(['hugo.toml', 'static/img/Login.png']).resolver);
    await report.addDocument(
      document('content/a.md'),
      readDocument('![a](/img/login.png) ![b](/img/gone.png) ![c](beside.png) ![d]({{ .x }}/y.png)'),
    );
    assert.deepEqual(
      report.finish([image('static/img/Login.png')]).map(({ kind, words, fixes }) => [kind, words, fixes]),
      [
        ['caseOnly', 'content/a.md:1: /img/login.png is Login.png', ['openLink']],
        ['missing', 'content/a.md:1: /img/gone.png', ['generate', 'openLink']],
        ['missing', 'content/a.md:1: beside.png', ['openLink']],
      ],
    );
  });

  it('says so when nothing is wrong', () => {
    assert.match(writeReport([], head)[2]?.text ?? '', /nothing was found/);
  });
});
