import assert from 'node:assert/strict';
import { sectionAt } from '../../../../src/core/markdown/document/section.ts';
import { applyEdits } from '../../../../src/core/markdown/document/spans.ts';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { staysUnharmed } from '../../../../src/core/markdown/reading/unharmed.ts';
import { darkNameOf, darkOf, writePair } from '../../../../src/core/markdown/writing/darkVariant.ts';
import {
  insertImage,
  linkStyleOf,
  writeAddress,
  writeAlt,
} from '../../../../src/core/markdown/writing/writeLinks.ts';
import type { WritingRules } from '../../../../src/core/markdown/writing/writingRules.ts';
import { rulesFor } from '../rules.ts';

const insertedInto = (text: string, place: string, isMdx = false): string => {
  const document = readDocument(text, isMdx);
  const { insertAt } = sectionAt(document, text.indexOf(place));
  const style = linkStyleOf(document, rulesFor());
  return applyEdits(text, insertImage(document, insertAt, { url: 'new%20one.png', alt: 'A [b]' }, style));
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

  it('writes HTML where the document does, closed as MDX needs it', () => {
    const text = 'One.\n\n<img src="a.png" alt="a">\n';
    assert.match(insertedInto(text, 'One'), /^One\.\n\n<img src="new%20one\.png" alt="A \[b\]" \/>\n\n<img/);
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
        const changed = applyEdits(
          text,
          insertImage(document, insertAt, { url: 'n.png', alt: 'new' }, linkStyleOf(document, rulesFor())),
        );
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
      [writeAddress(image, 'n.png'), writeAlt(image, 'a "b"', false) ?? []].flat(),
    );
    assert.equal(
      applyEdits(text, edits),
      '![a "b"](n.png "t") ![a "b"][l] <img src="n.png" alt="a &quot;b&quot;"> <img src="n.png" alt="a &quot;b&quot;">\n\n[l]: n.png\n',
    );
  });
});

describe('an image in a form that Markdown takes for words', () => {
  const forms = [
    '![[a.png]]\n',
    '![[a%20b.png|300]] and words\n',
    '| ![[a.png\\|30]] | b |\n| -- | -- |\n',
    'In a wiki [[/img/a.png|alt=A]].\n',
    'Words :::image source="a_b.png" alt-text="A":::\n',
    ':::{figure} a.png\nA caption.\n:::\n',
  ];
  const changed = (text: string, url: string): string | undefined => {
    const document = readDocument(text);
    const edits = document.images.map((image) => writeAddress(image, url));
    return staysUnharmed(document, edits) ? applyEdits(text, edits) : undefined;
  };

  for (const form of forms) {
    it(`gets another address, and no word is lost: ${JSON.stringify(form)}`, () => {
      for (const url of ['other%20(1).png', 'img/_new_.png', 'a&amp;b.png'])
        assert.equal(readDocument(changed(form, url) ?? '').images[0]?.url, url, changed(form, url));
    });
  }

  it('is left as it is where its name would end before its end', () => {
    for (const url of ['a|b.png', 'a]].png', 'no. #1.png', '`x`.png'])
      assert.equal(changed('![[a.png]]\n', url), undefined, url);
  });

  it('is no part of what its section says', () => {
    const { blocks } = readDocument('Before ![[a b.png|300]] *behind* it.\n');
    assert.equal(blocks[0]?.words.replace(/\s+/g, ' '), 'Before behind it.');
  });
});

