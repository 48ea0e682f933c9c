import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { addressOf, addressStyleOf, resolveAddress } from '../../../src/docs/addresses.ts';
import { darkNameOf, writePair } from '../../../src/docs/darkVariant.ts';
import { readDocument } from '../../../src/docs/readDocument.ts';
import { sectionAt } from '../../../src/docs/section.ts';
import { applyEdits } from '../../../src/docs/spans.ts';
import { insertImage, writeAddress, writeAlt } from '../../../src/docs/writeLinks.ts';

const home = { document: '/work/docs/a b/Führung (1)/guide.md', root: '/work' };
const plain = { rooted: false, dotted: false };

describe('addresses in documents', () => {
  it('lead to the file with its own name', () => {
    assert.equal(resolveAddress(home, '../img/a%20b%281%29.png')?.path, '/work/docs/a b/img/a b(1).png');
    assert.equal(resolveAddress(home, '/media/ü.png?raw=true')?.path, '/work/media/ü.png');
    assert.deepEqual(resolveAddress(home, 'x.png#gh-dark-mode-only'), {
      path: '/work/docs/a b/Führung (1)/x.png',
      suffix: '#gh-dark-mode-only',
    });
    assert.equal(resolveAddress(home, '100%.png')?.path, '/work/docs/a b/Führung (1)/100%.png');
  });

  it('that lead into the web or nowhere are left alone', () => {
    for (const url of ['https://x.org/a.png', '//x.org/a.png', 'data:image/png;base64,AA', '', '#top'])
      assert.equal(resolveAddress(home, url), undefined, url);
  });

  it('are encoded so that nothing ends them early', () => {
    assert.equal(
      addressOf(home, '/work/docs/a b/bild (2)/灯台.png', plain),
      '../bild%20%282%29/%E7%81%AF%E5%8F%B0.png',
    );
    assert.equal(addressOf(home, '/work/m/x.png', { rooted: true, dotted: false }), '/m/x.png');
    assert.equal(
      addressOf(home, '/work/docs/a b/Führung (1)/x.png', { rooted: false, dotted: true }),
      './x.png',
    );
  });

  it('come back to the same file, whatever its name', () => {
    const step = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((s) => !/[/\\\0]|^\.{1,2}$/.test(s) && s.isWellFormed());
    void fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const path = `/work/${steps.join('/')}`;
        const url = addressOf(home, path, plain);
        const [image] = readDocument(`![x](${url})`).images;
        assert.equal(image?.url, url);
        assert.equal(resolveAddress(home, url)?.path, path);
      }),
    );
  });

  it('follow most of the document', () => {
    assert.deepEqual(addressStyleOf(['./a.png', './b.png', '../c.png', 'https://x']), {
      rooted: false,
      dotted: true,
    });
    assert.deepEqual(addressStyleOf(['/a.png', '/b.png', 'c.png']), { rooted: true, dotted: false });
    assert.deepEqual(addressStyleOf([]), plain);
  });
});

const insertedInto = (text: string, place: string, isMdx = false): string => {
  const document = readDocument(text, isMdx);
  const { insertAt } = sectionAt(document, text.indexOf(place));
  return applyEdits(text, insertImage(document, insertAt, { url: 'new%20one.png', alt: 'A [b]' }));
};

