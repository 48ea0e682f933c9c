import type { Browser, Page } from 'playwright-core';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { waitMs } from '../../vscode/until.ts';
import type { PageKind, PageServer } from './pageServer.ts';
import themes from './themes.json' with { type: 'json' };

export type ThemeName = keyof typeof themes;
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'highContrast', 'highContrastLight'];

export interface Sent {
  kind: string;
  id: number;
  name: string;
  params: Record<string, unknown>;
}

type Answer = { result: unknown } | { refusal: string } | 'never';

export interface OpenOptions {
  theme?: ThemeName;
  width?: number;
  height?: number;
  reducedMotion?: boolean;
  forcedColors?: boolean;
  kind?: PageKind;
  /** What the page speaks: a language with a bundle, or made up for tests: `qps-ploc`, from right to left `qps-plocm`. */
  language?: string;
  /** In place of the theme's: CSS families and a size, as a person may have set them up. */
  font?: { family: string; size: string };
}

const pageElements: Record<PageKind, string> = {
  panel: 'nano-app',
  compare: 'nano-compare-page',
  record: 'nano-record-page',
  report: 'nano-report-page',
  gallery: 'nano-gallery-page',
};

/** Of the browser. A new one for every page would cost more than the page. */
interface Tab {
  page: Page;
  hear(message: Sent): unknown;
  complain(complaint: string): void;
}

let opened = 0;
const idle = new WeakMap<Browser, Tab[]>();

function idleTabs(browser: Browser): Tab[] {
  const tabs = idle.get(browser) ?? [];
  idle.set(browser, tabs);
  return tabs;
}

async function openTab(browser: Browser): Promise<Tab> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(waitMs);
  const tab: Tab = { page, hear: () => {}, complain: () => {} };
  page.on('pageerror', (error) => tab.complain(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') tab.complain(message.text());
  });
  await page.exposeFunction('tellFakeHost', (message: Sent) => tab.hear(message));
  await page.addInitScript(standIn, themes);
  return tab;
}

/** Stands where the extension host stands: answers the page's requests and tells it states. */
export class FakeHost<S extends object = PanelState> {
  readonly page: Page;
  /** All requests of the page, oldest first; bytes are told by their number. */
  readonly sent: Sent[] = [];
  /** Complaints of the browser: errors, and what the policy stopped. */
  readonly complaints: string[] = [];
  state: S;
  /** How requests are answered, by name; else with an empty result. */
  readonly answers: Record<string, () => Answer> = {};
  readonly #tab: Tab;
  readonly #watchers = new Set<() => void>();

  private constructor(tab: Tab, state: S) {
    this.#tab = tab;
    this.page = tab.page;
    this.state = state;
  }

