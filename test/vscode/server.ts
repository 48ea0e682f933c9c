import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { fetchVSCode } from './fetch.ts';
import { projectFolder } from './paths.ts';

export type Settings = Record<string, unknown>;

export interface ServerOptions {
  /** User settings on top of the quiet defaults; `null` removes a default. */
  settings?: Settings;
  /** The folder of the extension that is installed; this project if not given, none for undefined. */
  extension?: string | undefined;
  /** A package (.vsix) of the extension, which VS Code itself installs, in the place of `extension`. */
  package?: string;
  /** Folders of further extensions to install. */
  otherExtensions?: readonly string[];
  /**
   * Lets windows load an extension and tests from their address. Such a server shows no notifications, so it
   * is for tests inside the extension host alone.
   */
  automation?: boolean;
  /** Added to the environment of the server and so of the extension host. */
  env?: Record<string, string>;
  /** Ends the server after this many seconds without a window, 61 at least; 0 for never, 600 if not given. */
  idleSeconds?: number;
  /** The port on which the extension host of the first window waits for a debugger. */
  inspectPort?: number;
  log?: (line: string) => void;
}

export interface WindowOptions {
  /** An absolute path; without folder and workspace file the window is empty. */
  folder?: string;
  /** An absolute path of a .code-workspace file. */
  workspaceFile?: string;
  /** Only on a server for automation. */
  automation?: {
    /** The folder of the extension under development. */
    extension: string;
    /** The file whose `run()` the extension host calls. */
    tests: string;
    /** Environment variables of the extension host. */
    env: Record<string, string>;
  };
}

/** A VS Code that shows nothing but what was asked for and asks nobody but this machine. */
const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // Opening a file would take the selection away from what is being selected just then.
  'explorer.autoReveal': false,
  'explorer.compactFolders': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'scm.defaultViewMode': 'list',
  'security.workspace.trust.banner': 'never',
  // Every folder is trusted.
  'security.workspace.trust.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  // Beside many other programs it tells of their ports, too.
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'workbench.colorTheme': 'Dark 2026',
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  // One that stands over the next row takes its clicks, and stays as long as the pointer rests.
  'workbench.hover.delay': 600_000,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.tree.enableStickyScroll': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const inspectHost = new URL('inspectHost.ts', import.meta.url).href;

/** Extensions come from nowhere, so that no test waits for a server outside. */
const noGallery = { EXTENSIONS_GALLERY: '{}' };

/** Starts a VS Code of its own, with its data in a new temporary folder. */
export async function startServer(options: ServerOptions = {}): Promise<VSCodeServer> {
  const vscode = await fetchVSCode(options.log);
  const home = await mkdtemp(join(tmpdir(), 'nano-banana-vscode-'));
  const userData = join(home, 'data');
  const extensions = join(home, 'extensions');
  await mkdir(extensions);
  const extension = 'extension' in options ? options.extension : projectFolder;
  if (extension && !options.automation && !options.package) await installExtension(extension, extensions);
  for (const other of options.otherExtensions ?? []) await installExtension(other, extensions);
  for (const kind of ['User', 'Machine']) {
    await mkdir(join(userData, kind), { recursive: true });
    await writeFile(join(userData, kind, 'settings.json'), '{}');
  }
  // With the first one alone a window heeds its payload.
  const switchedOn = vscode.withOptions([
    ...(options.automation ? ['enable-smoke-test-driver'] : []),
    'disable-websocket-compression',
  ]);
  const folders = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const env = {
    ...inheritedEnvironment(),
    HOME: home,
    USERPROFILE: home,
    XDG_DATA_HOME: home,
    ...noGallery,
    ...switchedOn.env,
    ...options.env,
  };
  if (options.package) {
    const install = [vscode.entry, ...folders, '--install-extension', options.package];
    await promisify(execFile)(vscode.node, install, { cwd: home, env });
  }
  const args = [
    // What Node is told here it tells the extension host too.
    ...(options.inspectPort === undefined ? [] : [`--import=${inspectHost}?port=${options.inspectPort}`]),
    vscode.entry,
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
    ...folders,
    ...['--config', join(home, 'config.yaml'), '--session-socket', join(home, 'session.sock')],
    ...switchedOn.args,
    ...['--disable-telemetry', '--disable-update-check', '--disable-proxy', '--ignore-last-opened'],
  ];
  const idleSeconds = options.idleSeconds ?? 600;
  if (idleSeconds > 0) args.push('--idle-timeout-seconds', String(idleSeconds));
  const child = spawn(vscode.node, args, {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that one signal ends the extension hosts too.
    detached: process.platform !== 'win32',
  });
  const server = new VSCodeServer(child, home);
  try {
    await server.changeSettings({ ...quietSettings, ...options.settings });
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
  #url: URL | undefined;

  constructor(child: ChildProcess, home: string) {
    this.#child = child;
    this.#home = home;
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

  /** Changes user settings in their file, which a window reads when it opens; `null` removes one. */
  async changeSettings(changes: Settings): Promise<void> {
    const merged = Object.entries({ ...(await this.readSettings()), ...changes });
    const left = Object.fromEntries(merged.filter(([, value]) => value !== null));
    await writeFile(this.#settingsPath, JSON.stringify(left, null, 2));
  }

  /**
   * Sets the theme in the machine's settings, which win over the user's: an open window follows their file, and
   * not that of the user.
   */
  async setTheme(theme: string): Promise<void> {
    const path = join(this.userDataFolder, 'Machine/settings.json');
    await writeFile(path, JSON.stringify({ 'workbench.colorTheme': theme }));
  }

  /** The user settings as they are now, with what the window itself wrote. */
  async readSettings(): Promise<Settings> {
    return JSON.parse(await readFile(this.#settingsPath, 'utf8'));
  }

  /** The address that opens this window in a browser. */
  windowUrl({ folder, workspaceFile, automation }: WindowOptions): string {
    const url = new URL(this.url);
    if (folder) url.searchParams.set('folder', toUriPath(folder));
    if (workspaceFile) url.searchParams.set('workspace', toUriPath(workspaceFile));
    if (!folder && !workspaceFile) url.searchParams.set('ew', 'true');
    if (automation) {
      const remote = (path: string) => `vscode-remote://${url.host}${toUriPath(path)}`;
      const payload = [
        ['extensionDevelopmentPath', remote(automation.extension)],
        ['extensionTestsPath', remote(automation.tests)],
        ['extensionEnvironment', JSON.stringify(automation.env)],
        ['skipWelcome', 'true'],
      ];
      url.searchParams.set('payload', JSON.stringify(payload));
    }
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

  get #settingsPath(): string {
    return join(this.userDataFolder, 'User', 'settings.json');
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

/**
 * Installs by hand what a package would contain. As copies: VS Code tells by a file's real path which extension
 * asks for its API, so links would make it nobody's.
 */
async function installExtension(from: string, extensionsFolder: string): Promise<void> {
  const { publisher, name, version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  const into = join(extensionsFolder, `${publisher}.${name}-${version}`);
  await mkdir(into);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const isCarried = entry.isFile()
      ? /^package\b.*\.json$|\.(md|c?js)$/.test(entry.name)
      : ['dist', 'media', 'l10n'].includes(entry.name);
    if (isCarried) {
      await cp(join(from, entry.name), join(into, entry.name), {
        recursive: true,
        filter: (source) => source !== join(from, 'dist', 'test'),
      });
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
