import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { nativePackages, ownTarget } from '../../build/native.mjs';
import { fullName, type Sbom } from '../unit/project/shipped.ts';
import { projectFolder } from '../vscode/paths.ts';
import { until } from '../vscode/until.ts';
import { type Fixture, openFixture, type Services, startServices } from './setUp.ts';

const { version }: { version: string } = JSON.parse(
  await readFile(join(projectFolder, 'package.json'), 'utf8'),
);
const target = await ownTarget();

async function fill(folder: string): Promise<void> {
  const picture = sharp({ create: { width: 320, height: 180, channels: 3, background: '#864' } });
  await writeFile(join(folder, 'shot.png'), await picture.png().toBuffer());
}

/** All that a release consists of, made by the same command as a release: `NANO_BANANA_RELEASE`, or made here. */
describe('A release', function () {
  this.timeout(15 * 60_000);
  const given = process.env.NANO_BANANA_RELEASE;
  let folder: string;

  before(async () => {
    folder = given ? resolve(given) : await mkdtemp(join(tmpdir(), 'nano-banana-release-'));
    if (!given) {
      const make = [join(projectFolder, 'build/release.mjs'), '--out', folder];
      await promisify(execFile)(process.execPath, make, { cwd: projectFolder, maxBuffer: 2 ** 26 });
    }
  });
  after(async () => {
    if (!given) await rm(folder, { recursive: true, force: true });
  });

  it('has packages, each with its bill of materials, and true checksums of all of them', async () => {
    const sums = (await readFile(join(folder, 'SHA256SUMS'), 'utf8')).trimEnd().split('\n');
    const named = sums.map((line) => line.split('  '));
    for (const [sum, name = ''] of named) {
      const bytes = await readFile(join(folder, name));
      assert.equal(createHash('sha256').update(bytes).digest('hex'), sum, name);
    }
    const names = named.map(([, name = '']) => name);
    const others = (await readdir(folder)).filter((name) => !names.includes(name)).sort();
    assert.deepEqual(others, ['RELEASE_NOTES.md', 'SHA256SUMS']);
    const packages = names.filter((name) => !name.endsWith('.cdx.json'));
    assert.deepEqual(
      names.filter((name) => name.endsWith('.cdx.json')),
      packages.map((name) => name.replace(/\.(vsix|tgz)$/, '.cdx.json')),
    );
    for (const name of [`nano-banana-${version}.vsix`, `nano-banana-tools-cli-${version}.tgz`]) {
      assert.ok(packages.includes(name), name);
    }
  });

  it('has the changelog’s section as its notes', async () => {
    const changelog = await readFile(join(projectFolder, 'CHANGELOG.md'), 'utf8');
    const notes = (await readFile(join(folder, 'RELEASE_NOTES.md'), 'utf8')).trim();
    assert.ok(notes.length > 100 && changelog.includes(notes));
  });

  const kinds = [
    { title: 'universal', part: '' },
    ...(target ? [{ title: target, part: `${target}-` }] : []),
  ];
  for (const { title, part } of kinds) {
    describe(`its package, ${title},`, () => {
      let services: Services;
      let fixture: Fixture | undefined;

      before(async () => {
        services = await startServices({ package: join(folder, `nano-banana-${part}${version}.vsix`) });
      });
      afterEach(async () => {
        await fixture?.close();
        fixture = undefined;
      });
      after(() => services?.end());

      const edits = async (restricted: boolean): Promise<void> => {
        const settings = { 'security.workspace.trust.enabled': restricted };
        const opened = await openFixture(services, { fill, settings });
        fixture = opened;
        if (restricted) {
          await until('the window to be restricted', async () =>
            (await opened.workbench.statusBarText()).includes('Restricted Mode'),
          );
        }
        const panel = await opened.edit('shot.png');
        await panel.ask('Make it brighter');
        await panel.waitForStatus('Saved shot-edited.png');
        const { format, width, height } = await opened.metadata('shot-edited.png');
        assert.deepEqual([format, width, height], ['png', 320, 180]);
        assert.deepEqual(opened.complaints, []);
        await opened.workbench.screenshot(`package-${title}${restricted ? '-restricted' : ''}`);
      };

      it('names the native build in its bill of materials, and no other', async () => {
        const file = join(folder, `nano-banana-${part}${version}.cdx.json`);
        const { components }: Sbom = JSON.parse(await readFile(file, 'utf8'));
        const found = components.map(fullName).filter((name) => name.startsWith('@img/sharp-'));
        const native = target && part ? (await nativePackages(target)).map(({ name }) => `@img/${name}`) : [];
        assert.deepEqual(found.sort(), ['@img/sharp-wasm32', ...native].sort());
      });

      it('is installed by VS Code, and edits an image', () => edits(false));

      it('edits an image in Restricted Mode, too', () => edits(true));
    });
  }
});