describe('writing into a document', () => {
  it('puts an image in a paragraph of its own', () => {
    assert.equal(
      insertedInto('# T\n\nOne.\n\nTwo.\n', 'One'),
      '# T\n\nOne.\n\n![A \\[b\\]](new%20one.png)\n\nTwo.\n',
    );
    assert.equal(insertedInto('# T\nOne.', 'T'), '# T\n\n![A \\[b\\]](new%20one.png)\n\nOne.');
    assert.equal(
      insertedInto('# T\r\n\r\nOne.\r\n', 'One'),
      '# T\r\n\r\nOne.\r\n\r\n![A \\[b\\]](new%20one.png)\r\n',
    );
    assert.equal(insertedInto('# T', 'T'), '# T\n\n![A \\[b\\]](new%20one.png)\n');
  });

  it('writes HTML where the document does, closed in MDX', () => {
    const text = 'One.\n\n<img src="a.png" alt="a">\n';
    assert.match(insertedInto(text, 'One'), /^One\.\n\n<img src="new%20one\.png" alt="A \[b\]">\n\n<img/);
    assert.match(insertedInto(text, 'One', true), /<img src="new%20one\.png" alt="A \[b\]" \/>/);
  });

  it('writes a reference where the document does, with a label of its own', () => {
    const text = 'One.\n\n![a][new one]\n\n[new one]: a.png\n';
    assert.equal(
      insertedInto(text, 'One'),
      'One.\n\n![A \\[b\\]][new one-2]\n\n![a][new one]\n\n[new one]: a.png\n[new one-2]: new%20one.png\n',
    );
  });

  it('is read back as what was meant, wherever it is put', () => {
    const texts = [
      'a\n\n![x][l]\n\n[l]: x.png\n\nend',
      '[l]: x.png\n\n![x][l]',
      '![x][l]\n\n[l]: x.png',
      'x\n\n<img src="a">',
    ];
    for (const text of texts) {
      for (let at = 0; at <= text.length; at++) {
        const document = readDocument(text);
        const { insertAt } = sectionAt(document, at);
        const changed = applyEdits(text, insertImage(document, insertAt, { url: 'n.png', alt: 'new' }));
        const { images } = readDocument(changed);
        assert.equal(images.length, document.images.length + 1, changed);
        assert.ok(
          images.some(({ url, alt }) => url === 'n.png' && alt === 'new'),
          changed,
        );
      }
    }
  });

  it('changes addresses and alternative texts in place', () => {
    const text = '![](<a b.png> "t") ![r][l] <img src=c.png> <img src="d.png" alt="">\n\n[l]: l.png\n';
    const { images } = readDocument(text);
    const edits = images.flatMap((image) =>
      [writeAddress(image, 'n.png'), writeAlt(image, 'a "b"') ?? []].flat(),
    );
    assert.equal(
      applyEdits(text, edits),
      '![a "b"](n.png "t") ![a "b"][l] <img src="n.png" alt="a &quot;b&quot;"> <img src="n.png" alt="a &quot;b&quot;">\n\n[l]: n.png\n',
    );
  });
});

describe('the dark variant', () => {
  const paired = (text: string, isMdx = false): string => {
    const document = readDocument(text, isMdx);
    const image = document.images.find(({ kind }) => kind !== 'source');
    assert.ok(image);
    return applyEdits(text, writePair(document, image, 'a-dark.png'));
  };

  it('is named after the light one', () => {
    assert.equal(darkNameOf('logo.png'), 'logo-dark.png');
    assert.equal(darkNameOf('logo_light.svg'), 'logo_dark.svg');
    assert.equal(darkNameOf('a.b.JPG'), 'a.b-dark.JPG');
  });

  it('makes a picture of an image, alone and in a line', () => {
    assert.equal(
      paired('![A "q"](a.png "t")\n'),
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="a-dark.png">\n  <img src="a.png" alt="A &quot;q&quot;" title="t">\n</picture>\n',
    );
    assert.equal(
      paired('See [![A](a.png)](x).'),
      'See [<picture><source media="(prefers-color-scheme: dark)" srcset="a-dark.png"><img src="a.png" alt="A"></picture>](x).',
    );
    assert.equal(
      paired('<img width="40" src="a.png" />\n', true),
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcSet="a-dark.png" />\n  <img width="40" src="a.png" />\n</picture>\n',
    );
  });

  it('is written into the picture that is there', () => {
    assert.equal(
      paired('<picture>\n  <img src="a.png">\n</picture>\n'),
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="a-dark.png">\n  <img src="a.png">\n</picture>\n',
    );
    assert.equal(
      paired(
        '<picture><source media="(prefers-color-scheme: dark)" srcset="old.png"><img src="a.png"></picture>',
      ),
      '<picture><source media="(prefers-color-scheme: dark)" srcset="a-dark.png"><img src="a.png"></picture>',
    );
  });

  it('makes two links where the document tells them apart by suffixes', () => {
    const text = '![A](a.png)\n\n![L](l.png#gh-light-mode-only)\n![L](d.png#gh-dark-mode-only)\n';
    assert.equal(
      paired(text),
      '![A](a.png#gh-light-mode-only)\n![A](a-dark.png#gh-dark-mode-only)\n\n![L](l.png#gh-light-mode-only)\n![L](d.png#gh-dark-mode-only)\n',
    );
  });
});
