import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { manifestJsonSchema } from '../../../../src/core/assets/manifest/jsonSchema.ts';
import { manifestName } from '../../../../src/core/assets/manifest/schema.ts';
import { helpAt } from '../../../../src/core/assets/manifest/schemaHelp.ts';
import { projectFolder } from '../../../vscode/paths.ts';
import { anyCharacter } from '../../anyCharacter.ts';
import { namesOf, problemsOf, projectOf } from '../manifests.ts';

const minimal = `version: 1
assets:
  - output: images/hero.png
    prompt: A lighthouse
`;

describe('a docs manifest', () => {
  it('unfolds variants into single files, with their values in output, prompt and inputs', () => {
    const { assets, problems } = projectOf(`version: 1
defaults:
  aspectRatio: "16:9"
  variables: { product: Tidewater, mood: calm }
assets:
  - output: images/\${theme}/start-\${language}.webp
    prompt: |
      \${product}, \${mood}, \${theme}, \${language}, release \${release}; $\${kept}
    inputs: ["../shots/start \${language}.png"]
    size: 512
    pixels: 1280x720
    variables: { mood: lively, release: 1.10 }
    variants:
      theme: [light, dark]
      language: [en, no]
`);
    assert.deepEqual(problems, []);
    assert.deepEqual(namesOf(assets), [
      'docs/images/light/start-en.webp',
      'docs/images/light/start-no.webp',
      'docs/images/dark/start-en.webp',
      'docs/images/dark/start-no.webp',
    ]);
    const last = assets.at(-1);
    assert.equal(last?.prompt, `Tidewater, lively, dark, no, release 1.10; \${kept}`);
    assert.deepEqual(last?.inputs, [
      { path: '../shots/start no.png', uri: 'file:///ws/shots/start%20no.png' },
    ]);
    assert.deepEqual(last?.options, {
      aspectRatio: '16:9',
      size: '512',
      thinking: '',
      quality: '',
      complexity: '',
      background: 'auto',
      format: 'auto',
      keepTransparency: false,
    });
    assert.deepEqual([last?.type, last?.pixels], ['webp', { width: 1280, height: 720 }]);
  });

  it('takes anchors and merged keys', () => {
    const { assets, problems } = projectOf(`version: 1
assets:
  - &one { output: a.png, prompt: A, aspectRatio: "1:1" }
  - <<: *one
    output: b.png
`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      assets.map(({ name, prompt, options }) => [name, prompt, options.aspectRatio]),
      [
        ['docs/a.png', 'A', '1:1'],
        ['docs/b.png', 'A', '1:1'],
      ],
    );
  });

  it('gets the ending of its format where the output has none', () => {
    const { assets } = projectOf(
      minimal.replace('hero.png', 'hero').replace('assets:', 'defaults: { format: jpeg }\nassets:'),
    );
    assert.deepEqual([assets[0]?.name, assets[0]?.type], ['docs/images/hero.jpg', 'jpeg']);
  });

  const wrong: [what: string, text: string, problems: string[]][] = [
    [
      'an unknown key',
      `${minimal}    pormpt: x\n`,
      ['5:5 "pormpt" is not known here. Did you mean "prompt"?'],
    ],
    [
      'a value that is not offered',
      `${minimal}    aspectRatio: "16/9"\n`,
      [
        '5:18 "aspectRatio" must be one of "auto", "1:1", "1:4", "1:8", "2:3", "3:2", "3:4", "4:1", "4:3", "4:5", "5:4", "8:1", "9:16", "16:9", "21:9". Did you mean "16:9"?',
      ],
    ],
    [
      'a size in wrong letters',
      `${minimal}    size: 2k\n`,
      [
        '5:11 "size" must be "auto", "512", "1K", "2K", "4K", or pixels as in "1536x1024". Did you mean "2K"?',
      ],
    ],
    [
      'pixels that are none',
      `${minimal}    pixels: 1280*720\n`,
      ['5:13 "pixels" must be a width and a height in pixels, as in "1280x720".'],
    ],
    ['a missing prompt', 'version: 1\nassets:\n  - output: a.png\n', ['3:5 "prompt" is missing.']],
    ['another version', minimal.replace('1', '2'), ['1:10 "version" must be 1.']],
    [
      'an empty file',
      '# nothing yet\n',
      ['1:1 The manifest is empty. It needs "version: 1" and a list of "assets".'],
    ],
    [
      'a text that is no YAML',
      'version: 1\nassets: [\n',
      ['3:1 A bracket or a quote before this place is never closed.'],
    ],
    [
      'a key that stands twice',
      `${minimal}    prompt: Another\n`,
      ['5:5 "prompt" is listed twice. Remove one of them.'],
    ],
    [
      'an unknown variable',
      minimal.replace('lighthouse', `\${thme}`).concat('    variants: { theme: [a] }\n'),
      ['4:13 There is no variable "thme". Did you mean "theme"?'],
    ],
    [
      'a variable without a name',
      `${minimal}    variables: { 1x: a }\n`,
      [
        '5:18 "1x" can\'t be the name of a variable: use letters, digits, "_" and "-", beginning with a letter.',
      ],
    ],
    [
      'a size that the model can’t make',
      `${minimal}    model: gemini-2.5-flash-image\n    size: 4K\n`,
      ["6:11 Nano Banana doesn't take the size 4K. Leave it out, or use another model."],
    ],
    [
      'a thinking level that an unknown model is not asked with',
      `${minimal}    model: gemini-9-surprise\n    thinking: high\n`,
      ["6:15 gemini-9-surprise doesn't take the thinking level high. Leave it out, or use another model."],
    ],
    [
      'a quality that an unknown model takes at no provider',
      `${minimal}    model: house-model\n    quality: high\n`,
      ["6:14 house-model doesn't take the quality high. Leave it out, or use another model."],
    ],
    [
      'a model that can’t be asked',
      `${minimal}    model: dall-e-3\n`,
      [
        "5:12 dall-e-3 can't be asked. It does not use the protocol of Gemini or GPT Image. Choose another model.",
      ],
    ],
    [
      'an output out of the workspace',
      minimal.replace('images/', '../../'),
      ['3:13 "../../hero.png" leads out of the workspace. Only files inside it can be used.'],
    ],
    [
      'an absolute output',
      minimal.replace('images/', '/tmp/'),
      ['3:13 "/tmp/hero.png" is not a relative path. Write the path from this manifest to the file.'],
    ],
    [
      'an output with backslashes',
      minimal.replace('images/', 'images\\'),
      ['3:13 "images\\hero.png" has a backslash. Write "/" between folders.'],
    ],
    [
      'an input out of the workspace',
      `${minimal}    inputs: [../../../etc/secret.png]\n`,
      ['5:14 "../../../etc/secret.png" leads out of the workspace. Only files inside it can be used.'],
    ],
    [
      'a name that is none on Windows',
      minimal.replace('hero.png', 'con.png'),
      ['3:13 "con.png" can\'t be the name of a file on every system. Choose another one.'],
    ],
    [
      'a type that can’t be made',
      minimal.replace('.png', '.bmp'),
      ['3:13 Files of type ".bmp" can\'t be made. Use png, jpeg, webp, avif, gif, svg.'],
    ],
    [
      'a format beside another ending',
      `${minimal}    format: webp\n`,
      ['5:13 The format is webp, but the output ends in ".png". Change one of them.'],
    ],
    [
      'two assets with one output',
      `${minimal}  - { output: images/Hero.png, prompt: B }\n`,
      [
        '3:13 docs/images/hero.png is made here and in line 5. Give one of them another output.',
        '5:15 docs/images/Hero.png is made here and in line 3. Give one of them another output.',
      ],
    ],
    [
      'variants that make one file',
      `${minimal}    variants: { theme: [light, dark] }\n`,
      [`3:13 Several variants make docs/images/hero.png. Name each of them in the output, as in \${theme}.`],
    ],
    [
      'an asset that is its own input',
      `${minimal}    inputs: [images/hero.png]\n`,
      ['5:14 docs/images/hero.png is its own input. Keep the source in another file.'],
    ],
    [
      'assets that need each other',
      `version: 1
assets:
  - { output: a.png, prompt: A, inputs: [c.png] }
  - { output: b.png, prompt: B, inputs: [a.png] }
  - { output: c.png, prompt: C, inputs: [x.png, b.png] }
`,
      [
        '3:42 These assets depend on each other: docs/a.png → docs/c.png → docs/b.png → docs/a.png. Remove one of the inputs.',
      ],
    ],
    [
      'more variants than any docs have',
      `version: 1
assets:
  - output: \${a}\${b}\${c}.png
    prompt: x
    variants: { a: &l [${Array.from({ length: 100 }, (_, i) => i)}], b: *l, c: *l }
`,
      ['3:5 This makes more than 50,000 files. Use fewer variants.'],
    ],
  ];
  for (const [what, text, problems] of wrong) {
    it(`says where there is ${what}`, () => assert.deepEqual(problemsOf(text), problems));
  }

  it('is refused where variables make a prompt too long or empty', () => {
    const text = (prompt: string, value: string) =>
      `version: 1\nassets:\n  - output: a.png\n    prompt: ${prompt}\n    variables: { v: "${value}" }\n`;
    assert.deepEqual(problemsOf(text(`"${`\${v}`.repeat(20)}"`, 'x'.repeat(1000))), [
      '4:13 The prompt has 20,000 characters when its variables are filled in; at most 16,000 can be asked for.',
    ]);
    assert.deepEqual(problemsOf(text(`"\${v}"`, ' ')), ['4:13 The prompt is empty.']);
  });

  it('says in both manifests that they make the same file', () => {
    const other = minimal.replace('images/', '../docs/images/');
    const { problems, assets } = projectOf(minimal, other);
    assert.deepEqual(
      problems.map(({ manifest, related }) => [manifest, related[0]?.manifest]),
      [
        ['file:///ws/docs/nano-banana.yaml', 'file:///ws/m1/nano-banana.yaml'],
        ['file:///ws/m1/nano-banana.yaml', 'file:///ws/docs/nano-banana.yaml'],
      ],
    );
    assert.deepEqual(assets, []);
  });

  it('leaves the other assets whole', () => {
    const { assets, problems } = projectOf(`${minimal}  - { output: ../../out.png, prompt: B }\n`);
    assert.equal(problems.length, 1);
    assert.deepEqual(namesOf(assets), ['docs/images/hero.png']);
  });

  it('is not unfolded when it is a bomb', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`)}]`);
    assert.deepEqual(problemsOf(`l0: &l0 [x]\n${levels.join('\n')}\n${minimal}`), [
      '1:1 The aliases in this file expand to too much. Write the values out.',
    ]);
  });

  it('lets thousands of assets share one anchor', () => {
    const assets = Array.from({ length: 5000 }, (_, n) => `  - { <<: *one, output: ${n}.png }\n`);
    const head = 'version: 1\ndefaults: &one { size: 1K }\nassets:\n';
    const { problems, assets: made } = projectOf(
      `${head}${assets.join('').replaceAll(', output', ', prompt: x, output')}`,
    );
    assert.deepEqual([problems.length, made.length], [0, 5000]);
  });

  it('is never the end of the program, whatever its text', () => {
    assert.ok(problemsOf(`a: ${'['.repeat(50_000)}`).length > 0);
    assert.equal(problemsOf('x'.repeat(5_000_000)).length, 1);
    const piece = fc.oneof(
      fc.constantFrom(
        ...minimal.split(/(?=[\s:-])/),
        '*a',
        '&a',
        '<<:',
        '[',
        '{',
        '}',
        '!!binary',
        '---',
        '? ',
        '|',
        '>',
      ),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { range } of projectOf(pieces.join('')).problems) assert.ok(range.start.line >= 0);
      }),
      { numRuns: 20 },
    );
  });

  it('has a JSON schema for other editors that says the same', async () => {
    const file = join(projectFolder, 'media', 'manifest.schema.json');
    const written: unknown = JSON.parse(await readFile(file, 'utf8'));
    assert.deepEqual(
      written,
      JSON.parse(JSON.stringify(manifestJsonSchema())),
      'Write it anew: npm run schema',
    );
    const { contributes, files } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
    const own = { fileMatch: manifestName, url: './media/manifest.schema.json' };
    assert.deepEqual(contributes.yamlValidation, [own]);
    assert.ok(files.includes('media/manifest.schema.json'));
  });

  it('has words for every key', () => {
    for (const path of [[], ['defaults'], ['assets', 0]]) {
      for (const key of helpAt(path)?.keys ?? []) {
        const help = helpAt([...path, key.name]);
        assert.ok(help?.description, `${path.join('.')}.${key.name}`);
      }
    }
    assert.deepEqual(helpAt(['assets', 0, 'format'])?.values, ['png', 'jpeg', 'webp', 'avif', 'gif', 'svg']);
    assert.deepEqual(helpAt(['assets', 0, 'keepTransparency'])?.values, ['true', 'false']);
  });
});
