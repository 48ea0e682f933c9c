import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import sharp from 'sharp';
import { lookAt } from '../../../../src/cli/docsReport.ts';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { DocsReport, type Finding, type ReportedImage } from '../../../../src/core/markdown/report/report.ts';
import { findingLine, writeReport } from '../../../../src/core/markdown/report/reportText.ts';
import { Turns } from '../../../../src/core/markdown/report/turns.ts';
import { workspaceWith } from '../memoryFiles.ts';

const told = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.kind} ${findingLine(finding)}`);

describe('the report', () => {
  const document = (name: string) => ({
    path: `/w/${name}`,
    places: [{ document: `/w/${name}`, root: '/w' }],
  });
  const image = (name: string, bytes = 1000, width = 100): ReportedImage => ({
    path: `/w/${name}`,
    realPath: `/w/${name}`,
    bytes,
    width,
    height: 50,
  });
  const reportIn = (files: readonly string[]) =>
    new DocsReport({
      resolver: workspaceWith(files).resolver,
      realPath: async (path) => path,
      uriOf: (path) => `file://${path}`,
      nameOf: (path) => path.slice('/w/'.length),
      turns: new Turns(),
    });

  it('finds what is missing, unlinked, silent, heavy or larger than shown, and nothing else', async () => {
    const report = reportIn(['fine', 'silent', 'wide', 'heavy', 'linked'].map((n) => `docs/${n}.png`));
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
    assert.deepEqual(told(report.finish(images)), [
      'missing docs/a.md:3: gone%20one.png',
      'noAlt docs/a.md:3: silent.png',
      'oversized docs/a.md:5: docs/wide.png (251 × 50, 1 KB: shown 100 pixels wide)',
      'oversized docs/a.md:7: docs/heavy.png (100 × 50, 1.0 MB: larger than 1.0 MB)',
      'unlinked docs/nobody.png (100 × 50, 1 KB)',
    ]);
    const text = writeReport(report.finish([]), {
      folder: 'docs',
      documents: 1,
      images: 6,
      limits: undefined,
    });
    assert.match(
      text,
      /^# Docs images in docs\n\n1 document and 6 images were checked\. 5 problems were found\.\n/,
    );
    assert.match(text, /\n## Images without alternative text \(1\)\n\n- docs\/a\.md:3: silent\.png\n/);
  });

  it('counts the links of documents that it is not about', async () => {
    const report = reportIn(['docs/a.png']);
    await report.addLinks(document('README.md'), readDocument('![a](docs/a.png) ![gone](docs/gone.png)'));
    assert.deepEqual(report.finish([image('docs/a.png')]), []);
  });

  it('tells apart what is missing, what can be made, and what differs in case alone', async () => {
    const report = reportIn(['hugo.toml', 'static/img/Login.png']);
    await report.addDocument(
      document('content/a.md'),
      readDocument('![a](/img/login.png) ![b](/img/gone.png) ![c](beside.png) ![d]({{ .x }}/y.png)'),
    );
    const findings = report.finish([image('static/img/Login.png')]);
    assert.deepEqual(
      findings.map((finding) => [told([finding])[0], finding.fixes]),
      [
        ['missing content/a.md:1: /img/gone.png', ['generate', 'openLink']],
        ['missing content/a.md:1: beside.png', ['openLink']],
        ['caseOnly content/a.md:1: /img/login.png is Login.png', ['openLink']],
      ],
    );
    assert.equal(findings[2]?.image?.name, 'static/img/Login.png');
  });
});

