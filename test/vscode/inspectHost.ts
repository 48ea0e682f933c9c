/**
 * Loaded before everything else in each process of VS Code's server (`--import`). In the extension host it opens the
 * debugger's port; the address of this file names it: `inspectHost.ts?port=9333`.
 */
import inspector from 'node:inspector';

if (process.argv.includes('--type=extensionHost')) {
  inspector.open(Number(new URL(import.meta.url).searchParams.get('port')), '127.0.0.1');
}
