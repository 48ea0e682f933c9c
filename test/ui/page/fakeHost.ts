import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PanelState } from '../../../src/shared/panelState.ts';
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
}

const pageElements: Record<PageKind, string> = {
  panel: 'nano-app',
  compare: 'nano-compare-page',
  record: 'nano-record-page',
};

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
  readonly #context: BrowserContext;
  readonly #watchers = new Set<() => void>();

  private constructor(context: BrowserContext, page: Page, state: S) {
    this.#context = context;
    this.page = page;
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
    } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      forcedColors: forcedColors ? 'active' : 'none',
    });
    const page = await context.newPage();
    const host = new FakeHost(context, page, state);
    page.on('pageerror', (error) => host.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') host.complaints.push(message.text());
    });
    await page.exposeFunction('tellFakeHost', (message: Sent) => host.#receive(message));
    await page.addInitScript(standIn, themes[theme]);
    await page.goto(`${server.origin}/${kind}`);
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
    return this.page.evaluate((data) => window.postMessage(data, window.origin), message);
  }

  close(): Promise<void> {
    return this.#context.close();
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
    return { result: name === 'ready' ? this.state : {} };
  }
}

/** Runs in the page before its own script: the API and the theme that VS Code gives to a page. */
function standIn(theme: { bodyClass: string; kind: string; tokens: Record<string, string> }): void {
  const stateKey = 'vscode-state';
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
    for (const [token, value] of Object.entries(theme.tokens)) {
      document.documentElement.style.setProperty(token, value);
    }
    document.body.className = theme.bodyClass;
    document.body.dataset.vscodeThemeKind = theme.kind;
  };
  document.addEventListener('DOMContentLoaded', dress);
}