describe('the report on a folder', () => {
  let folder: string;
  let png: Buffer;

  before(async () => {
    png = await sharp({ create: { width: 8, height: 4, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
  });
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-report-'));
    await fs.mkdir(path.join(folder, '.git'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  /** Writes texts, and pictures where there is none. */
  const write = async (files: Record<string, string | null>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await fs.writeFile(path.join(folder, name), text ?? png);
    }
  };
  const link = (target: string, name: string): Promise<void> =>
    fs.symlink(target, path.join(folder, name), 'junction');
  const report = async (below = '.'): Promise<string[]> =>
    told((await lookAt(path.join(folder, below))).findings);

  it('leaves out what Git ignores, packages, hidden folders and what sites are built into', async () => {
    const found = { 'x.md': '![](gone.png)', 'nobody.png': null };
    const below = (name: string) =>
      Object.fromEntries(Object.entries(found).map(([file, text]) => [`${name}/${file}`, text]));
    await write({
      '.gitignore': '/out/\n*.tmp.png\n',
      'docs/.gitignore': 'draft.md\n',
      'docs/a.md': '![A](a.png)',
      'docs/a.png': null,
      'docs/b.tmp.png': null,
      'docs/draft.md': '![](gone.png)',
      'mkdocs.yml': 'site_name: x\nsite_dir: public_html\n',
      'website/docusaurus.config.js': 'module.exports = {}',
      'blog/_config.yml': 'title: x\n',
      'sphinx/source/conf.py': '',
      'quarto/_quarto.yml': '',
      'app/angular.json': '{}',
      'star/astro.config.mjs': "import d2 from 'astro-d2';",
      'go/vendor/modules.txt': '',
      'php/vendor/autoload.php': '',
      ...below('out/deep'),
      ...below('node_modules/pkg'),
      ...below('docs/node_modules/pkg'),
      ...below('.venv/pkg'),
      ...below('public_html'),
      ...below('website/build'),
      ...below('blog/_site'),
      ...below('sphinx/_build'),
      ...below('quarto/_freeze'),
      ...below('app/dist'),
      ...below('star/public/d2'),
      ...below('go/vendor/pkg'),
      ...below('php/vendor/pkg'),
    });
    assert.deepEqual(await report(), []);
    // Who asks for such a folder means it.
    assert.deepEqual(await report('out'), [
      'missing out/deep/x.md:1: gone.png',
      'noAlt out/deep/x.md:1: gone.png',
      `unlinked out/deep/nobody.png (8 × 4, ${png.byteLength} B)`,
    ]);
  });

  it('knows the repository above a folder: what it ignores, and documents that link into the folder', async () => {
    await write({
      '.gitignore': 'draft/\n',
      'README.md': '![A](docs/a.png)',
      'docs/a.png': null,
      'docs/draft/b.png': null,
    });
    assert.deepEqual(await report('docs'), []);
  });

  it('counts a file once, by its real path, whatever symbolic links lead to it', async () => {
    await write({ 'site/static/img/a.png': null, 'docs/a.md': '![A](img/a.png)' });
    await link('../site/static/img', 'docs/img');
    assert.deepEqual(await report(), []);
    assert.deepEqual(await report('docs'), []);
    assert.deepEqual(await report('site'), []);
    await write({ 'docs/a.md': 'No image.' });
    const facts = `(8 × 4, ${png.byteLength} B)`;
    assert.deepEqual(await report(), [`unlinked site/static/img/a.png ${facts}`]);
    assert.deepEqual(await report('docs'), [`unlinked docs/img/a.png ${facts}`]);
  });

  it('follows a symbolic link that Git wrote as a file, as it does on Windows', async () => {
    await write({
      'site/static/img/a.png': null,
      'docs/a.md': '![A](img/a.png)',
      'docs/img': '../site/static/img',
    });
    assert.deepEqual(await report(), []);
  });

  it('goes around no circle of symbolic links, and into none that leads nowhere', async () => {
    await write({ 'docs/a.md': '![A](deep/up/deep/b.png) ![](gone.png)', 'docs/deep/b.png': null });
    await link('..', 'docs/deep/up');
    await link('.', 'docs/self');
    await link('nowhere', 'docs/lost');
    assert.deepEqual(await report(), ['missing docs/a.md:1: gone.png', 'noAlt docs/a.md:1: gone.png']);
    assert.equal((await lookAt(folder)).head.documents, 1);
  });

  it('reads a linked document once, and follows its addresses from every place that it stands in', async () => {
    await write({
      'README.md': '![A](docs/a.png) ![B](b.png) ![C](c.png)',
      'docs/a.png': null,
      'docs/b.png': null,
    });
    if (process.platform === 'win32') return;
    await link('../README.md', 'docs/index.md');
    assert.deepEqual(await report(), ['missing README.md:1: c.png']);
    assert.deepEqual(await report('docs'), ['missing docs/index.md:1: c.png']);
  });

  it('knows what docs manifests make and what they make it from', async () => {
    await write({
      'nano-banana.yaml':
        'version: 1\nassets:\n  - output: images/private.png\n    prompt: Blur the name\n    inputs: [images/dash%20board.png]\n',
      'images/private.png': null,
      'images/dash%20board.png': null,
    });
    assert.deepEqual(await report(), []);
    assert.deepEqual(await report('images'), []);
  });

  it('calls no image unlinked that a style, a script or a configuration of the repository names', async () => {
    await write({
      'docs/a.md': 'No image.',
      'docs/bg.png': null,
      'docs/logo.png': null,
      'docs/nobody.png': null,
      'theme/site.css': 'body { background: url("../docs/bg.png") }',
      'mkdocs.yml': 'theme:\n  logo: logo.png\n',
      'out/copy.html': '<img src="nobody.png">',
      '.gitignore': 'out/\n',
    });
    const facts = `(8 × 4, ${png.byteLength} B)`;
    assert.deepEqual(await report(), [`unlinked docs/nobody.png ${facts}`]);
    assert.deepEqual(await report('docs'), [`unlinked docs/nobody.png ${facts}`]);
  });

  it('looks at the images of wikis and books whose folders have names with a dot', async () => {
    await write({
      'a.md': '![A](/.attachments/a.png) ![C](.gitbook/assets/c.png)',
      '.attachments/a.png': null,
      '.attachments/b.png': null,
      '.gitbook/assets/c.png': null,
      'vendor/d.png': null,
    });
    const facts = `(8 × 4, ${png.byteLength} B)`;
    assert.deepEqual(await report(), [
      `unlinked .attachments/b.png ${facts}`,
      `unlinked vendor/d.png ${facts}`,
    ]);
  });

  it('counts what a document names that is too long to be read', async () => {
    await write({ 'CHANGELOG.md': `${'words '.repeat(60_000)}\n\n![A](img/a.png)`, 'img/a.png': null });
    assert.deepEqual(await report(), []);
  });

  it('asks no width of a drawing, whatever its name, and asks its weight all the same', async () => {
    const svg = (more = '') =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900" viewBox="0 0 9 9">${more}</svg>`;
    await write({
      'a.md': '<img src="v.svg" width="75" alt="V"> ![W](w.svg)',
      'v.svg': svg(),
      'w.svg': svg(`<desc>${'x'.repeat(1_000_001)}</desc>`),
    });
    assert.deepEqual(await report(), ['oversized a.md:1: w.svg (1.0 MB: larger than 1.0 MB)']);
  });
});
