import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { placesIn } from '../../../../src/core/markdown/sites/candidates.ts';
import { workspaceWith } from '../memoryFiles.ts';

type Files = Record<string, string> | readonly string[];

interface Case {
  files: Files;
  document: string;
  /** Each address with where it leads. */
  leads: Record<string, string>;
}

const cases: Record<string, Case> = {
  'Docusaurus: static folders, @site, what the configuration says': {
    files: {
      'web/docusaurus.config.js':
        "module.exports = {\n  baseUrl: '/kit/',\n  staticDirectories: ['public', 'static'],\n  presets: [['classic', { docs: { path: '../guides' } }]],\n};",
      'web/public/img/a.png': '',
      'web/static/img/b.png': '',
      'web/docs/here.png': '',
    },
    document: 'web/docs/intro.md',
    leads: {
      '/img/a.png': 'found web/public/img/a.png',
      '/img/b.png#gh-dark-mode-only': 'found web/static/img/b.png',
      '/kit/img/b.png': 'found web/static/img/b.png',
      '@site/static/img/b.png': 'found web/static/img/b.png',
      'here.png': 'found web/docs/here.png',
      '/img/none.png': 'missing web/public/img/none.png',
      '@site/none.png': 'missing web/none.png',
    },
  },
  'Docusaurus: documents beside the site that its configuration names': {
    files: {
      'website/docusaurus.config.ts':
        "export default { presets: [['classic', { docs: { path: '../docs' } }]] }",
      'website/static/img/a.png': '',
    },
    document: 'docs/a.md',
    leads: {
      '/img/a.png': 'found website/static/img/a.png',
      '/img/none.png': 'missing website/static/img/none.png',
    },
  },
  'Docusaurus: documents that it names as its own, below what is left of an older site': {
    files: {
      '.gitbook.yaml': 'root: docs',
      'website/docusaurus.config.ts':
        "export default { presets: [['classic', { docs: { path: '../docs' } }]] }",
      'website/static/img/a.png': '',
    },
    document: 'docs/tutorials/a.md',
    leads: {
      '/img/a.png': 'found website/static/img/a.png',
      '/img/none.png': 'missing website/static/img/none.png',
    },
  },
  'MkDocs: what a configuration builds upon, and a version in the address': {
    files: {
      'docs/mkdocs-en.yml': 'INHERIT: ./base.yml\nsite_url: https://example.org/docs/en\ndocs_dir: en\n',
      'docs/base.yml': 'theme:\n  name: material\n  custom_dir: overrides\n',
      'docs/overrides/assets/images/a.png': '',
      'docs/en/index.md': '',
    },
    document: 'docs/en/blog/x.md',
    leads: {
      '/docs/en/latest/assets/images/a.png': 'found docs/overrides/assets/images/a.png',
      '/docs/en/assets/images/a.png': 'found docs/overrides/assets/images/a.png',
      '/docs/en/latest/a.png': 'missing docs/en/latest/a.png',
    },
  },
  'VitePress: public below the pages, and what Vite finds from their folder': {
    files: {
      'docs/.vitepress/config.mts': "export default { srcDir: 'src', base: '/lib/' }",
      'docs/src/public/a.png': '',
      'docs/src/media/b.png': '',
    },
    document: 'docs/src/guide/x.md',
    leads: {
      '/a.png': 'found docs/src/public/a.png',
      '/lib/a.png': 'found docs/src/public/a.png',
      '/media/b.png': 'found docs/src/media/b.png',
      '/c.png': 'missing docs/src/public/c.png',
    },
  },
  'VuePress: its own public folder': {
    files: ['docs/.vuepress/config.js', 'docs/.vuepress/public/img/a.png'],
    document: 'docs/guide/x.md',
    leads: { '/img/a.png': 'found docs/.vuepress/public/img/a.png' },
  },
  'Astro and Starlight: public, src from the root, the aliases of tsconfig': {
    files: {
      'astro.config.mjs': 'export default defineConfig({})',
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@pics/*": ["src/pics/*"] } } }',
      'public/a.png': '',
      'src/assets/b.png': '',
      'src/pics/c.png': '',
    },
    document: 'src/content/docs/x.mdx',
    leads: {
      '/a.png': 'found public/a.png',
      '/src/assets/b.png': 'found src/assets/b.png',
      '~/assets/b.png': 'found src/assets/b.png',
      '@pics/c.png': 'found src/pics/c.png',
      '@pics/d.png': 'missing src/pics/d.png',
      '@unheard/d.png': 'unknown',
    },
  },
  'Hugo: static, assets, bundles and addresses relative to the page': {
    files: [
      'hugo.toml',
      'static/img/a.png',
      'assets/b.png',
      'content/posts/one/index.md',
      'content/posts/one/c.png',
      'static/posts/d.png',
      'themes/t/static/e.png',
    ],
    document: 'content/posts/two.md',
    leads: {
      '/img/a.png': 'found static/img/a.png',
      '/b.png': 'found assets/b.png',
      '/posts/one/c.png': 'found content/posts/one/c.png',
      '../d.png': 'found static/posts/d.png',
      '/e.png': 'found themes/t/static/e.png',
      // Of a page that is no bundle the theme decides what it looks up.
      'none.png': 'missing',
      '/none.png': 'missing static/none.png',
    },
  },
  'Jekyll: the base path as a template, and paths within templates': {
    files: { '_config.yml': 'baseurl: /site\n', 'assets/a.png': '', '_posts/2020-01-01-x.md': '' },
    document: '_posts/2020-01-01-x.md',
    leads: {
      '{{ site.baseurl }}/assets/a.png': 'found assets/a.png',
      '{{site.url}}{{site.baseurl}}/assets/a.png': 'found assets/a.png',
      "{{ '/assets/a.png' | relative_url }}": 'found assets/a.png',
      '{% link assets/a.png %}': 'found assets/a.png',
      '/site/assets/a.png': 'found assets/a.png',
      'assets/a.png': 'found assets/a.png',
      '{{ site.baseurl }}/none.png': 'missing none.png',
      '{{ page.cover }}': 'unknown',
      '{{ page.folder }}.png': 'unknown',
      'none.png': 'missing',
    },
  },
  'MkDocs: from the documents’ folder, and raw HTML from the page’s address': {
    files: {
      'mkdocs.yml': 'site_name: x\ndocs_dir: pages\nsite_url: https://x.org/y/\n',
      'pages/img/a.png': '',
      'pages/guide/b.png': '',
    },
    document: 'pages/guide/x.md',
    leads: {
      '../img/a.png': 'found pages/img/a.png',
      '/img/a.png': 'found pages/img/a.png',
      '/y/img/a.png': 'found pages/img/a.png',
      'b.png': 'found pages/guide/b.png',
    },
  },
  'Next and Nextra: public': {
    files: ['site/next.config.mjs', 'site/public/a.png'],
    document: 'site/content/x.mdx',
    leads: { '/a.png': 'found site/public/a.png', '/b.png': 'missing site/public/b.png' },
  },
  'Gatsby: static': {
    files: ['gatsby-config.ts', 'static/a.png', 'content/blog/x/b.png'],
    document: 'content/blog/x/index.md',
    leads: { '/a.png': 'found static/a.png', './b.png': 'found content/blog/x/b.png' },
  },
  'Sphinx and MyST: a slash begins at the source folder': {
    files: {
      'doc/conf.py': "html_static_path = ['_static']\n",
      'doc/img/a.png': '',
      'doc/_static/b.png': '',
    },
    document: 'doc/guide/x.md',
    leads: { '/img/a.png': 'found doc/img/a.png', '/_static/b.png': 'found doc/_static/b.png' },
  },
  'a wiki: from the page and from its root': {
    files: ['Home.md', '_Sidebar.md', 'images/a.png'],
    document: 'guides/x.md',
    leads: { 'images/a.png': 'found images/a.png', '/images/a.png': 'found images/a.png' },
  },
  'a monorepo: the site beside, when no folder above is one': {
    files: ['packages/web/vite.config.ts', 'packages/web/public/a.png', 'apps/docs/next.config.js'],
    document: 'packages/core/README.md',
    leads: {
      '/a.png': 'found packages/web/public/a.png',
      // Which of the sites would serve it nobody says.
      '/none.png': 'unknown',
    },
  },
  'VitePress: the public folder that Vite is given, from the pages’ folder': {
    files: {
      'docs/.vitepress/config.ts': "export default { srcDir: './src', vite: { publicDir: '../assets' } }",
      'docs/assets/a.png': '',
    },
    document: 'docs/src/x.md',
    leads: { '/a.png': 'found docs/assets/a.png', '/none.png': 'missing docs/assets/none.png' },
  },
  'Hugo: folders of modules, several static folders, a folder for each language': {
    files: {
      'site/config/_default/hugo.toml': 'staticDir = ["static1", "static2"]\n',
      'site/config/_default/languages.toml':
        '[en]\ncontentDir = "content/en"\nstaticDir0 = "static_en"\n[fr]\ncontentDir = "content/fr"\n',
      'site/config/_default/module.yaml':
        'mounts:\n  - source: ../pictures\n    target: static/img\n  - target: assets\n    lang: en\n    source: ../shared\n',
      'site/static2/c.png': '',
      'site/static_en/d.png': '',
      'site/content/en/post/e.png': '',
      'pictures/a.png': '',
      'shared/b.png': '',
    },
    document: 'site/content/fr/post/index.md',
    leads: {
      '/img/a.png': 'found pictures/a.png',
      '/b.png': 'found shared/b.png',
      '/c.png': 'found site/static2/c.png',
      '/d.png': 'found site/static_en/d.png',
      'e.png': 'found site/content/en/post/e.png',
      '/img/none.png': 'missing site/static1/img/none.png',
    },
  },
  'MyST and Jupyter Book: the project’s folder, and an image of any type': {
    files: { 'book/_config.yml': 'title: x', 'book/_toc.yml': '', 'book/images/a.png': '' },
    document: 'book/content/x.md',
    leads: {
      '/images/a.png': 'found book/images/a.png',
      '../images/a.*': 'found book/images/a.png',
      '../images/none.*': 'missing',
      '/none.png': 'missing book/none.png',
    },
  },
  'Pelican: from the content folder and from the page': {
    files: { 'pelicanconf.py': "PATH = 'text'\n", 'text/images/a.png': '', 'text/posts/b.png': '' },
    document: 'text/posts/x.md',
    leads: {
      '{static}/images/a.png': 'found text/images/a.png',
      '{static}../images/a.png': 'found text/images/a.png',
      '{attach}b.png': 'found text/posts/b.png',
      '|static|/images/a.png': 'found text/images/a.png',
      '{static}/images/none.png': 'missing text/images/none.png',
    },
  },
  'Eleventy: what is passed through to another path': {
    files: {
      'eleventy.config.js':
        'export default (c) => { c.addPassthroughCopy({ "./public/": "/", "pictures/wide": "img" }); return { dir: { input: "content" } } }',
      'public/a.png': '',
      'pictures/wide/b.png': '',
      'content/c.png': '',
    },
    document: 'content/blog/x.md',
    leads: {
      '/a.png': 'found public/a.png',
      '/img/b.png': 'found pictures/wide/b.png',
      '/c.png': 'found content/c.png',
    },
  },
  'Writerside: by the name alone in its folder of images': {
    files: {
      'docs/writerside.cfg':
        '<ihp version="2.0"><topics dir="topics"/><images web-path="i" dir="pics"/></ihp>',
      'docs/pics/sub/a.png': '',
    },
    document: 'docs/topics/x.md',
    leads: { 'a.png': 'found docs/pics/sub/a.png', '/sub/a.png': 'found docs/pics/sub/a.png' },
  },
  'a wiki of Azure DevOps in a folder of the repository': {
    files: ['wiki/.attachments/image-1.png', 'wiki/.order'],
    document: 'wiki/Team/page.md',
    leads: {
      '/.attachments/image-1.png': 'found wiki/.attachments/image-1.png',
      '/.attachments/none.png': 'missing wiki/.attachments/none.png',
    },
  },
  'a wiki of GitLab: uploads from its root': {
    files: ['home.md', 'uploads/abc/a.png'],
    document: 'guides/x.md',
    leads: { 'uploads/abc/a.png': 'found uploads/abc/a.png' },
  },
  'a page of the host that shows a file of the repository': {
    files: ['img/a.png'],
    document: 'docs/x.md',
    leads: {
      '../blob/main/img/a.png?raw=true': 'found img/a.png',
      '../../raw/v1.2/img/a.png': 'found img/a.png',
      '../blob/main/img/none.png': 'unknown',
      './blob/a.png': 'missing docs/blob/a.png',
    },
  },
  'documents that another site takes, below the configuration of an application': {
    files: ['nuxt.config.ts', 'public/a.png', 'app/assets/b.png'],
    document: 'docs/1.start/x.md',
    leads: {
      '/a.png': 'found public/a.png',
      '~/assets/b.png': 'found app/assets/b.png',
      '/assets/docs/none.png': 'unknown',
    },
  },
  'a book for print beside the one whose pages it takes': {
    files: { 'print/book.toml': 'src = "../src"', 'src/img/a.png': '' },
    document: 'print/chapter.md',
    leads: { 'img/a.png': 'found src/img/a.png' },
  },
  'no site that is known: folders that sites serve, and the repository’s root': {
    files: ['static/img/a.png', 'src/assets/b.png'],
    document: 'docs/a.md',
    leads: {
      '/img/a.png': 'found static/img/a.png',
      '@site/static/img/a.png': 'found static/img/a.png',
      '~/assets/b.png': 'found src/assets/b.png',
      '@site/none.png': 'unknown',
      '~/none.png': 'unknown',
      '/img/none.png': 'missing img/none.png',
    },
  },
};

describe('where an address leads', () => {
  for (const [title, { files, document, leads }] of Object.entries(cases)) {
    it(`is found in ${title}`, async () => {
      const { lead } = workspaceWith(files);
      const found: Record<string, string> = {};
      for (const url of Object.keys(leads)) found[url] = await lead(document, url);
      assert.deepEqual(found, leads);
    });
  }

  it('is found for raw HTML in MkDocs from the address of the page', async () => {
    const { lead } = workspaceWith(['mkdocs.yml', 'docs/img/a.png', 'docs/guide/img/a.png']);
    assert.equal(await lead('docs/guide/x.md', '../img/a.png', 'html'), 'found docs/guide/img/a.png');
    assert.equal(await lead('docs/guide/x.md', '../img/a.png'), 'found docs/img/a.png');
  });

  it('is found by the name alone in a vault, the nearest first', async () => {
    const files = {
      '.obsidian/app.json': '{"attachmentFolderPath": "files"}',
      'files/Cat 1.png': '',
      'a/b/dog.png': '',
      'dog.png': '',
    };
    const { lead } = workspaceWith(files);
    assert.equal(await lead('a/note.md', 'cat 1.png', 'wiki'), 'found files/Cat 1.png');
    assert.equal(await lead('a/note.md', 'b/dog.png', 'wiki'), 'found a/b/dog.png');
    assert.equal(await lead('notes/n.md', 'Cat%201.png'), 'found files/Cat 1.png');
    assert.equal(await lead('a/note.md', 'none.png', 'wiki'), 'missing files/none.png');
  });

  it('can’t be known of what a theme or another document decides', async () => {
    const { lead } = workspaceWith(['hugo.toml', 'static/img/cover.png', 'assets/images/b.png']);
    assert.equal(await lead('content/a.md', '/img/cover.png', 'frontMatter'), 'found static/img/cover.png');
    assert.equal(await lead('content/a.md', 'images/b.png', 'frontMatter'), 'found assets/images/b.png');
    assert.equal(await lead('content/a.md', 'none.png', 'shortcode'), 'unknown');
    assert.equal(await lead('content/_includes/a.md', 'none.png'), 'unknown');
    assert.equal(await lead('content/a.md', `\${base}/a.png`), 'unknown');
  });

  it('starts at the folder that the front matter of a page names', async () => {
    const { resolver } = workspaceWith(['_config.yml', 'assets/img/p/a.png', 'static/b.png']);
    const leadsTo = async (front: string, url: string): Promise<string> => {
      const place = { document: '/w/_posts/x.md', root: '/w', ...placesIn(front) };
      const found = await resolver.resolve(place, { url, form: 'markdown' });
      return 'base' in found ? found.path : found.state;
    };
    const chirpy = '---\ntitle: x\nmedia_subpath: "/assets/img/p"\n---\n';
    assert.equal(await leadsTo(chirpy, 'a.png'), '/w/assets/img/p/a.png');
    assert.equal(await leadsTo(chirpy, 'none.png'), 'unknown');
    assert.equal(await leadsTo('---\r\ntypora-root-url: ../static\r\n---\r\n', '/b.png'), '/w/static/b.png');
    assert.equal(await leadsTo('---\ntitle: x\n---\nmedia_subpath: /assets/img/p\n', 'a.png'), 'missing');
  });

  it('tells where only the case differs, in a name and in a folder', async () => {
    const { lead } = workspaceWith(['docs/Img/Login.PNG', 'docs/exact.png']);
    assert.equal(await lead('docs/a.md', 'img/login.png'), 'caseDiffers docs/Img/Login.PNG');
    assert.equal(await lead('docs/a.md', 'Exact.png'), 'caseDiffers docs/exact.png');
    assert.equal(await lead('docs/a.md', 'exact.png'), 'found docs/exact.png');
  });

  it('is nowhere in the workspace for what lies in the web', async () => {
    const { lead } = workspaceWith([]);
    for (const url of ['https://x.org/a.png', '//x.org/a.png', 'data:image/png;base64,AA', '', '#top'])
      assert.equal(await lead('a.md', url), 'web', url);
  });

  it('is the file with its own name, whatever is escaped', async () => {
    const { lead } = workspaceWith(['docs/img/a b(1).png', 'docs/100%.png', 'docs/über.png']);
    assert.equal(await lead('docs/x.md', 'img/a%20b%281%29.png'), 'found docs/img/a b(1).png');
    assert.equal(await lead('docs/x.md', '100%.png'), 'found docs/100%.png');
    // macOS writes names decomposed.
    assert.equal(await lead('docs/x.md', 'u\u0308ber.png'), 'found docs/über.png');
  });

  it('is asked of each folder once, however many links a document has', async () => {
    const { lead, memory } = workspaceWith(['docs/img/a.png', 'docs/img/b.png']);
    await lead('docs/x.md', 'img/a.png');
    const { listed } = memory;
    await lead('docs/x.md', 'img/b.png');
    await lead('docs/y.md', 'img/a.png');
    assert.equal(memory.listed, listed);
  });
});

describe('the address that is written', () => {
  it('begins at the root for what the site serves from there', async () => {
    const docusaurus = workspaceWith(['docusaurus.config.js', 'static/img/a.png']);
    assert.equal(await docusaurus.write('docs/x.md', 'static/img/a.png'), '/img/a.png');
    const jekyll = workspaceWith({ '_config.yml': 'baseurl: /s', 'assets/a.png': '' });
    assert.equal(await jekyll.write('_posts/x.md', 'assets/a.png'), '{{ site.baseurl }}/assets/a.png');
    const vitepress = workspaceWith(['docs/.vitepress/config.ts', 'docs/public/a.png']);
    assert.equal(await vitepress.write('docs/x.md', 'docs/public/a.png'), '/a.png');
  });

  it('follows the addresses that the document has', async () => {
    const { write } = workspaceWith({
      'astro.config.mjs': '',
      'src/assets/a.png': '',
      'src/assets/b.png': '',
      'src/content/docs/c.png': '',
      'tsconfig.json': '',
    });
    const document = 'src/content/docs/x.md';
    assert.equal(await write(document, 'src/assets/b.png', 'markdown', ['~/assets/a.png']), '~/assets/b.png');
    assert.equal(
      await write(document, 'src/assets/b.png', 'markdown', ['../../assets/a.png']),
      '../../assets/b.png',
    );
    // No alias leads there.
    assert.equal(await write(document, 'src/content/docs/d.png', 'markdown', ['/a.png']), './d.png');
  });

  it('keeps a template, within it and before it', async () => {
    const { write } = workspaceWith({ '_config.yml': '', 'assets/a.png': '', 'assets/b.png': '' });
    for (const [like, url] of [
      ["{{ '/assets/a.png' | relative_url }}", "{{ '/assets/b.png' | relative_url }}"],
      ['{{ site.url }}/assets/a.png', '{{ site.url }}/assets/b.png'],
      ['{% link assets/a.png %}', '{% link assets/b.png %}'],
    ] as const)
      assert.equal(await write('_posts/x.md', 'assets/b.png', 'markdown', [like]), url);
  });

  it('starts at the page’s address for raw HTML in MkDocs', async () => {
    const { write } = workspaceWith(['mkdocs.yml', 'docs/img/a.png', 'docs/guide/x.md']);
    assert.equal(await write('docs/guide/x.md', 'docs/img/a.png', 'html'), '../../img/a.png');
    assert.equal(await write('docs/guide/x.md', 'docs/img/a.png', 'markdown'), '../img/a.png');
    assert.equal(await write('docs/index.md', 'docs/img/a.png', 'html'), 'img/a.png');
  });

  it('is a name in a vault, with its folders where it is not the only one', async () => {
    const { write } = workspaceWith(['.obsidian/app.json', 'x/a.png', 'x/b.png', 'y/b.png']);
    assert.equal(await write('n.md', 'x/a.png', 'wiki'), 'a.png');
    assert.equal(await write('n.md', 'y/b.png', 'wiki'), 'y/b.png');
  });

  it('is encoded so that nothing ends it early', async () => {
    const { write } = workspaceWith([]);
    const url = await write('docs/a b/guide.md', 'docs/bild (2)/灯台.png');
    assert.equal(url, '../bild%20%282%29/%E7%81%AF%E5%8F%B0.png');
  });

  it('comes back to the same file, whatever its name', async () => {
    const step = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((s) => !/[/\\\0]|^\.{1,2}$/.test(s) && s.isWellFormed() && s === s.normalize());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const path = `${steps.join('/')}.png`;
        const { lead, write } = workspaceWith([path]);
        const url = await write('docs/x.md', path);
        assert.equal(readDocument(`![x](${url})`).images[0]?.url, url);
        assert.equal(await lead('docs/x.md', url), `found ${path}`);
      }),
      { numRuns: 50 },
    );
  });
});
