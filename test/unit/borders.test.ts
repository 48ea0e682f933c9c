import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { areCurrent } from '../../build/borders.mjs';
import { projectFolder } from '../vscode/paths.ts';

/** Lines that cross a border, each in a file of its own: the folder it lies in and what the linter says. */
const crossings: [folder: string, line: string, message: string][] = [
  ['src/core/shared', "import * as it from '../api/body/request.ts';", 'Imports run downward only'],
  ['src/core/shared', "import * as it from '../ports.ts';", 'Imports run downward only'],
  ['src/core/images', "import * as it from '../api/body/request.ts';", 'Imports run downward only'],
  ['src/core/images/codec', "import * as it from '../../edit/plan/plan.ts';", 'Imports run downward only'],
  ['src/core/api', "import * as it from '../records/record.ts';", 'Imports run downward only'],
  ['src/core/api', "import * as it from '../uris.ts';", 'Imports run downward only'],
  ['src/core/records', "import * as it from '../storage/journal.ts';", 'Imports run downward only'],
  ['src/core/storage', "import * as it from '../save/trash.ts';", 'Imports run downward only'],
  ['src/core/save', "import * as it from '../edit/plan/plan.ts';", 'Imports run downward only'],
  ['src/core/edit', "import * as it from '../markdown/report/report.ts';", 'Imports run downward only'],
  ['src/core/markdown', "import * as it from '../assets/states/check.ts';", 'Imports run downward only'],
  [
    'src/core/assets',
    "import * as it from '../../features/assets/projects/projects.ts';",
    'Imports run downward only',
  ],
  ['src/core/edit', "import * as it from '../../compose.ts';", 'Imports run downward only'],
  ['src/core/api/json', "import * as it from '../../uris.ts';", 'Imports run downward only'],
  ['src/core/edit/plan', "import * as it from '../finish/finish.ts';", 'Inside a room'],
  ['src/core/edit/ask', "import * as it from '../editingService.ts';", 'Inside a room'],
  ['src/core/api/answer', "import * as it from '../receive/answerReader.ts';", 'Inside a room'],
  ['src/core/api/engines/gemini', "import * as it from '../../receive/answerReader.ts';", 'Inside a room'],
  ['src/core/images/codec/png', "import * as it from '../region/setIn.ts';", 'Inside a room'],
  ['src/features/panel/session/state', "import * as it from '../run/runner.ts';", 'Inside a room'],
  ['webview/components/parts', "import * as it from '../stage.ts';", 'Inside a room'],
  ['src/core', "import * as it from './edit/plan/plan.ts';", 'Imports run downward only'],
  ['src/core/assets', "import * as it from '../../node/localFiles.ts';", 'Imports run downward only'],
  ['src/core/assets', "import * as it from '../../cli/main.ts';", 'Imports run downward only'],
  ['src/node', "import * as it from '../vscode/settings.ts';", 'Imports run downward only'],
  ['src/node', "import * as it from '../features/panels.ts';", 'Imports run downward only'],
  ['src/vscode', "import * as it from '../features/panels.ts';", 'Imports run downward only'],
  ['src/vscode/page', "import * as it from '../../commands/keyText.ts';", 'Imports run downward only'],
  ['src/features/panel', "import * as it from '../../commands/keyText.ts';", 'Imports run downward only'],
  ['src/features', "import * as it from './panel/register.ts';", 'Imports run downward only'],
  ['src/features/panel', "import * as it from '../compare/comparisons.ts';", 'A feature imports no other'],
  [
    'src/features/panel/session',
    "import * as it from '../../redo/redoing.ts';",
    'A feature imports no other',
  ],
  ['src/features/markdown', "import * as it from '../panel/panelManager.ts';", 'A feature imports no other'],
  [
    'src/features/assets',
    "import type * as it from '../markdown/editor/offers.ts';",
    'A feature imports no other',
  ],
  ['src/commands', "import * as it from '../features/panel/panelManager.ts';", 'Imports run downward only'],
  ['src/features/assets', "import * as it from '../../extension.ts';", 'Imports run downward only'],
  ['src/cli', "import * as it from '../vscode/settings.ts';", 'Imports run downward only'],
  ['src/cli', "import * as it from '../features/panels.ts';", 'Imports run downward only'],
  ['src/core/edit', "import * as it from 'vscode';", 'This room is pure'],
  ['src/core/markdown', "import * as it from 'vscode';", 'This room is pure'],
  ['src/core', "import * as it from 'vscode';", 'This room is pure'],
  ['src/core/shared', "import type * as it from 'vscode';", 'This room is pure'],
  ['src/node', "import * as it from 'vscode';", 'This room is pure'],
  ['src/core/shared', "import * as it from '../capabilities.ts';", 'Imports run downward only'],
  [
    'src/core/api',
    "import * as it from './engines/gemini/body.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/core/api/engines',
    "import * as it from '../engines/gemini/body.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/core/api/snippets',
    "import * as it from '../engines/gemini/snippets.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/core/edit',
    "import * as it from '../api/engines/engine.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/cli',
    "import * as it from '../core/api/engines/gemini/models.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/features/panel',
    "import * as it from '../../core/api/engines/gemini/models.ts';",
    'Only src/core/api/engines.ts knows which engines there are',
  ],
  [
    'src/core/api/engines/gemini',
    "import * as it from '../openai-images/body.ts';",
    'An engine imports no other',
  ],
  ['src/core/api/engines/gemini', "import * as it from 'node:https';", 'opens a connection'],
  [
    'src/core/api/engines/gemini',
    "import * as it from '../../../edit/plan/plan.ts';",
    'Imports run downward',
  ],
  ['src/cli', "import * as it from 'vscode';", 'This room is pure'],
  ['src/core/images', "import * as it from 'node:fs/promises';", 'Only a FileStore touches files'],
  ['src/core/markdown', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/core', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/features/panel', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/features/assets', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  ['src/vscode', "import * as it from 'node:fs';", 'Only a FileStore touches files'],
  [
    'src/core/edit',
    "import * as it from 'node:https';",
    'Only src/core/api/connection/transport.ts opens a connection',
  ],
  [
    'src/core/api',
    "import * as it from 'node:net';",
    'Only src/core/api/connection/transport.ts opens a connection',
  ],
  ['src/core/api', "export const it = fetch('https://example.com');", 'Do not use the global variable fetch'],
  ['src/features/assets', 'export const it = process.pid;', 'Do not use the global variable process'],
  ['src/vscode', 'export const it = process.env.HOME;', 'Do not use the global variable process'],
  ['src/commands', "import { env } from 'node:process';", 'Only a composition root touches the process'],
  [
    'src/commands',
    "import type { ExtensionContext } from 'vscode';",
    'Only a composition root touches the context',
  ],
  [
    'src/features/panel',
    "import type { SecretStorage } from 'vscode';",
    'Only a composition root touches the context',
  ],
  [
    'src/features/panel',
    'export const it = context.secrets.get("key");',
    'Only src/vscode/secrets.ts touches',
  ],
  ['webview', "import * as it from '../src/core/edit/plan/plan.ts';", 'The page imports src/core/shared'],
  [
    'webview/components',
    "import * as it from '../../src/core/api/models/models.ts';",
    'The page imports src/core/shared',
  ],
  ['webview', "import * as it from 'node:path';", 'The page runs in a browser'],
  ['webview', "export const it = fetch('https://example.com');", 'Do not use the global variable fetch'],
];

const allowed: [path: string, line: string][] = [
  ['src/core/api/connection/transport.ts', "import * as it from 'node:https';"],
  ['src/core/api/engines.ts', "import * as it from './engines/gemini/gemini.ts';"],
  ['src/core/api/aboveEngines.ts', "import * as it from './engines.ts';"],
  ['src/core/api/knowsTheInterface.ts', "import type * as it from './engines/engine.ts';"],
  ['src/core/api/engines/gemini/own.ts', "import * as it from './body.ts';"],
  ['src/core/api/engines/gemini/onApi.ts', "import * as it from '../../body/jsonBody.ts';"],
  ['src/core/api/aboveCapabilities.ts', "import * as it from '../capabilities.ts';"],
  ['src/core/edit/aboveModels.ts', "import * as it from '../api/models/models.ts';"],
  ['src/cli/proxy.ts', "import * as it from 'node:https';"],
  ['src/node/localFiles.ts', "import * as it from 'node:fs/promises';"],
  ['src/vscode/secrets.ts', "import type { SecretStorage } from 'vscode';"],
  ['src/compose.ts', "import type { ExtensionContext } from 'vscode';"],
  ['src/extension.ts', "import type { ExtensionContext } from 'vscode';"],
  ['src/compose.ts', 'export const it = [context.secrets, process.pid];'],
  ['src/core/edit/aboveApi.ts', "import * as it from '../api/body/request.ts';"],
  ['src/core/edit/finish/abovePlan.ts', "import * as it from '../plan/plan.ts';"],
  ['src/core/edit/aboveFiles.ts', "import * as it from '../ports.ts';"],
  ['src/core/records/abovePorts.ts', "import * as it from '../ports.ts';"],
  ['src/core/markdown/aboveRecords.ts', "import * as it from '../records/record.ts';"],
  ['src/features/markdown/aboveCore.ts', "import * as it from '../../core/markdown/report/report.ts';"],
  ['src/features/panel/aboveAssets.ts', "import * as it from '../../core/assets/build/build.ts';"],
  ['src/features/panel/aboveVscode.ts', "import * as it from '../../vscode/page/html.ts';"],
  ['src/features/panel/besides.ts', "import * as it from '../panels.ts';"],
  ['src/commands/aboveFeatures.ts', "import * as it from '../features/panels.ts';"],
  ['src/vscode/aboveNode.ts', "import * as it from '../node/localFiles.ts';"],
  ['webview/components/aboveShared.ts', "import * as it from '../../src/core/shared/format.ts';"],
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
      await write('src/core/shared/circleA.ts', "export { b as a } from './circleB.ts';");
      await write('src/core/shared/circleB.ts', "export { a as b } from './circleA.ts';");
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
      const restricted = /downward|Inside|pure|Only |The page|global variable|imports no other/;
      assert.deepEqual(
        (found.get(path) ?? []).filter((text) => restricted.test(text)),
        [],
      );
    });
  }

  it('are what the table of rooms says: build/borders.mjs writes build/borders.json', async () => {
    assert.ok(await areCurrent(), 'Run `npm run borders`.');
  });

  it('are shut to circles', () => {
    assert.match((found.get('src/core/shared/circleA.ts') ?? []).join(), /part of a cycle/);
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
