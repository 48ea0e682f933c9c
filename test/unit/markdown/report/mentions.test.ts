import assert from 'node:assert/strict';
import { Mentions } from '../../../../src/core/markdown/report/mentions.ts';

/** Which of the images a file names. */
async function named(
  file: string,
  text: string,
  images: readonly string[],
  isDocument = false,
): Promise<string[]> {
  const mentions = new Mentions(images.map((image) => `/w/${image}`));
  if (isDocument) await mentions.addDocument(`/w/${file}`, text);
  else await mentions.add(`/w/${file}`, text);
  return images.filter((image) => mentions.isNamed(`/w/${image}`));
}

describe('an image is no image that nobody links', () => {
  const site = ['static/img/logo.png', 'static/img/old.png'];
  for (const [what, file, text] of [
    ['a style has it', 'src/css/custom.css', '.hero { background: url(../../static/img/logo.png) }'],
    ['a configuration has it', 'site.config.js', "module.exports = { logo: 'img/logo.png' }"],
    ['data have it', 'data/sponsors.yml', '- img: /img/logo.png\n  name: A'],
    ['a template has it', 'layouts/home.html', '{{ with resources.Get "img/logo.png" }}'],
    ['an address of the site has it', 'package.json', '{"icon": "https://example.org/img/logo.png?v=2"}'],
    ['a script has it as an address with escapes', 'a.ts', 'const a = "static/img/lo%67o.png";'],
    ['it is the second of a line', 'a.css', 'a { b: url(x.png), url(/img/logo.png) }'],
  ] as const) {
    it(`when ${what}`, async () => assert.deepEqual(await named(file, text, site), ['static/img/logo.png']));
  }

  const pictures = [
    'static/img/show/a.png',
    'static/img/show/b.svg',
    'static/img/other/c.png',
    'docs/show/d.png',
  ];
  for (const [what, file, text, expected] of [
    [
      'of a folder',
      'src/Home.vue',
      `<img :src="\`/img/show/\${item}\`">`,
      ['static/img/show/a.png', 'static/img/show/b.svg'],
    ],
    [
      'of a folder and a type',
      'src/home.js',
      "load('/img/show/' + name + '.png')",
      ['static/img/show/a.png'],
    ],
    [
      'by a star in a script',
      'src/home.ts',
      "import.meta.glob('../static/img/show/*.svg')",
      ['static/img/show/b.svg'],
    ],
    ['by several endings', 'a.ts', "glob('img/other/*.{png,jpg}')", ['static/img/other/c.png']],
    [
      'in what a template does',
      'layouts/a.html',
      '{{ printf "/img/other/%s.png" .name }}',
      ['static/img/other/c.png'],
    ],
    [
      'joined within what a template does',
      'layout/theme.njk',
      "<img src=\"{{ url_for('static/img/show/' + plugin.name + '.png') }}\">",
      ['static/img/show/a.png'],
    ],
    [
      'by a filter of Liquid',
      'a.liquid',
      "{{ '/img/show/' | append: name | append: '.svg' }}",
      ['static/img/show/b.svg'],
    ],
    [
      'by a word of Go’s templates',
      'a.html',
      '{{ print "img/other/" .name ".png" }}',
      ['static/img/other/c.png'],
    ],
    ['by no star of a tool’s configuration', 'eslint.config.js', "ignores: ['static/img/**/*.png']", []],
    ['by no name alone', 'src/a.ts', 'load(`' + '$' + '{name}.png`)', []],
  ] as const) {
    it(`when its name is only known to the program, ${what}`, async () =>
      assert.deepEqual(await named(file, text, pictures), [...expected]));
  }

  it('when a component is given the names of a folder’s images as a list', async () => {
    const folder = ['public/trusted/ada.svg', 'public/trusted/bob.svg', 'public/trusted/cleo.png'];
    const others = ['public/trusted/left.svg', 'public/old/ada.svg'];
    const list = `<TrustedBy :logos="['ada', 'bob',\n  'Cleo',]" />`;
    assert.deepEqual(await named('theme/Home.vue', list, [...folder, ...others]), folder);
    for (const chance of [
      "['ada', 'bob']",
      "['ada', 'bob', 'cleo', 'dora']",
      "['ada', 'bob', cleo]",
      'ada bob cleo',
    ])
      assert.deepEqual(await named('theme/Home.vue', `const a = ${chance};`, folder), [], chance);
  });

  it('only in its own part of a monorepo', async () => {
    const both = ['apps/a/public/logo.svg', 'apps/b/public/logo.svg'];
    assert.deepEqual(await named('apps/a/index.html', '<link href="/logo.svg">', both), [
      'apps/a/public/logo.svg',
    ]);
    assert.deepEqual(await named('README.txt', 'logo.svg', both), both);
    assert.deepEqual(
      await named('apps/b/x.js', "'./gone/logo.svg'", both),
      [],
      'of a path one folder has to fit',
    );
  });

  it('when browsers ask for it by its name, or a theme shows what lies beside a page', async () => {
    const images = [
      'static/favicon.svg',
      'content/post/featured-x.png',
      'content/post/team.jpg',
      'content/b.jpg',
    ];
    const text = '{{< imgproc team Resize "500x" >}} words with stars: img/*';
    assert.deepEqual(await named('content/post/index.md', text, images, true), images.slice(0, 3));
  });

  it('when a framework, a theme or a test takes it by its place', async () => {
    const taken = [
      'src/app/icon.png',
      'app/blog/apple-icon2.png',
      'assets/icons/logo.svg',
      'theme/images/tn.png',
      'test/__image_snapshots__/a.png',
      'e2e/a.spec.ts-snapshots/a.png',
      'tests/goldens/linux/a.png',
      'lib/test/support/fixtures/a.gif',
    ];
    const others = ['docs/icon.png', 'static/logo.svg', 'docs/images/screenshots.png'];
    assert.deepEqual(await named('x.txt', '', [...taken, ...others]), taken);
  });

  it('when a document takes it whatever its type', async () => {
    const images = ['docs/img/a.svg', 'docs/img/a.png', 'docs/img/b.png'];
    const text = '```{figure} ../img/a.*\n```\n\nand *.* words';
    assert.deepEqual(await named('docs/text/x.md', text, images, true), images.slice(0, 2));
  });

  it('when a document has it in an address of the web or in code that a reader runs', async () => {
    const images = ['static/img/logo.png', 'static/img/tiny.png', 'static/img/old.png'];
    const text =
      '[x](https://raw.example.org/o/r/main/static/img/logo.png)\n\n```js\nf("https://example.org/img/tiny.png")\n```\n';
    assert.deepEqual(await named('docs/a.md', text, images, true), images.slice(0, 2));
  });

  it('wherever it stands in a long text, of which no long piece is looked through at once', async () => {
    for (const at of [23_990, 24_000, 28_190, 28_200, 52_195, 700_000]) {
      let rests = 0;
      const mentions = new Mentions(['/w/static/img/logo.png'], { rest: async () => void rests++ });
      const text = `${'a b;'.repeat(at / 4)}url(/img/logo.png) ${'c'.repeat(30_000)}`;
      await mentions.add('/w/a.css', text);
      assert.ok(mentions.isNamed('/w/static/img/logo.png'), String(at));
      assert.ok(rests >= text.length / 30_000, `${rests} of ${text.length}`);
    }
  });

  it('in time that grows with the length of the text', async () => {
    const start = performance.now();
    for (const text of [
      'a'.repeat(500_000),
      '${'.repeat(100_000),
      '/*'.repeat(100_000),
      'a/'.repeat(100_000),
      '.png'.repeat(100_000),
      `['a', `.repeat(100_000),
    ])
      await named('a.js', text, site);
    // Far from a measurement: what is quadratic takes minutes.
    assert.ok(performance.now() - start < 10_000);
  });
});