describe('an alternative text of Markdown', () => {
  it('begins no tag and no output of Liquid, which knows no backslash, and is read back as typed', () => {
    const document = readDocument('![a](a.png)\n');
    const [image] = document.images;
    const alt = 'Of {% if x %} and {{ y }} and {%- z -%}';
    const edit = image && writeAlt(image, alt, false);
    assert.ok(edit);
    assert.doesNotMatch(edit.text, /\{%|\{\{/);
    assert.equal(readDocument(applyEdits(document.text, [edit])).images[0]?.alt, alt);
  });
});

describe('an alternative text in a shortcode', () => {
  const written = (text: string, alt: string): string => {
    const [image] = readDocument(text).images;
    const edit = image && writeAlt(image, alt, false);
    return edit ? applyEdits(text, [edit]) : text;
  };

  it('stands in double quotes, whatever stood there', () => {
    for (const old of ['"A"', "'A'", '`A`', 'A', '""', '"say \\"A\\""'])
      assert.equal(
        written(`{{< figure src="a.png" alt=${old} width="3" >}}`, 'New one'),
        '{{< figure src="a.png" alt="New one" width="3" >}}',
      );
    assert.equal(
      written("{% include image.html path='a.png' alt='A' %}", "It's new"),
      `{% include image.html path='a.png' alt="It's new" %}`,
    );
    assert.equal(
      written(':::image source="a.png" alt-text="A":::', 'New'),
      ':::image source="a.png" alt-text="New":::',
    );
  });

  it('has no backslash before a quote or a backtick, which Hugo could not read', () => {
    const rest = (alt: string): string => written('{{< figure src="a.png" alt="" >}}', alt).slice(22, -4);
    assert.equal(rest('C:\\dir'), ' alt="C:\\dir"');
    assert.equal(rest('C:\\'), ' alt="C:\\ "');
    assert.equal(rest('\\`x`'), ' alt="\\ `x`"');
    assert.equal(rest('"C:\\"'), ` alt="'C:\\'"`);
    assert.equal(rest('C:\\ >}} {{x}}'), ' alt="C:\\ > x"');
  });

  it('is read with the quotes that are escaped in it', () => {
    const { images } = readDocument(
      '{{< figure src="a.png" alt="say \\"A\\" and \\b" >}}\n{{< figure src=`b.png` alt=`B "b"` >}}',
    );
    assert.deepEqual(
      images.map(({ url, alt }) => [url, alt]),
      [
        ['a.png', 'say "A" and \\b'],
        ['b.png', 'B "b"'],
      ],
    );
  });
});

describe('a document with a byte order mark', () => {
  const mark = '\uFEFF';

  it('is read and written at the same places as one without', () => {
    const plain = '# T\n\n![a](a.png) <img src="b.png">\n\n![c][c]\n\n[c]: c.png\n';
    const { images } = readDocument(mark + plain);
    const edits = images.flatMap((image) =>
      [writeAddress(image, 'n.png'), writeAlt(image, 'n', false) ?? []].flat(),
    );
    assert.equal(
      applyEdits(mark + plain, edits),
      `${mark}# T\n\n![n](n.png) <img src="n.png" alt="n">\n\n![n][c]\n\n[c]: n.png\n`,
    );
    assert.equal(insertedInto(`${mark}# T {#t}\n`, 'T'), `${mark}# T {#t}\n\n![A \\[b\\]](new%20one.png)\n`);
    assert.equal(insertedInto(`${mark}Words.\n`, 'Words'), `${mark}Words.\n\n![A \\[b\\]](new%20one.png)\n`);
  });

  it('keeps it before all else, also before what a component needs', async () => {
    const document = readDocument(`${mark}# A\n\n![A](./a.png)\n`, true);
    const [image] = document.images;
    assert.ok(image);
    const edits = await writePair(
      document,
      image,
      rulesFor({ isMdx: true, showsRawImages: false, pair: 'themedImage' }),
      {
        of: async () => 'a.png',
        moduleOf: async () => './a.png',
      },
    );
    assert.match(
      applyEdits(document.text, edits ?? []),
      /^\uFEFFimport ThemedImage from '@theme\/ThemedImage';\n\n# A\n/,
    );
    const atStart = insertImage(document, document.bodyStart, { url: 'n.png', alt: 'n' });
    assert.equal(applyEdits(document.text, atStart), `${mark}![n](n.png)\n\n# A\n\n![A](./a.png)\n`);
  });
});

describe('the dark variant', () => {
  const paired = async (text: string, rules: Partial<WritingRules> = {}): Promise<string> => {
    const document = readDocument(text, rules.isMdx);
    const image = document.images.find(({ kind }) => kind !== 'source');
    assert.ok(image);
    const edits = await writePair(document, image, rulesFor(rules), {
      of: async (which) => (which === 'light' ? image.url : 'a-dark.png'),
      moduleOf: async (which) => (which === 'light' ? './a.png' : './a-dark.png'),
    });
    return edits === undefined ? 'nothing' : applyEdits(text, edits);
  };
  const source = '<source media="(prefers-color-scheme: dark)" srcset="a-dark.png" />';

  it('is named after the light one', () => {
    assert.equal(darkNameOf('logo.png'), 'logo-dark.png');
    assert.equal(darkNameOf('logo_light.svg'), 'logo_dark.svg');
    assert.equal(darkNameOf('a.b.JPG'), 'a.b-dark.JPG');
  });

  it('makes a picture of an image, alone and in a line', async () => {
    assert.equal(
      await paired('![A "q"](a.png "t")\n'),
      `<picture>\n  ${source}\n  <img src="a.png" alt="A &quot;q&quot;" title="t" />\n</picture>\n`,
    );
    assert.equal(
      await paired('See [![A](a.png)](x).'),
      `See [<picture>${source}<img src="a.png" alt="A" /></picture>](x).`,
    );
    assert.equal(
      await paired('<img width="40" src="a.png">\n', { isMdx: false }),
      `<picture>\n  ${source}\n  <img width="40" src="a.png" />\n</picture>\n`,
    );
  });

  it('swallows no caption, no image and no heading beside it', async () => {
    const picture = `<picture>${source}<img src="a.png" alt="A" /></picture>`;
    for (const next of ['*Figure 1: the login page*', '![B](b.png)', '# Next', '- one'])
      assert.equal(await paired(`![A](a.png)\n${next}\n`), `${picture}\n${next}\n`);
    assert.equal(await paired('Above\n![A](a.png)\n'), `Above\n${picture}\n`);
    assert.equal(
      await paired('| a | b |\n| - | - |\n| ![x \\| y](a.png) | z |\n'),
      `| a | b |\n| - | - |\n| <picture>${source}<img src="a.png" alt="x &#124; y" /></picture> | z |\n`,
    );
  });

  it('leaves the HTML below an image what it is', async () => {
    const picture = (indent: string): string =>
      ['<picture>', `  ${source}`, '  <img src="a.png" />', '</picture>'].join(`\n${indent}`);
    for (const above of ['', 'Words.\n\n', '# A\n', '```\nx\n```\n'])
      assert.equal(
        await paired(`${above}<img src="a.png">\n<img src="b.png">\n`),
        `${above}${picture('')}\n<img src="b.png">\n`,
      );
    assert.equal(
      await paired('- one\n\n  <img src="a.png">\n  <img src="b.png">\n'),
      `- one\n\n  ${picture('  ')}\n  <img src="b.png">\n`,
    );
    assert.match(await paired('Words\n<img src="a.png">\n<img src="b.png">\n'), /^Words\n<picture><source/);
  });

  it('is written into the picture that is there', async () => {
    assert.equal(
      await paired('<picture>\n  <img src="a.png">\n</picture>\n'),
      `<picture>\n  ${source}\n  <img src="a.png">\n</picture>\n`,
    );
    assert.equal(
      await paired(
        '<picture><source media="(prefers-color-scheme: dark)" srcset="old.png"><img src="a.png"></picture>',
      ),
      '<picture><source media="(prefers-color-scheme: dark)" srcset="a-dark.png"><img src="a.png"></picture>',
    );
  });

  it('makes two links where the document tells them apart by suffixes', async () => {
    const text = '![A](a.png "t")\n\n![L](l.png#gh-light-mode-only)\n![L](d.png#gh-dark-mode-only)\n';
    assert.equal(
      await paired(text),
      '![A](a.png#gh-light-mode-only "t")\n![A](a-dark.png#gh-dark-mode-only "t")\n\n![L](l.png#gh-light-mode-only)\n![L](d.png#gh-dark-mode-only)\n',
    );
  });

  it('makes two links with Material for MkDocs, each with what stands behind the image', async () => {
    assert.equal(
      await paired('![A](a.png){ width="300" }\n', { pair: 'suffixes' }),
      '![A](a.png#only-light){ width="300" }\n![A](a-dark.png#only-dark){ width="300" }\n',
    );
  });

  it('makes Docusaurus’s own component of a Markdown image, with its import once', async () => {
    const rules = { isMdx: true, showsRawImages: false, pair: 'themedImage' } as const;
    const element =
      "<ThemedImage alt=\"A\" sources={{light: require('./a.png').default, dark: require('./a-dark.png').default}} />";
    assert.equal(
      await paired('---\ntitle: x\n---\n\n![A](./a.png)\n', rules),
      `---\ntitle: x\n---\n\nimport ThemedImage from '@theme/ThemedImage';\n\n${element}\n`,
    );
    assert.equal(
      await paired("import X from './x';\n\n# A\n\n![A](./a.png)\n", rules),
      `import X from './x';\nimport ThemedImage from '@theme/ThemedImage';\n\n# A\n\n${element}\n`,
    );
    const twice = await paired(
      `import ThemedImage from '@theme/ThemedImage';\n\n![A](./a.png) ![B](b.png)\n`,
      rules,
    );
    assert.equal(twice, `import ThemedImage from '@theme/ThemedImage';\n\n${element} ![B](b.png)\n`);
    // The component is read again as the pair that it is.
    const written = readDocument(twice, true);
    const light = written.images.find(({ media }) => media === 'light');
    assert.equal(light && darkOf(written, light)?.url, './a-dark.png');
  });

  it('hides one of two Markdown images where Starlight does', async () => {
    const text = await paired('![A](./a.png)\n', { showsRawImages: false, pair: 'starlight' });
    assert.equal(
      text,
      '<span class="dark:sl-hidden">![A](./a.png)</span><span class="light:sl-hidden">![A](a-dark.png)</span>\n',
    );
  });

  it('is not written where the site would show nothing', async () => {
    for (const rules of [
      { showsHtml: false, pair: undefined },
      { showsRawImages: false, pair: 'picture' as const },
    ])
      assert.equal(await paired('![A](./a.png)\n', rules), 'nothing');
    // What is served from the root is found by raw HTML too.
    assert.match(await paired('![A](/a.png)\n', { showsRawImages: false, pair: 'picture' }), /^<picture>/);
  });
});
