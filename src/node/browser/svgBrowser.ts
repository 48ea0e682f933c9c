import * as path from 'node:path';
import * as z from 'zod/mini';
import { CodecError } from '../../core/images/codecError.ts';
import type { Size } from '../../core/images/imageTypes.ts';
import { sniff } from '../../core/images/sniff/sniff.ts';
import type { DrawnSvg, SvgRenderer } from '../../core/ports.ts';
import { messageOf } from '../../core/shared/errorText.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import { Limiter } from '../../core/shared/limiter.ts';
import type { DevtoolsPipe } from './devtoolsPipe.ts';
import { browserVariable, findBrowser, type Machine } from './findBrowser.ts';
import { BrowserError, withBrowser } from './withBrowser.ts';

export interface SvgBrowserDeps extends Machine {
  /** Whether this process may do everything. */
  isRoot: boolean;
  /** Why no browser may be started now, to follow "and"; undefined when one may. */
  closed?(): string | undefined;
  limitMs?: number;
}

const defaultLimitMs = 30_000;
const createdShape = z.object({ targetId: z.string() });
const attachedShape = z.object({ sessionId: z.string() });
const evaluatedShape = z.object({ result: z.object({ value: z.string() }) });
const failed = 'failed:';
const pngAddress = 'data:image/png;base64,';

/** Draws SVGs with an installed browser that nobody sees, one after the other. */
export class SvgBrowser implements SvgRenderer {
  readonly #deps: SvgBrowserDeps;
  readonly #one = new Limiter(() => 1);

  constructor(deps: SvgBrowserDeps) {
    this.#deps = deps;
  }

  async missing(): Promise<string | undefined> {
    const closed = this.#deps.closed?.();
    if (closed !== undefined) return closed;
    const found = await findBrowser(this.#deps);
    return 'missing' in found ? found.missing : undefined;
  }

  draw(svg: Uint8Array, size: Size, signal: AbortSignal): Promise<DrawnSvg> {
    return this.#one.run(signal, async () => {
      const closed = this.#deps.closed?.();
      const found = closed === undefined ? await findBrowser(this.#deps) : { missing: closed };
      if ('missing' in found)
        throw notDrawn(t('This SVG needs a browser, and {missing}.', { missing: found.missing }));
      const { name } = path.parse(found.path);
      const { env, platform, isRoot, limitMs = defaultLimitMs } = this.#deps;
      // As root, as in containers, Chromium starts only without its sandbox. What it then draws is a picture within
      // our own empty page: scripts in it don't run, it loads nothing, and there is no network.
      const sandbox = !(isRoot && platform === 'linux');
      const start = { program: found.path, env, sandbox, limitMs };
      try {
        const png = await withBrowser(start, signal, (pipe) => drawn(pipe, svg, size));
        const info = sniff(png);
        if (info?.type !== 'png' || info.width !== size.width || info.height !== size.height) {
          throw new BrowserError(t('It drew something else.'), '');
        }
        return { png, by: name };
      } catch (error) {
        if (signal.aborted || error instanceof CodecError) throw error;
        const why = messageOf(error);
        const output = error instanceof BrowserError ? error.output : '';
        throw notDrawn(inARow(t('{name} was to draw it.', { name }), why), output || undefined);
      }
    });
  }
}

/** The SVG is never a page of its own: it is a picture on our page, drawn on a canvas. */
async function drawn(pipe: DevtoolsPipe, svg: Uint8Array, { width, height }: Size): Promise<Uint8Array> {
  const { targetId } = createdShape.parse(await pipe.send('Target.createTarget', { url: 'about:blank' }));
  const attached = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = attachedShape.parse(attached);
  await pipe.send('Network.enable', {}, sessionId);
  const offline = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  await pipe.send('Network.emulateNetworkConditions', offline, sessionId);
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const expression = `(${inPage})(${JSON.stringify(source)}, ${width}, ${height}, ${JSON.stringify(failed)})`;
  const evaluate = { expression, awaitPromise: true, returnByValue: true };
  const answer = evaluatedShape.safeParse(await pipe.send('Runtime.evaluate', evaluate, sessionId));
  const value = answer.data?.result.value ?? '';
  if (value === failed) throw notDrawn(t('The SVG has errors that keep any browser from showing it.'));
  if (!value.startsWith(pngAddress)) throw new BrowserError(t('It returned no picture.'), '');
  return Buffer.from(value.slice(pngAddress.length), 'base64');
}

/** Runs in the browser: a PNG as a `data:` URL, or why there is none. */
const inPage = `async (source, width, height, failed) => {
  const image = new Image();
  const loaded = new Promise((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
  });
  image.src = source;
  if (!(await loaded)) return failed;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').drawImage(image, 0, 0, width, height);
  return canvas.toDataURL('image/png');
}`;

const notDrawn = (what: string, detail?: string): CodecError =>
  new CodecError('image.svgNotDrawn', inARow(what, wayOut()), detail);

const wayOut = (): string =>
  t('Try again, name another browser in the environment variable {variable}, or convert it to PNG first.', {
    variable: browserVariable,
  });
