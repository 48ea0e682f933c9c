import type { CDPSession } from 'playwright-core';
import { FakeHost } from '../ui/page/fakeHost.ts';
import { PageServer } from '../ui/page/pageServer.ts';
import { result } from '../ui/page/states/parts.ts';
import { done } from '../ui/page/states/results.ts';
import { launchChromium } from '../vscode/chromium.ts';
import type { Built } from './built.ts';
import { median, megabytes, type Report, ratio } from './report.ts';

const few = 20;
const many = 200;
const rounds = 3;

interface Used {
  heapBytes: number;
  domNodes: number;
  picturesLoaded: number;
}

/** What a long session costs the page, which holds the addresses of pictures and never their bytes. */
export async function benchMemory(_built: Built, report: Report): Promise<void> {
  const server = await PageServer.start();
  const browser = await launchChromium();
  try {
    const used: Record<'few' | 'many', Used[]> = { few: [], many: [] };
    for (let round = 0; round < rounds; round++) {
      const host = await FakeHost.open(browser, server, { ...done, results: [], selectedResultId: null });
      const devtools = await host.page.context().newCDPSession(host.page);
      await devtools.send('Performance.enable');
      await growTo(host, few);
      used.few.push(await measurePage(host, devtools));
      await growTo(host, many);
      used.many.push(await measurePage(host, devtools));
      await host.close();
    }
    const heap = { few: heapOf(used.few), many: heapOf(used.many) };
    report.heading(`The page's memory as results come in: ${rounds} rounds, medians`);
    for (const which of ['few', 'many'] as const) {
      const [{ domNodes, picturesLoaded } = { domNodes: 0, picturesLoaded: 0 }] = used[which];
      report.detail(
        `${which === 'few' ? few : many} results: heap ${megabytes(heap[which])}, ${domNodes} nodes, ${picturesLoaded} pictures loaded`,
      );
    }
    report.atMost(`page: heap with ${many} results against ${few}`, heap.many / heap.few, 1.5, ratio);
  } finally {
    await browser.close();
    await server.stop();
  }
}

const heapOf = (used: readonly Used[]) => median(used.map(({ heapBytes }) => heapBytes));

/** Each result comes with a state of its own, as in a session, and is selected. */
async function growTo(host: FakeHost<typeof done>, count: number): Promise<void> {
  while (host.state.results.length < count) {
    const number = host.state.results.length + 1;
    const id = `result-${number}`;
    const thumbnail = `/preview/dashboard-edited.svg?thumbnail=${number}`;
    const preview = `/preview/dashboard-edited.svg?preview=${number}`;
    const results = [
      ...host.state.results,
      result(id, { savedAs: `edited-${number}.png`, thumbnail, preview }),
    ];
    await host.tell({ results, selectedResultId: id });
  }
  await host.page.getByText(`edited-${count}.png`).first().waitFor({ state: 'attached' });
  await host.page.waitForFunction(() =>
    [...document.images].every(({ complete, loading }) => complete || loading === 'lazy'),
  );
}

async function measurePage({ page }: FakeHost<typeof done>, devtools: CDPSession): Promise<Used> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const picturesLoaded = await page.evaluate(
    () => [...document.images].filter(({ naturalWidth }) => naturalWidth > 0).length,
  );
  return { heapBytes: metric('JSHeapUsedSize'), domNodes: metric('Nodes'), picturesLoaded };
}
