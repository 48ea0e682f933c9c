import { glob, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp, { type Metadata } from 'sharp';
import { makeSampleWorkspace } from '../sample/make.ts';
import type { Behaviour } from '../standin/behaviours.ts';
import { type StandIn, startStandIn } from '../standin/standIn.ts';
import type { Told } from '../standin/told.ts';
import { testModel } from '../testModel.ts';
import { launchChromium } from '../vscode/chromium.ts';
import { type ServerOptions, type Settings, startServer, type VSCodeServer } from '../vscode/server.ts';
import { waitMs } from '../vscode/until.ts';
import {
  defaultViewport,
  openWorkbench,
  type PanelQuery,
  type Workbench,
  type WorkbenchOptions,
} from '../vscode/workbench.ts';
import { Panel } from './panel.ts';

/** A VS Code with the extension, and a browser to open its windows in. */
export interface Services {
  server: VSCodeServer;
  browser: Browser;
  end(): Promise<void>;
}

export async function startServices(options: ServerOptions = {}): Promise<Services> {
  const [server, browser] = await Promise.all([startServer(options), launchChromium(options.log)]);
  const end = async () => {
    await browser.close();
    await server.stop();
  };
  return { server, browser, end };
}

/**
 * Folders of every room, if need be empty. Of a folder that is made within a new one VS Code's watcher may never hear,
 * nor then of what changes in it.
 */
const standing = ['docs/images'];

async function fillFolder(folder: string, fill: NonNullable<FixtureOptions['fill']>): Promise<void> {
  for (const path of standing) await mkdir(join(folder, path), { recursive: true });
  await fill(folder);
}

export interface FixtureOptions {
  /** Fills the empty folder that the window opens; the sample workspace if not given. */
  fill?: (folder: string) => Promise<unknown>;
  /** The key that the provider wants; without one it wants none. */
  key?: string;
  /** User settings besides those of the provider. */
  settings?: Settings;
  viewport?: WorkbenchOptions['viewport'];
  scale?: number;
}

/** Opens a window on a folder of its own, with a stand-in of its own as the provider. */
export async function openFixture(
  { server, browser }: Services,
  options: FixtureOptions = {},
): Promise<Fixture> {
  const { fill = makeSampleWorkspace, key, settings, viewport, scale } = options;
  const folder = join(await mkdtemp(join(tmpdir(), 'nano-banana-workspace-')), 'harbour-docs');
  await mkdir(folder);
  await fillFolder(folder, fill);
  const standIn = await startStandIn({ style: 'apiyi', ...(key !== undefined && { key }) });
  // All windows of a server share the settings file, which each reads when it opens.
  const own: Settings = {
    'nanoBanana.provider': 'custom',
    'nanoBanana.custom.baseUrl': standIn.url,
    'nanoBanana.custom.auth': key === undefined ? 'none' : 'bearer',
    'nanoBanana.model': testModel,
    ...settings,
  };
  const before = await server.readSettings();
  await server.changeSettings(own);
  const workbench = await openWorkbench({
    server,
    browser,
    folder,
    ...(viewport && { viewport }),
    ...(scale !== undefined && { scale }),
  });
  return new Fixture(workbench, standIn, folder, before);
}

/** Gives a folder the content of another one; files that are the same already are not touched. */
async function makeEqual(folder: string, model: string): Promise<void> {
  const namesIn = async (parent: string) => new Set(await readdir(parent, { recursive: true }));
  const isFolder = async (path: string) => (await stat(path)).isDirectory();
  const wanted = await namesIn(model);
  for (const name of await namesIn(folder)) {
    const [from, to] = [join(model, name), join(folder, name)];
    // It may lie in a folder that was removed just now.
    const isThere = await stat(to).then(
      () => true,
      () => false,
    );
    if (isThere && !(wanted.has(name) && (await isFolder(from)) === (await isFolder(to)))) {
      await rm(to, { recursive: true, force: true });
    }
  }
  for (const name of wanted) {
    const [from, to] = [join(model, name), join(folder, name)];
    if (await isFolder(from)) {
      await mkdir(to, { recursive: true });
      continue;
    }
    const [bytes, there] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
    if (!there?.equals(bytes)) await writeFile(to, bytes);
  }
}

/** One window, the folder it shows and the provider it asks. */
export class Fixture {
  readonly workbench: Workbench;
  readonly standIn: StandIn;
  readonly folder: string;
  /** What the page's documents complained of: script errors, and what the content security policy stopped. */
  readonly complaints: string[] = [];
  /** All that was written to the browser's console. */
  readonly consoleLines: string[] = [];
  readonly #settingsBefore: Settings;

  constructor(workbench: Workbench, standIn: StandIn, folder: string, settingsBefore: Settings) {
    this.workbench = workbench;
    this.standIn = standIn;
    this.folder = folder;
    this.#settingsBefore = settingsBefore;
    workbench.page.setDefaultTimeout(waitMs);
    workbench.page.on('console', (message) => {
      const text = message.text();
      this.consoleLines.push(text);
      if (message.type() === 'error' && /content security policy/i.test(text)) this.complaints.push(text);
    });
  }

  /** Right-clicks the first of these, with all of them selected, and chooses Edit with Nano Banana…. */
  async edit(first: string, ...others: string[]): Promise<Panel> {
    const menu = await this.workbench.explorer.rightClick(first, ...others);
    await menu.click('Edit with Nano Banana…');
    return this.panel({ text: first.slice(first.lastIndexOf('/') + 1) });
  }

  /** Edits an image up to where the request has arrived, whose answer the API holds back until it is released. */
  async editHeld(
    image: string,
    prompt: string,
    hold: NonNullable<Behaviour['hold']> = 'beforeHeaders',
  ): Promise<{ panel: Panel; told: Told }> {
    const told = this.standIn.tell({ hold });
    const panel = await this.edit(image);
    await panel.ask(prompt);
    await told.arrived;
    return { panel, told };
  }

  /** Stores a key by its command, as a person does. */
  async setKey(key: string): Promise<void> {
    await this.workbench.runCommand('Nano Banana: Set API Key…');
    await this.giveKey(key);
  }

  /** Writes a key into the box that asks for it. */
  async giveKey(key: string): Promise<void> {
    const { quickInput, messages } = this.workbench;
    await quickInput.waitFor('API Key for');
    await quickInput.submit(key);
    await messages.waitForNotification('The key is stored');
  }

  /** The visible panel. Ask again after whatever made a new document of it. */
  async panel(query?: PanelQuery): Promise<Panel> {
    return new Panel(await this.workbench.panelFrame(query));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  /** What an image's bytes say of it. */
  async metadata(name: string): Promise<Metadata> {
    return sharp(await this.read(name)).metadata();
  }

  /** The files of a folder below the workspace, sorted. */
  async files(below = '.'): Promise<string[]> {
    const entries = await readdir(this.path(below), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  }

  /**
   * Makes a fixture for others of this one: nothing is open, the folder is filled anew, and the extension remembers
   * nothing of what was done. Costs a fraction of opening a window.
   */
  async renew(fill: NonNullable<FixtureOptions['fill']> = makeSampleWorkspace): Promise<void> {
    const { workbench } = this;
    await workbench.page.setViewportSize(defaultViewport);
    await workbench.tidy();
    const fresh = await mkdtemp(join(tmpdir(), 'nano-banana-fresh-'));
    try {
      await fillFolder(fresh, fill);
      await makeEqual(this.folder, fresh);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    const storages = join(workbench.server.userDataFolder, 'User/workspaceStorage');
    for await (const path of glob('*/nano-banana-tools.nano-banana/*.*', { cwd: storages })) {
      await rm(join(storages, path), { force: true });
    }
    this.standIn.reset();
  }

  async close(): Promise<void> {
    await this.workbench.close();
    await this.standIn.close();
    await rm(dirname(this.folder), { recursive: true, force: true, maxRetries: 5 });
    // The next room begins with what this one began with.
    const { server } = this.workbench;
    const added = Object.keys(await server.readSettings()).map((key) => [key, null]);
    await server.changeSettings({ ...Object.fromEntries(added), ...this.#settingsBefore });
  }
}
