import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import sharp from 'sharp';
import { languages } from '../../../build/l10n.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { findChromium } from '../../vscode/chromium.ts';
import { assertShippable } from '../project/shipped.ts';
import { ended, Program } from './program.ts';

const key = 'sk-secret-of-this-test';

describe('the command line', () => {
  let program: Program;
  let standIn: StandIn;
  let folder: string;
  let connection: Record<string, string>;

  before(async () => {
    program = await Program.install();
  });
  after(() => program.remove());
  beforeEach(async () => {
    folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-docs-')));
    standIn = await startStandIn({ style: 'apiyi', key });
    connection = { NANO_BANANA_BASE_URL: standIn.url, NANO_BANANA_API_KEY: key };
  });
  afterEach(async () => {
    await standIn.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const write = async (assets: string): Promise<void> => {
    await fs.mkdir(path.join(folder, 'docs'), { recursive: true });
    await fs.writeFile(path.join(folder, 'docs/nano-banana.yaml'), `version: 1\nassets:\n${assets}`);
  };
  const two = `  - { output: images/a.png, prompt: tint blue, pixels: 160x90 }
  - { output: images/b.webp, prompt: grayscale, inputs: [images/a.png] }
`;

  it('is a package that stands alone', async () => {
    assert.deepEqual(
      program.packed.map((file) => file.replace(/[\d.]+(?=\.node\.wasm)/, '*')),
      [
        'LICENSE',
        'README.md',
        'ThirdPartyNotices.md',
        'codec/libheif.cjs',
        'codec/libheif.wasm',
        'codec/sharp-wasm32-*.node.wasm',
        'codec/sharpGlue.cjs',
        'codec/worker.cjs',
        ...languages().map((language) => `l10n/bundle.l10n.${language}.json`),
        'manifest.schema.json',
        'nano-banana.mjs',
        'package.json',
      ],
    );
    assert.ok(program.bytes < 5_000_000, `${program.bytes} bytes`);
    const { name, bin, dependencies } = await program.manifest();
    assert.match(name, /^@[a-z-]+\/[a-z-]+$/);
    assert.deepEqual([bin, dependencies], [{ 'nano-banana': 'nano-banana.mjs' }, undefined]);
  });

  it('brings a README that has the format and the workflows and leads to nothing that is not there', async () => {
    const readme = await program.readme();
    for (const part of ['| `output` |', '## The format', 'actions/checkout', 'APIYI_API_KEY'])
      assert.ok(readme.includes(part), part);
    const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z\d -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    assert.ok(links.length >= 2, String(links));
    assert.deepEqual(
      links.filter((link) => !anchors.includes(link.replace(/^#/, ''))),
      [],
    );
  });

  it('carries the licence of every part that its bill of materials names', async () => {
    await assertShippable(program.sbom, await program.notices());
    assert.match(program.sbom, /pkg:npm\/proxy-from-env@/);
  });

  it('checks without key and network, builds, and then finds all well', async () => {
    await write(two);
    const before = await program.run(folder, ['check']);
    assert.deepEqual(before, {
      code: 1,
      stdout: 'missing         docs/images/a.png\nmissing         docs/images/b.webp\n2 images: 2 missing.\n',
      stderr: '',
    });
    const built = await program.run(folder, ['build', '--yes'], connection);
    assert.equal(built.code, 0, built.stderr);
    assert.match(built.stdout, /2 images to make for about \$0\.\d+\./);
    assert.match(
      built.stdout,
      /\[1\/2\] made {2}docs\/images\/a\.png.*\n\[2\/2\] made {2}docs\/images\/b\.webp/s,
    );
    const { format, width, height } = await sharp(path.join(folder, 'docs/images/b.webp')).metadata();
    assert.deepEqual([format, width, height], ['webp', 160, 90]);
    assert.deepEqual(await program.run(path.join(folder, 'docs'), ['check', '--full', '..']), {
      code: 0,
      stdout: '2 images: 2 up to date.\n',
      stderr: '',
    });
    const again = await program.run(folder, ['build', '--yes'], connection);
    assert.deepEqual([again.code, again.stdout], [0, 'There is nothing to make.\n']);
    assert.equal(standIn.requests.length, 2);
  });

  it('asks for what was typed where the manifest names nothing, and makes nothing anew for another choice', async () => {
    await write(`${two}  - { output: images/c.png, prompt: A boat, quality: high }\n`);
    const cheap = ['build', '--yes', '--model', 'gpt-image-2', '--quality', 'low', '--size', '1024x640'];
    const refused = await program.run(folder, [...cheap.slice(0, 4), '--quality', 'max'], connection);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /a\.png: GPT Image 2 doesn't take the quality max\. Use low, medium, high/);
    assert.equal(standIn.requests.length, 0);
    assert.equal((await program.run(folder, cheap, connection)).code, 0);
    const asked = standIn.requests.map(({ body, form }) => {
      const of = (name: string) =>
        (body as Record<string, unknown> | undefined)?.[name] ?? form?.scalars.get(name);
      return `${of('quality')} ${of('size')}`;
    });
    assert.deepEqual(asked.sort(), ['high 1024x640', 'low 1024x640', 'low 1024x640']);
    assert.equal((await program.run(folder, ['check', '--full'])).stdout, '3 images: 3 up to date.\n');
    const again = await program.run(folder, ['build', '--yes', '--quality', 'high'], connection);
    assert.equal(again.stdout, 'There is nothing to make.\n');
  });

  it('has a browser draw an SVG with text, and refuses it where there is none', async () => {
    await write('  - { output: images/a.png, prompt: invert, inputs: [drawing.svg] }\n');
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" style="--c:#0f0"><rect width="9" height="9" fill="var(--c)"/></svg>`;
    await fs.writeFile(path.join(folder, 'docs/drawing.svg'), drawing);
    const none = { ...connection, NANO_BANANA_BROWSER: '/nowhere' };
    const refused = await program.run(folder, ['build', '--yes'], none);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stdout,
      /uses .+browser draws correctly, and NANO_BANANA_BROWSER is set to "\/nowhere"/,
    );
    assert.equal(standIn.requests.length, 0);
    const { executablePath, env } = await findChromium();
    const some = { ...connection, ...env, NANO_BANANA_BROWSER: executablePath };
    const built = await program.run(folder, ['build', '--yes'], some);
    assert.equal(built.code, 0, built.stdout + built.stderr);
    assert.match(built.stdout, /drawing\.svg: drawn by chrom/);
    const image = sharp(path.join(folder, 'docs/images/a.png'));
    const { width, height } = await image.metadata();
    assert.deepEqual([width, height], [1024, 1024]);
    const { dominant } = await image.stats();
    assert.ok(dominant.r > 240 && dominant.g < 16 && dominant.b > 240, JSON.stringify(dominant));
  });

  it('says what is stale, as lines and as JSON', async () => {
    await write(two);
    await program.run(folder, ['build', '--yes'], connection);
    await write(two.replace('grayscale', 'invert'));
    const lines = await program.run(folder, ['check']);
    assert.equal(lines.code, 1);
    assert.equal(
      lines.stdout,
      'stale           docs/images/b.webp  The prompt was changed.\n2 images: 1 stale, 1 up to date.\n',
    );
    const json = JSON.parse((await program.run(folder, ['check', '--json', '--full'])).stdout);
    assert.deepEqual([json.version, json.ok], [1, false]);
    assert.deepEqual(json.counts, { missing: 0, stale: 1, notDownloaded: 0, edited: 0, upToDate: 1 });
    const { output, line, state, reasons } = json.assets[1];
    assert.deepEqual([output, line, state, reasons[0].code], ['docs/images/b.webp', 4, 'stale', 'prompt']);
  });

  it('says where the manifest is wrong, and builds nothing of it', async () => {
    await write(`${two}  - { output: ../../x.png, promt: y }\n`);
    const checked = await program.run(folder, ['check']);
    assert.equal(checked.code, 1);
    assert.match(
      checked.stdout,
      /^docs\/nano-banana\.yaml:5:\d+: "promt" is not known here\. Did you mean "prompt"\?$/m,
    );
    const built = await program.run(folder, ['build', '--yes'], connection);
    assert.equal(built.code, 1);
    assert.match(built.stderr, /Nothing was built\. Fix the manifest first\./);
    assert.equal(standIn.requests.length, 0);
  });

  it('leaves out what Git ignores, and says that nano-banana.yml has another name', async () => {
    await write('  - { output: a.png, prompt: one }\n');
    await fs.mkdir(path.join(folder, 'site'));
    await fs.cp(path.join(folder, 'docs/nano-banana.yaml'), path.join(folder, 'site/nano-banana.yaml'));
    await fs.writeFile(path.join(folder, '.gitignore'), 'site/\n');
    assert.equal(
      (await program.run(folder, ['check'])).stdout,
      'missing         docs/a.png\n1 image: 1 missing.\n',
    );
    await fs.rename(path.join(folder, 'docs/nano-banana.yaml'), path.join(folder, 'docs/nano-banana.yml'));
    const { code, stdout } = await program.run(folder, ['check']);
    assert.deepEqual(
      [code, stdout.split('\n')[0]],
      [1, 'docs/nano-banana.yml:1:1: nano-banana.yml is not read. Rename it to nano-banana.yaml.'],
    );
  });

  it('reports on the images of documents without manifest, key and network, and fails on what it is told to', async () => {
    await fs.writeFile(path.join(folder, 'a.md'), '![](gone.png)\n');
    const { code, stdout, stderr } = await program.run(folder, ['report', '--fail-on', 'unlinked,caseOnly']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(
      stdout,
      'missing    a.md:1: gone.png\nnoAlt      a.md:1: gone.png\n1 document and 0 images were checked. 2 problems were found.\n',
    );
    const failed = await program.run(folder, ['report', '--json', '--fail-on', 'missing', '.']);
    const { ok, missing, ...others } = JSON.parse(failed.stdout);
    assert.deepEqual([failed.code, ok], [1, false]);
    assert.deepEqual(missing, [{ document: 'a.md', line: 1, url: 'gone.png' }]);
    const { caseOnly, noAlt, oversized, unlinked } = others;
    assert.deepEqual(
      [caseOnly, noAlt, oversized, unlinked].map(({ length }) => length),
      [0, 1, 0, 0],
    );
  });

  it('says how it is called when it is called wrongly', async () => {
    await write(two);
    const wrong: [string[], RegExp][] = [
      [['chek'], /There is no command "chek"/],
      [['check', 'nowhere'], /There is no folder .*nowhere/],
      [['build', '--yes'], /There is no key for APIYI\. Set the environment variable APIYI_API_KEY\./],
    ];
    for (const [args, sentence] of wrong) {
      const { code, stderr } = await program.run(folder, args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, sentence);
    }
    const unasked = await program.run(folder, ['build'], connection);
    assert.deepEqual([unasked.code, standIn.requests.length], [2, 0]);
    assert.match(unasked.stdout, /2 images to make/);
    assert.match((await program.run(folder, ['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('never tells the key', async () => {
    await write(two);
    const wrongKey = { ...connection, NANO_BANANA_API_KEY: 'sk-wrong-key-of-this-test' };
    const { code, stdout, stderr } = await program.run(folder, ['build', '--yes'], wrongKey);
    assert.equal(code, 1);
    assert.match(stdout, /failed/);
    assert.doesNotMatch(stdout + stderr, /wrong-key/);
  });

  it('sends further headers to a gateway, their secrets from the environment and nowhere else', async () => {
    await write(two);
    const headers = ['--header', 'X-Team: docs', '--header', `X-Gateway: Basic \${secret:cf-access}`];
    const args = ['build', '--yes', ...headers];
    const without = await program.run(folder, args, connection);
    assert.deepEqual([without.code, standIn.requests.length], [2, 0]);
    assert.match(
      without.stderr,
      /no secret "cf-access" .* environment variable NANO_BANANA_SECRET_CF_ACCESS\./,
    );
    const broken = { ...connection, NANO_BANANA_SECRET_CF_ACCESS: 'two words' };
    const refused = await program.run(folder, args, broken);
    assert.deepEqual([refused.code, standIn.requests.length], [2, 0]);
    assert.doesNotMatch(refused.stdout + refused.stderr, /two words/);
    const secret = 'gateway-canary-5d1f';
    const { code, stdout, stderr } = await program.run(folder, args, {
      ...connection,
      NANO_BANANA_SECRET_CF_ACCESS: secret,
    });
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, new RegExp(secret));
    assert.equal(standIn.requests.length, 2);
    for (const request of standIn.requests) {
      assert.equal(request.header('x-team'), 'docs');
      assert.equal(request.header('x-gateway'), `Basic ${secret}`);
    }
    assert.doesNotMatch(
      await fs.readFile(path.join(folder, 'docs/images/a.png'), 'latin1'),
      new RegExp(secret),
    );
  });

  it('lets what is paid for come to its end when it is stopped, and goes on from there', async function () {
    if (process.platform === 'win32') this.skip();
    await write(`${two}  - { output: images/c.png, prompt: tint red }\n`);
    const held = standIn.tell({ hold: 'beforeHeaders' });
    const child = program.start(folder, ['build', '--yes', '--concurrency', '1'], connection);
    const end = ended(child);
    await held.arrived;
    const told = new Promise<void>((resolve) => child.stderr?.once('data', () => resolve()));
    child.kill('SIGINT');
    await told;
    held.release();
    const { code, stdout } = await end;
    assert.equal(code, 1);
    // Which of the two that need no other came first is not said.
    assert.match(stdout, /made {2}docs\/images\/[ac]\.png/);
    assert.match(stdout, /1 made, 2 not started\./);
    assert.match(stdout, /not started {2}docs\/images\/b\.webp {2}The build was stopped\./);
    assert.equal(standIn.requests.length, 1);
    assert.equal((await program.run(folder, ['build', '--yes'], connection)).code, 0);
    assert.equal(standIn.requests.length, 3);
  });

  it('is refused while another one builds', async () => {
    await write(two);
    const held = standIn.tell({ hold: 'beforeHeaders' });
    const first = ended(program.start(folder, ['build', '--yes'], connection));
    await held.arrived;
    const second = await program.run(folder, ['build', '--yes'], connection);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /being built already/);
    held.release();
    assert.equal((await first).code, 0);
    assert.equal(standIn.requests.length, 2);
  });
});
