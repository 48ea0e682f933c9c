import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchVSCode } from './fetch.ts';

export type Settings = Record<string, unknown>;

export interface ServerOptions {
  /** User settings on top of the quiet defaults; `null` removes a default. */
  settings?: Settings;
  /** Workspace trust as a person has it, with Restricted Mode; without it every folder is trusted. */
  workspaceTrust?: boolean;
  /** Added to the environment of the server and so of the extension host. */
  env?: Record<string, string>;
  /** Ends the server after this many seconds without a window (at least 61). */
  idleSeconds?: number;
  log?: (line: string) => void;
}

export interface WindowOptions {
  /** An absolute path; without folder and workspace file the window is empty. */
  folder?: string;
  /** An absolute path of a .code-workspace file. */
  workspaceFile?: string;
  /** The folder of the extension under development. */
  extension?: string;
  /** The file whose `run()` the extension host calls. */
  tests?: string;
  /** Environment variables for this window's extension host alone. */
  env?: Record<string, string>;
}

/** A VS Code that shows nothing but what was asked for and asks nobody but this machine. */
const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'explorer.compactFolders': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Dark 2026',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Extensions come from nowhere, so that no test waits for a server outside. */
const noGallery = { EXTENSIONS_GALLERY: '{}' };

/** Starts a VS Code of its own, with its data in a new temporary folder. */
export async function startServer(options: ServerOptions = {}): Promise<VSCodeServer> {
  const vscode = await fetchVSCode(options.log);
  const home = await mkdtemp(join(tmpdir(), 'nano-banana-vscode-'));
  const userData = join(home, 'data');
  await mkdir(join(userData, 'User'), { recursive: true });
  await mkdir(join(home, 'extensions'));
  const args = [
    vscode.entry,
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...['--user-data-dir', userData, '--extensions-dir', join(home, 'extensions')],
    ...['--config', join(home, 'config.yaml'), '--session-socket', join(home, 'session.sock')],
    ...['--idle-timeout-seconds', String(options.idleSeconds ?? 600)],
    // Without this option the window ignores its payload, and with it the extension under development.
    ...['--vscode-option', 'enable-smoke-test-driver'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-proxy', '--ignore-last-opened'],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  const child = spawn(process.execPath, args, {
    cwd: home,
    env: {
      ...inheritedEnvironment(),
      HOME: home,
      USERPROFILE: home,
      XDG_DATA_HOME: home,
      ...noGallery,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that one signal ends the extension hosts too.
    detached: process.platform !== 'win32',
  });
  const server = new VSCodeServer(child, home, { ...quietSettings, ...options.settings });
  try {
    await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

export class VSCodeServer {
  readonly #child: ChildProcess;
  readonly #home: string;
  readonly #output: string[] = [];
  readonly #killOnExit = () => this.#kill('SIGKILL');
  #settings: Settings;
  #url: URL | undefined;

  constructor(child: ChildProcess, home: string, settings: Settings) {
    this.#child = child;
    this.#home = home;
    this.#settings = settings;
    process.once('exit', this.#killOnExit);
  }

  /** The address of an empty window, like http://127.0.0.1:41234/. */
  get url(): string {
    if (!this.#url) throw new Error('The server has not started.');
    return this.#url.href;
  }

  /** VS Code's user data: settings, storage, logs. */
  get userDataFolder(): string {
    return join(this.#home, 'data');
  }

  /** What the server and its extension hosts wrote to their output so far. */
  get output(): string {
    return this.#output.join('\n');
  }

  /** Resolves when windows can be opened. */
  async start(): Promise<void> {
    await this.changeSettings({});
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('The server was started without pipes.');
    this.#url = await new Promise<URL>((resolve, reject) => {
      for (const stream of [stdout, stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          this.#output.push(line);
          const address = /HTTP server listening on (http:\S+)/.exec(line)?.[1];
          if (address) resolve(new URL(address));
        });
      }
      this.#child.once('error', reject);
      this.#child.once('exit', (code) => {
        reject(new Error(`VS Code's server ended with code ${code} before it was ready:\n${this.output}`));
      });
    });
  }

  /** Changes user settings in their file, which open windows follow; `null` removes one. */
  async changeSettings(changes: Settings): Promise<void> {
    this.#settings = { ...this.#settings, ...changes };
    const effective = Object.fromEntries(
      Object.entries(this.#settings).filter(([, value]) => value !== null),
    );
    const path = join(this.userDataFolder, 'User', 'settings.json');
    await writeFile(`${path}.new`, JSON.stringify(effective, null, 2));
    await rename(`${path}.new`, path);
  }

  /** The user settings as they are now, with what the window itself wrote. */
  async readSettings(): Promise<Settings> {
    return JSON.parse(await readFile(join(this.userDataFolder, 'User', 'settings.json'), 'utf8'));
  }

  /** The address that opens this window in a browser. */
  windowUrl({ folder, workspaceFile, extension, tests, env }: WindowOptions): string {
    const url = new URL(this.url);
    const remote = (path: string) => `vscode-remote://${url.host}${toUriPath(path)}`;
    const payload: [string, string][] = [['skipWelcome', 'true']];
    if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
    if (tests) payload.push(['extensionTestsPath', remote(tests)]);
    if (env) payload.push(['extensionEnvironment', JSON.stringify(env)]);
    if (folder) url.searchParams.set('folder', toUriPath(folder));
    if (workspaceFile) url.searchParams.set('workspace', toUriPath(workspaceFile));
    if (!folder && !workspaceFile) url.searchParams.set('ew', 'true');
    url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** Ends the server with all its extension hosts and removes its data. */
  async stop(): Promise<void> {
    process.off('exit', this.#killOnExit);
    if (this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined) {
      const ended = once(this.#child, 'exit');
      this.#kill('SIGKILL');
      await ended;
    }
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  #kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // All of them have ended already.
    }
  }
}

/** Ours, without what npm, a surrounding VS Code or an outer server would tell this one. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(npm_|VSCODE_|CODE_SERVER_|CS_|ELECTRON_|XDG_|PORT$|PASSWORD$|HASHED_PASSWORD$|GITHUB_TOKEN$|NODE_OPTIONS$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function toUriPath(path: string): string {
  return process.platform === 'win32' ? `/${path.replaceAll('\\', '/')}` : path;
}
