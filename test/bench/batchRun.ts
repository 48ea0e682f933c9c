import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import type { Panel } from '../ui/panel.ts';
import { type Fixture, openFixture, startServices } from '../ui/setUp.ts';
import { attemptMs, until } from '../vscode/until.ts';
import { holdOver } from './holdOver.ts';
import { freePort, HostProbe, type Stalls } from './hostProbe.ts';

/** How many images are selected and edited. */
export const count = 200;
/** A run that is not done by then counts as that long. */
export const limitMs = 300_000;
/** What one click may wait for, where a page is busy. */
const patienceMs = 120_000;

const nameOf = (number: number): string => `shot-${String(number).padStart(3, '0')}.png`;
const names = Array.from({ length: count }, (_, number) => nameOf(number));

/** A panel with all images in it, ready to run. */
interface Batch {
  fixture: Fixture;
  panel: Panel;
  probe: HostProbe;
  /** From the click in the menu until Run can be pressed. */
  openMs: number;
  openStalls: Stalls;
}

export interface WholeRun {
  openMs: number;
  openStalls: Stalls;
  /** From Run until the last file is there; undefined: not within the limit. */
  diskMs: number | undefined;
  /** From Run until the panel says that all are saved; undefined: not within the limit. */
  pageMs: number | undefined;
  stalls: Stalls;
}

/** Selects all images for Edit each, up to a panel that shows them. */
export const openOnly = (extension: string, which: string): Promise<Pick<Batch, 'openMs' | 'openStalls'>> =>
  withBatch(extension, which, async ({ openMs, openStalls }) => ({ openMs, openStalls }));

/** Edits all images, each on its own, with a provider that answers at once. */
export async function runAll(extension: string, which: string): Promise<WholeRun> {
  return withBatch(extension, `${which}-open`, async ({ fixture, panel, probe, openMs, openStalls }) => {
    fixture.standIn.tell({ image: await answer(), times: count });
    await probe.takeStalls();
    const finishProfile = await profiled(probe, `${which}-run`);
    const before = await countFiles(fixture.folder);
    const ran = Date.now();
    await panel.run.click({ timeout: patienceMs });
    const ended = new AbortController();
    const page = panel.frame
      .waitForFunction(
        (words) => document.querySelector('[role=status]')?.textContent?.includes(words) && Date.now(),
        `Saved all ${count} images.`,
        { timeout: limitMs },
      )
      .then((handle) => handle.jsonValue())
      .catch(() => undefined);
    const disk = whenOnDisk(fixture.folder, before + count, ended.signal);
    const shownAt = await page;
    // Who said that all are saved has saved them.
    ended.abort();
    const savedAt = await disk;
    const stalls = await probe.takeStalls();
    await finishProfile();
    return {
      openMs,
      openStalls,
      diskMs: savedAt && savedAt - ran,
      pageMs: shownAt ? shownAt - ran : undefined,
      stalls,
    };
  });
}

/** When Stop is pressed: with the first requests on their way, with some done, or with answers that don't come. */
export const stopKinds = ['at once', 'in the middle', 'while waiting'] as const;
export type StopKind = (typeof stopKinds)[number];

export interface Stop {
  /** From the press until the panel shows that it was heard; undefined: an earlier build says nothing of it. */
  heardMs: number | undefined;
  /** From the press until nothing is queued any more, as the panel shows it. */
  answeredMs: number;
  /** Until Run can be pressed again: what is paid for is saved before. */
  restedMs: number;
}

/** Presses Stop in runs of all images, one after the other. */
export async function stopEach(
  extension: string,
  which: string,
  kinds: readonly StopKind[],
): Promise<Stop[]> {
  return withBatch(extension, `${which}-open`, async ({ fixture, panel, probe }) => {
    const stops: Stop[] = [];
    for (const kind of kinds) {
      fixture.standIn.reset();
      const slow = kind === 'while waiting' ? { delay: 600_000 } : {};
      fixture.standIn.tell({ image: await answer(), times: count, ...slow });
      const before = await countFiles(fixture.folder);
      await panel.run.click({ timeout: patienceMs });
      await panel.stop.waitFor({ timeout: patienceMs });
      if (kind === 'in the middle') {
        await until(
          'the first files',
          async () => (await countFiles(fixture.folder)) >= before + 20,
          limitMs,
        );
      } else if (kind === 'while waiting') {
        await until('the first requests', () => fixture.standIn.requests.length > 0, patienceMs);
      }
      const finishProfile = await profiled(probe, `${which}-${kind.replaceAll(' ', '-')}`);
      stops.push(await stopOnce(panel));
      await finishProfile();
    }
    return stops;
  });
}

