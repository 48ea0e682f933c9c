import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { openFixture, startServices } from '../ui/setUp.ts';
import { buildBaseline } from './baseline.ts';
import type { Built } from './built.ts';
import { median, megabytes, milliseconds, type Report, ratio } from './report.ts';

/** The build whose time counts as 1. */
const baseline = '0263b88';
const rounds = 1;
const limitMs = 900_000;
const side = 8000;
/** The largest picture that a model answers with. */
const answered = 4096;

interface Edit {
  /** From the click to the panel with the picture in it. */
  openMs: number;
  /** From Run to the result, saved and shown. */
  runMs: number;
  /** What the panel says that the edit took. */
  saidMs: number;
  savedBytes: number;
  /** What was said before Run of what is sent and enlarged. */
  said: string;
  sentBytes: number;
}

/** What an edit of a picture far over all limits takes in a real VS Code, beside an earlier build in the same run. */
export async function benchHuge(built: Built, report: Report): Promise<void> {
  const [picture, answer] = await drawPictures();
  const file = join(built.folder, 'huge.png');
  await writeFile(file, picture);
  const builds = { before: await buildBaseline(baseline, built.folder), now: built.extension };
  const edits: Record<keyof typeof builds, Edit[]> = { before: [], now: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of round % 2 === 0 ? (['before', 'now'] as const) : (['now', 'before'] as const)) {
      const edit = await editOnce(builds[which], picture, answer);
      edits[which].push(edit);
      report.detail(
        `${which}: opened ${milliseconds(edit.openMs)}, Run to shown ${milliseconds(edit.runMs)}, said ${milliseconds(edit.saidMs)}; sent ${megabytes(edit.sentBytes)}, saved ${megabytes(edit.savedBytes)}`,
      );
    }
  }
  report.heading(
    `A picture of ${side} x ${side} (${megabytes((await stat(file)).size)}), edited: ${rounds} rounds by turns, medians, against ${baseline}`,
  );
  const of = (which: keyof typeof edits, what: (edit: Edit) => number) => median(edits[which].map(what));
  const against = (what: (edit: Edit) => number) => of('now', what) / of('before', what);
  const whole = ({ openMs, runMs }: Edit) => openMs + runMs;
  report.atMost('huge: from the click to the result, saved and shown', against(whole), 0.35, ratio);
  report.figure('huge: from Run on', ratio(against(({ runMs }) => runMs)));
  report.atMost(
    'huge: size of the saved file',
    against(({ savedBytes }) => savedBytes),
    1.1,
    ratio,
  );
  report.atMost(
    'huge: time taken against time told',
    of('now', ({ runMs, saidMs }) => runMs / saidMs),
    1.25,
    ratio,
  );
  const said = edits.now.every((edit) => /sent at .* enlarged from 4096 × 4096/s.test(edit.said));
  report.check('huge: what is sent and enlarged is said before Run', said, said ? 'yes' : 'no', 'yes');
}

async function editOnce(extension: string, picture: Uint8Array, image: Uint8Array): Promise<Edit> {
  const services = await startServices({ extension });
  const fixture = await openFixture(services, {
    fill: (folder) => writeFile(join(folder, 'docs/images/huge.png'), picture),
    settings: { 'workbench.list.openMode': 'doubleClick' },
  });
  try {
    fixture.workbench.page.setDefaultTimeout(limitMs);
    fixture.standIn.tell({ image });
    const menu = await fixture.workbench.explorer.rightClick('docs/images/huge.png');
    const clicked = performance.now();
    await menu.click('Edit with Nano Banana…');
    const panel = await fixture.panel({ text: 'huge.png' });
    const shown = (label: RegExp) =>
      panel.frame.waitForFunction(
        (pattern) =>
          [...document.images].some(
            ({ alt, complete, naturalWidth }) =>
              complete && naturalWidth > 1000 && new RegExp(pattern).test(alt),
          ),
        label.source,
        { timeout: limitMs },
      );
    await shown(/huge\.png/);
    await panel.prompt.fill('Make it brighter');
    const openMs = performance.now() - clicked;
    const ran = performance.now();
    await panel.run.click();
    await panel.waitForStatus('Saved huge-edited.png');
    await shown(/^Result/);
    const runMs = performance.now() - ran;
    const [facts, said] = await Promise.all([
      panel.frame.locator('nano-place .facts, .meta .facts').first().innerText(),
      panel.frame.locator('nano-notes').innerText(),
    ]);
    const [, minutes = '0', seconds = '0'] = /(?:(\d+) min )?([\d.]+) s\b/.exec(facts) ?? [];
    return {
      openMs,
      runMs,
      saidMs: (Number(minutes) * 60 + Number(seconds)) * 1000,
      savedBytes: (await stat(fixture.path('docs/images/huge-edited.png'))).size,
      said,
      sentBytes: fixture.standIn.requests[0]?.bodyBytes ?? 0,
    };
  } finally {
    await fixture.close();
    await services.end();
  }
}

/** Soft shapes under so much grain that a PNG of them has 177 MB, and what a model would answer. */
async function drawPictures(): Promise<[picture: Buffer, answer: Buffer]> {
  const pixels = Buffer.alloc(side * side * 3);
  let grain = 1;
  for (let at = 0; at < pixels.length; at++) {
    const pixel = Math.floor(at / 3);
    const shape = 40 * Math.sin((pixel % side) / 900) * Math.cos(pixel / side / 700);
    grain = (Math.imul(grain, 1103515245) + 12345) >>> 0;
    pixels[at] = 128 + shape + ((grain >>> 16) % 131) - 65;
  }
  const drawn = sharp(pixels, { raw: { width: side, height: side, channels: 3 }, limitInputPixels: false });
  return Promise.all([
    drawn.clone().png({ compressionLevel: 2 }).toBuffer(),
    drawn.clone().resize(answered, answered).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer(),
  ]);
}
