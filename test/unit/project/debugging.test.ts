import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { projectFolder } from '../../vscode/paths.ts';

interface Configuration {
  name: string;
  port?: number;
  program?: string;
  preLaunchTask?: string;
  postDebugTask?: string;
}
interface Task {
  label: string;
  script?: string;
  command?: string;
  problemMatcher: string[] | { background: { beginsPattern: string; endsPattern: string } };
}

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
/** JSON with comments that have a line of their own. */
const readJson = (path: string) => JSON.parse(read(path).replaceAll(/^\s*\/\/.*$/gm, ''));
const { scripts }: { scripts: Record<string, string> } = readJson('package.json');
const { configurations }: { configurations: Configuration[] } = readJson('.vscode/launch.json');
const { tasks }: { tasks: Task[] } = readJson('.vscode/tasks.json');

describe('debugging in VS Code', () => {
  it('starts nothing that is not there', () => {
    const labels = tasks.map(({ label }) => label);
    for (const { name, program, preLaunchTask, postDebugTask } of configurations) {
      for (const task of [preLaunchTask, postDebugTask])
        assert.ok(task === undefined || labels.includes(task), name);
      if (program !== undefined)
        assert.ok(existsSync(program.replace(`\${workspaceFolder}`, projectFolder)), program);
    }
    for (const { script } of tasks) assert.ok(script === undefined || scripts[script], script);
  });

  it('attaches to the port that the window is started with, when it says that it is there', () => {
    const start = tasks.find(({ label }) => label === 'start');
    const attached = configurations.find(({ preLaunchTask }) => preLaunchTask === 'start');
    assert.ok(start && !Array.isArray(start.problemMatcher) && attached);
    assert.equal(start.command, `npm start -- --inspect ${attached.port}`);
    const { beginsPattern, endsPattern } = start.problemMatcher.background;
    assert.match(`> ${scripts.start} --inspect ${attached.port}`, new RegExp(beginsPattern));
    assert.match(read('test/vscode/start.ts'), new RegExp(endsPattern, 'm'));
  });

  it('opens its port in the extension host and in no other process of the server', async () => {
    const preload = `${pathToFileURL(join(projectFolder, 'test/vscode/inspectHost.ts')).href}?port=0`;
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [`--import=${preload}`, '-e', '', '--', ...args]);
    assert.match((await run('--type=extensionHost')).stderr, /Debugger listening on ws:\/\/127\.0\.0\.1:\d/);
    assert.equal((await run('--type=ptyHost')).stderr, '');
  });
});