async function stopOnce(panel: Panel): Promise<Stop> {
  const stopping = panel.frame.evaluate(
    () =>
      new Promise<Stop>((resolve) => {
        let pressed = Number.POSITIVE_INFINITY;
        let heard: number | undefined;
        let answered: number | undefined;
        const press = (event: Event) => {
          if (!(event.target instanceof Element && event.target.closest('#stop'))) return;
          pressed = event.timeStamp;
          document.removeEventListener('click', press, { capture: true });
        };
        document.addEventListener('click', press, { capture: true });
        const look = () => {
          const now = performance.now();
          if (now > pressed && /^Stopping/.test(document.querySelector('#runWhy')?.textContent?.trim() ?? ''))
            heard ??= now;
          // An earlier build lists each edit.
          const shows = (phase: string) => document.querySelector(`.job.${phase}`) !== null;
          // What waits is stopped at once; what is finished meanwhile takes its time.
          const tellsOfStopped = / stopped/.test(document.querySelector('.runLine')?.textContent ?? '');
          // Pressed early, the edits may not be known yet.
          if (now > pressed && ((shows('stopped') && !shows('queued')) || tellsOfStopped)) answered ??= now;
          if (!document.querySelector('#stop') && now > pressed) {
            answered ??= now;
            resolve({
              heardMs: heard && heard - pressed,
              answeredMs: answered - pressed,
              restedMs: now - pressed,
            });
          } else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await panel.stop.click({ timeout: patienceMs });
  const late = delay(
    patienceMs,
    { heardMs: undefined, answeredMs: patienceMs, restedMs: patienceMs },
    { ref: false },
  );
  return Promise.race([stopping, late]);
}

async function withBatch<T>(extension: string, name: string, work: (batch: Batch) => Promise<T>): Promise<T> {
  const inspectPort = await freePort();
  const services = await startServices({ extension, inspectPort });
  try {
    const fixture = await openFixture(services, {
      fill: drawImages,
      settings: { 'workbench.list.openMode': 'doubleClick', 'nanoBanana.confirmAboveCost': 1000 },
    });
    try {
      const probe = await HostProbe.connect(inspectPort);
      try {
        return await work(await openAll(fixture, probe, name));
      } finally {
        probe.close();
      }
    } finally {
      await fixture.close();
    }
  } finally {
    await services.end();
  }
}

/** Selects all images in the explorer and chooses Edit from their menu. */
async function openAll(fixture: Fixture, probe: HostProbe, name: string): Promise<Batch> {
  const { workbench } = fixture;
  const { page, explorer } = workbench;
  const [first = '', last = ''] = [names[0], names.at(-1)];
  await until('all images to be selected', async () => {
    await (await explorer.row(first)).click({ timeout: attemptMs });
    const row = await explorer.row(last);
    await row.click({ modifiers: ['Shift'], timeout: attemptMs });
    await row.click({ button: 'right', timeout: attemptMs });
    await page.locator('.monaco-menu').last().waitFor({ timeout: attemptMs });
    return row.and(page.locator('.selected')).isVisible();
  });
  const item = page.locator('.monaco-menu').last().getByText('Edit with Nano Banana…', { exact: true });
  await holdOver(item);
  await probe.takeStalls();
  const finishProfile = await profiled(probe, name);
  await page.mouse.down();
  const clicked = Date.now();
  await page.mouse.up();
  const panel = await fixture.panel({ text: last });
  await panel.prompt.fill('Make it brighter', { timeout: patienceMs });
  const ready = await panel.frame.waitForFunction(
    (wanted) =>
      document.querySelectorAll('nano-inputs li.input').length === wanted &&
      document.querySelector('#run')?.getAttribute('aria-disabled') === 'false' &&
      Date.now(),
    count,
    { timeout: limitMs },
  );
  const openMs = Number(await ready.jsonValue()) - clicked;
  const openStalls = await probe.takeStalls();
  await finishProfile();
  return { fixture, panel, probe, openMs, openStalls };
}

/** Writes profiles of the host into the folder that the environment names; they make it slower. */
async function profiled(probe: HostProbe, name: string): Promise<() => Promise<void>> {
  const folder = process.env.NANO_BANANA_PROFILES;
  if (folder === undefined) return async () => {};
  await probe.startProfile();
  return () => probe.endProfile(folder, name);
}

/** When so many files were there; undefined when it was ended before. */
async function whenOnDisk(folder: string, wanted: number, ended: AbortSignal): Promise<number | undefined> {
  for (;;) {
    if ((await countFiles(folder)) >= wanted) return Date.now();
    if (ended.aborted) return undefined;
    await delay(20);
  }
}

const countFiles = async (folder: string): Promise<number> =>
  (await readdir(folder)).filter((name) => name.endsWith('.png')).length;

async function drawImages(folder: string): Promise<void> {
  for (const [number, name] of names.entries()) {
    const background = `hsl(${(number * 17) % 360}, 45%, 50%)`;
    const picture = sharp({ create: { width: 320, height: 180, channels: 3, background } });
    await writeFile(join(folder, name), await picture.png().toBuffer());
  }
}

const answer = (): Promise<Buffer> =>
  sharp({ create: { width: 1376, height: 768, channels: 3, background: '#8ac' } })
    .jpeg()
    .toBuffer();
