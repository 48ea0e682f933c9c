import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFolder } from '../vscode/paths.ts';

/** Lines that cross a border, each in a file of its own: the folder it lies in and what the linter says. */
const crossings: [folder: string, line: string, message: string][] = [
  ['src/shared', "import * as it from '../api/request.ts';", 'Imports run downward only'],
  ['src/api', "import * as it from '../images/sniff.ts';", 'Imports run downward only'],
  ['src/images/codec', "import * as it from '../../editing/plan.ts';", 'Imports run downward only'],
  ['src/editing', "import * as it from '../session/session.ts';", 'Imports run downward only'],
  ['src/session', "import * as it from '../panel/panels.ts';", 'Imports run downward only'],
  ['src/session', "import * as it from 'vscode';", 'This room is pure'],
  ['src/editing', "import * as it from '../extension.ts';", 'Imports run downward only'],
  ['src/panel', "import * as it from '../extension.ts';", 'Imports run downward only'],
  ['src/editing', "import * as it from '../docs/report.ts';", 'Imports run downward only'],
  ['src/docs', "import * as it from '../editing/plan.ts';", 'Imports run downward only'],
  ['src/docs', "import * as it from '../markdown/register.ts';", 'Imports run downward only'],
  ['src/docs', "import * as it from 'vscode';", 'This room is pure'],
  ['src/docs', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/panel', "import * as it from '../activate.ts';", 'Imports run downward only'],
  ['src/assets', "import * as it from '../manifest/projects.ts';", 'Imports run downward only'],
  ['src/manifest', "import * as it from '../extension.ts';", 'Imports run downward only'],
  ['src/manifest', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/manifest', 'export const it = process.pid;', 'Do not use the global variable process'],
  ['src/editing', "import * as it from 'vscode';", 'This room is pure'],
  ['src/shared', "import type * as it from 'vscode';", 'This room is pure'],
  ['src/images', "import * as it from 'node:fs/promises';", 'Only a FileStore touches files'],
  ['src/panel', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/vscode', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/assets', "import * as it from '../files/localFiles.ts';", 'Imports run downward only'],
  ['src/assets', "import * as it from '../cli/main.ts';", 'Imports run downward only'],
  ['src/files', "import * as it from '../panel/panels.ts';", 'Imports run downward only'],
  ['src/files', "import * as it from 'vscode';", 'This room is pure'],
  ['src/cli', "import * as it from '../vscode/settings.ts';", 'Imports run downward only'],
  ['src/cli', "import * as it from 'vscode';", 'This room is pure'],
  ['src/editing', "import * as it from 'node:https';", 'Only src/api/transport.ts opens a connection'],
  ['src/api', "import * as it from 'node:net';", 'Only src/api/transport.ts opens a connection'],
  ['src/api', "export const it = fetch('https://example.com');", 'Do not use the global variable fetch'],
  ['src/vscode', 'export const it = process.env.HOME;', 'Do not use the global variable process'],
  ['src/commands', "import { env } from 'node:process';", 'Only a composition root touches the process'],
  [
    'src/commands',
    "import type { ExtensionContext } from 'vscode';",
    'Only a composition root touches the context',
  ],
  [
    'src/panel',
    "import type { SecretStorage } from 'vscode';",
    'Only a composition root touches the context',
  ],
  ['src/panel', 'export const it = context.secrets.get("key");', 'Only src/vscode/secrets.ts touches'],
  ['webview', "import * as it from '../src/editing/plan.ts';", 'The page imports src/shared'],
  ['webview/components', "import * as it from '../../src/api/models.ts';", 'The page imports src/shared'],
  ['webview', "import * as it from 'node:path';", 'The page runs in a browser'],
  ['webview', "export const it = fetch('https://example.com');", 'Do not use the global variable fetch'],
];

const allowed: [path: string, line: string][] = [
  ['src/api/transport.ts', "import * as it from 'node:https';"],
  ['src/cli/proxy.ts', "import * as it from 'node:https';"],
  ['src/files/localFiles.ts', "import * as it from 'node:fs/promises';"],
  ['src/vscode/secrets.ts', "import type { SecretStorage } from 'vscode';"],
  ['src/extension.ts', "import type { ExtensionContext } from 'vscode';"],
  ['src/activate.ts', "import type { ExtensionContext } from 'vscode';"],
  ['src/extension.ts', 'export const it = [context.secrets, process.pid];'],
  ['src/editing/aboveApi.ts', "import * as it from '../api/request.ts';"],
  ['src/docs/aboveRecords.ts', "import * as it from '../records/record.ts';"],
  ['src/markdown/aboveDocs.ts', "import * as it from '../docs/report.ts';"],
  ['src/manifest/aboveAssets.ts', "import * as it from '../assets/build.ts';"],
  ['src/session/aboveEditing.ts', "import * as it from '../editing/plan.ts';"],
  ['src/panel/aboveSession.ts', "import * as it from '../session/session.ts';"],
  ['webview/components/aboveShared.ts', "import * as it from '../../src/shared/format.ts';"],
];

describe('the borders between the rooms', () => {
  let found: Map<string, string[]>;

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nano-banana-borders-'));
    try {
      await cp(join(projectFolder, 'biome.json'), join(folder, 'biome.json'));
      await cp(join(projectFolder, 'build'), join(folder, 'build'), { recursive: true });
      const write = async (path: string, text: string) => {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text, { flag: 'a' });
      };
      for (const [index, [into, line]] of crossings.entries())
        await write(`${into}/crossing${index}.ts`, line);
      for (const [path, line] of allowed) await write(path, `${line}\n`);
      await write('src/shared/circleA.ts', "export { b as a } from './circleB.ts';");
      await write('src/shared/circleB.ts', "export { a as b } from './circleA.ts';");
      found = await lint(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  for (const [index, [into, line, message]] of crossings.entries()) {
    it(`are shut in ${into} to ${line}`, () => {
      const messages = found.get(`${into}/crossing${index}.ts`) ?? [];
      assert.ok(
        messages.some((text) => text.includes(message)),
        `The linter says ${JSON.stringify(messages)}.`,
      );
    });
  }

  for (const [path, line] of allowed) {
    it(`are open in ${path} to ${line}`, () => {
      const restricted = /downward|pure|Only |The page|global variable/;
      assert.deepEqual(
        (found.get(path) ?? []).filter((text) => restricted.test(text)),
        [],
      );
    });
  }

  it('are shut to circles', () => {
    assert.match((found.get('src/shared/circleA.ts') ?? []).join(), /part of a cycle/);
  });
});

/** Every message of the linter, by file. */
async function lint(folder: string): Promise<Map<string, string[]>> {
  const biome = join(projectFolder, 'node_modules/@biomejs/biome/bin/biome');
  const stdout = await new Promise<string>((resolve) => {
    const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, output) => resolve(output));
  });
  const report: { diagnostics: { message: string; location: { path: string } }[] } = JSON.parse(stdout);
  const found = new Map<string, string[]>();
  for (const { message, location } of report.diagnostics) {
    const path = location.path.replaceAll('\\', '/').replace(/^\.\//, '');
    found.set(path, [...(found.get(path) ?? []), message]);
  }
  return found;
}