  static async open<S extends object>(
    browser: Browser,
    server: PageServer,
    state: S,
    options: OpenOptions = {},
  ): Promise<FakeHost<S>> {
    const {
      theme = 'dark',
      width = 1280,
      height = 800,
      reducedMotion,
      forcedColors,
      kind = 'panel',
      language,
      font,
    } = options;
    const tab = idleTabs(browser).pop() ?? (await openTab(browser));
    const { page } = tab;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      forcedColors: forcedColors ? 'active' : 'none',
    });
    const host = new FakeHost(tab, state);
    tab.hear = (message) => host.#receive(message);
    tab.complain = (complaint) => host.complaints.push(complaint);
    const asked = new URLSearchParams({
      theme,
      opened: String(++opened),
      ...(language && { language }),
      ...(font && { font: font.family, size: font.size }),
    });
    await page.goto(`${server.origin}/${kind}?${asked}`);
    await page.locator(pageElements[kind]).waitFor();
    return host;
  }

  /** The requests of one name. */
  requests(name: string): Sent[] {
    return this.sent.filter((message) => message.kind === 'request' && message.name === name);
  }

  /** Waits until the page has made a request of this name, `count` in all. */
  until(name: string, count = 1): Promise<Sent> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.requests(name)[count - 1];
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Changes the state and tells it, with the next revision. */
  async tell(change: Partial<S>): Promise<void> {
    const revision = 'revision' in this.state ? { revision: Number(this.state.revision) + 1 } : {};
    this.state = { ...this.state, ...change, ...revision };
    await this.event('state', this.state);
  }

  event(name: string, params: unknown): Promise<void> {
    return this.raw({ kind: 'event', name, params });
  }

  raw(message: unknown): Promise<void> {
    // As JSON, as VS Code does it: what is undefined does not arrive.
    return this.page.evaluate(
      (data) => window.postMessage(JSON.parse(data), window.origin),
      JSON.stringify(message),
    );
  }

  /** Ends the page; the tab it was in is used again. */
  async close(): Promise<void> {
    const { page } = this;
    this.#tab.hear = () => {};
    this.#tab.complain = () => {};
    await page.unrouteAll();
    await page.mouse.move(0, 0);
    await page.goto('about:blank');
    const browser = page.context().browser();
    if (browser) idleTabs(browser).push(this.#tab);
  }

  async #receive(message: Sent): Promise<void> {
    this.sent.push(message);
    for (const look of [...this.#watchers]) look();
    if (message.kind !== 'request') return;
    const answer = this.#answer(message);
    if (answer === 'never') return;
    await this.raw(
      'refusal' in answer
        ? { kind: 'refusal', id: message.id, error: { code: 'failed', message: answer.refusal } }
        : { kind: 'reply', id: message.id, result: answer.result },
    );
  }

  #answer({ name, params }: Sent): Answer {
    if (name === 'setPrompt' && typeof params.prompt === 'string') {
      this.state = { ...this.state, prompt: params.prompt };
    }
    const own = this.answers[name];
    if (own) return own();
    return { result: name === 'ready' ? this.state : undefined };
  }
}

interface Theme {
  bodyClass: string;
  kind: string;
  tokens: Record<string, string>;
}

/** Runs in the page before its own script: the API and the theme that VS Code gives to a page. */
function standIn(all: Record<string, Theme>): void {
  const stateKey = 'vscode-state';
  const asked = new URLSearchParams(location.search);
  const theme = all[asked.get('theme') ?? 'dark'];
  const time = asked.get('opened');
  // What is kept over a reload is not kept for the next page in this tab.
  if (time !== null && sessionStorage.getItem('opened') !== time) {
    sessionStorage.clear();
    sessionStorage.setItem('opened', time);
  }
  const withoutBytes = (value: unknown): unknown => {
    if (value instanceof Uint8Array) return { bytes: value.byteLength, head: [...value.slice(0, 8)] };
    if (Array.isArray(value)) return value.map(withoutBytes);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutBytes(part)]));
  };
  Reflect.set(window, 'drawn', []);
  Reflect.set(window, 'posted', []);
  Reflect.set(window, 'acquireVsCodeApi', () => ({
    postMessage: (message: { name?: string; params?: { outcome?: { png?: Uint8Array } } }) => {
      // What is not cloneable would fail in VS Code as well.
      structuredClone(message);
      Reflect.get(window, 'posted').push(message.name);
      if (message.name === 'svgDrawn') Reflect.get(window, 'drawn').push(message.params?.outcome?.png);
      Reflect.get(window, 'tellFakeHost')(withoutBytes(message));
    },
    getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null') ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }));
  const dress = () => {
    if (!theme) return;
    for (const [token, value] of Object.entries(theme.tokens)) {
      document.documentElement.style.setProperty(token, value);
    }
    for (const [token, name] of [
      ['--vscode-font-family', 'font'],
      ['--vscode-font-size', 'size'],
    ] as const) {
      const value = asked.get(name);
      if (value !== null) document.documentElement.style.setProperty(token, value);
    }
    document.body.className = theme.bodyClass;
    document.body.dataset.vscodeThemeKind = theme.kind;
  };
  document.addEventListener('DOMContentLoaded', dress);
}
