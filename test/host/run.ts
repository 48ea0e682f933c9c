/** Runs the host tests in VS Code's server, or with `--desktop` in a downloaded desktop VS Code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { projectFolder } from '../vscode/paths.ts';

const { values } = parseArgs({ options: { desktop: { type: 'boolean' }, fgrep: { type: 'string' } } });
const desktop = values.desktop === true;
if (values.fgrep !== undefined) process.env.NANO_BANANA_GREP = values.fgrep;
const folder = await mkdtemp(join(tmpdir(), 'nano-banana-host-'));
try {
  await runTests({
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: join(projectFolder, 'dist/test/host.cjs'),
    ...(desktop
      ? { launchArgs: [folder, '--disable-extensions'] }
      : {
          vscodeExecutablePath: process.execPath,
          launchArgs: [join(projectFolder, 'test/vscode/shim.ts'), folder],
        }),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
