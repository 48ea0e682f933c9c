/**
 * `npm start`: a VS Code with the extension, a sample workspace and a local API that really edits images.
 * `npm start -- --key` makes that API want a key; `--inspect 9333` lets a debugger attach to the extension host.
 */
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeSampleWorkspace } from '../sample/make.ts';
import { startStandIn } from '../standin/standIn.ts';
import { fetchVSCode } from './fetch.ts';
import { cacheFolder, projectFolder } from './paths.ts';
import { startServer } from './server.ts';

const { values } = parseArgs({
  options: { key: { type: 'boolean', default: false }, inspect: { type: 'string' } },
});
const key = values.key ? 'sample-key-1234' : undefined;

const folder = join(cacheFolder, 'sample');
await Promise.all([build(), fetchVSCode(), makeFolder()]);

const standIn = await startStandIn({ style: 'apiyi', log: (line) => console.log(line), ...(key && { key }) });
const server = await startServer({
  idleSeconds: 0,
  ...(values.inspect !== undefined && { inspectPort: Number(values.inspect) }),
  settings: {
    'nanoBanana.provider': 'custom',
    'nanoBanana.custom.baseUrl': standIn.url,
    'nanoBanana.custom.auth': key ? 'bearer' : 'none',
  },
});
const url = server.windowUrl({ folder });
console.log(`
VS Code:  ${url}
Files:    ${folder}
API:      ${standIn.url}, on this machine alone; it understands words like blur, grayscale, brighter, rotate, tint${key ? `\nKey:      ${key}` : ''}

Right-click an image in the explorer and choose "Edit with Nano Banana…". Ctrl+C here ends everything.
`);
openBrowser(url);

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    console.log('Ending…');
    await Promise.all([server.stop(), standIn.close()]);
    process.exit(0);
  });
}

async function makeFolder(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await makeSampleWorkspace(folder);
}

function build(): Promise<void> {
  const child = spawn(process.execPath, ['esbuild.mjs'], { cwd: projectFolder, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error('The build failed.'))));
  });
}

/** Opens the person's own browser where there is a display; else the printed address has to do. */
function openBrowser(address: string): void {
  const { platform, env } = process;
  if (env.CI || (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)) return;
  const [command, args] =
    platform === 'darwin'
      ? (['open', [address]] as const)
      : platform === 'win32'
        ? (['rundll32', ['url.dll,FileProtocolHandler', address]] as const)
        : (['xdg-open', [address]] as const);
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened. Open the address above yourself.'))
    .unref();
}
