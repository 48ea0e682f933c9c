import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame } from 'playwright-core';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { attemptMs, until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

const path = 'docs/erste schritte (v2)/Führer 灯台.md';
const guide = `# Hafenführer

![Der Leuchtturm](../bilder%20%282%29/%E7%81%AF%E5%8F%B0%20b.png)

## Gezeiten

Das Wasser steigt und fällt zweimal am Tag.

![Aufbau](../images/architecture.png)
`;

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), guide);
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode/settings.json'), '{ "nanoBanana.markdown.codeLens": "all" }');
  await writeFile(join(folder, 'docs/silent.md'), '![](images/harbour.jpg)\n\n![Gone](gone.png)\n');
}

describe('a Markdown document', () => {
  const fixture = useFixture({ fill });
  const { name, folder } = { name: 'Führer 灯台.md', folder: 'docs/bilder (2)' };

  const editor = () => fixture().workbench.page.locator('.editor-group-container.active .monaco-editor');
  const line = (text: string) => editor().locator('.view-line').filter({ hasText: text });
  const lens = (title: string) => editor().locator('.codelens-decoration a').filter({ hasText: title });

  /** Puts the cursor on a line and takes one of the light bulb's actions. */
  async function act(text: string, title: string): Promise<void> {
    const { page } = fixture().workbench;
    await line(text).first().click();
    const item = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
    await until(`the action "${title}"`, async () => {
      await page.keyboard.press('ControlOrMeta+.');
      await item.waitFor({ timeout: attemptMs });
      return true;
    });
    await item.click();
  }

  /** Opens the built-in preview until it shows a picture with this description whole: now and then it stays empty. */
  async function showPreview(alt: string): Promise<void> {
    const { workbench } = fixture();
    const tab = `Preview ${name}`;
    const tryOnce = async (): Promise<boolean> => {
      if ((await workbench.tab(tab).count()) > 0) await workbench.closeTab(tab);
      await workbench.tab(name).click();
      await workbench.runCommand('Markdown: Open Preview to the Side');
      await previewWith(alt, 8000);
      return true;
    };
    await until(`a preview with "${alt}"`, tryOnce, 40_000);
  }

  /** The built-in preview, once it shows that picture. */
  function previewWith(alt: string, timeoutMs: number): Promise<Frame> {
    const look = async () => {
      for (const frame of fixture().workbench.page.frames()) {
        const width = await frame
          .locator(`img[alt="${alt}"]`)
          .first()
          .evaluate((image) => ('naturalWidth' in image ? Number(image.naturalWidth) : 0), undefined, {
            timeout: 200,
          })
          .catch(() => 0);
        if (width > 0) return frame;
      }
      return undefined;
    };
    return until(`the preview to show "${alt}"`, look, timeoutMs);
  }

  async function documentText(): Promise<string> {
    const { page } = fixture().workbench;
    await page.keyboard.press('ControlOrMeta+S');
    return readFile(fixture().path(path), 'utf8');
  }

  it('gets its missing image where the link says, and the preview shows it', async () => {
    const { workbench } = fixture();
    await workbench.explorer.open(path);
    await lens('Generate Missing Image…').waitFor();
    await workbench.screenshot('markdown-lens');
    await act('Leuchtturm', 'Generate Missing Image…');
    const panel = await fixture().panel();
    await until('the prompt to be there', async () =>
      /^Draw this picture .*Der Leuchtturm/.test(await panel.prompt.inputValue()),
    );
    await panel.frame.getByText('where Führer 灯台.md looks for it').waitFor();
    await workbench.screenshot('markdown-generate');
    await panel.run.click();
    await panel.waitForStatus('Saved 灯台 b.png');
    assert.deepEqual(
      (await fixture().files(folder)).filter((file) => file.endsWith('.png')),
      ['灯台 b.png'],
    );
    assert.equal(await readFile(fixture().path(path), 'utf8'), guide);
    await workbench.tab(name).click();
    await lens('Edit with Nano Banana…').first().waitFor();
    await showPreview('Der Leuchtturm');
    await workbench.screenshot('markdown-preview');
    await workbench.closeTab(`Preview ${name}`);
  });

  it('gets an image for a section in its own style, and undo takes it back', async () => {
    const { workbench } = fixture();
    await workbench.tab(name).click();
    await act('zweimal am Tag', 'Generate Image for This Section…');
    const panel = await fixture().panel({ text: 'shows the result as soon as it is saved' });
    await panel.run.click();
    await panel.waitForStatus('Saved gezeiten.png');
    await workbench.tab(name).click();
    await line('Gezeiten').last().filter({ hasText: 'gezeiten.png' }).waitFor();
    await line('zweimal am Tag').click();
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await line('gezeiten.png').waitFor({ state: 'detached' });
    await until('the document to be as it was', async () => (await documentText()) === guide);
  });

  it('shows an image, its size and how it was made under the pointer', async () => {
    const { workbench } = fixture();
    await workbench.tab(name).click();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'PNG' });
    await until('what is under the pointer', async () => {
      // Lenses that come just then move the line away.
      await workbench.page.mouse.move(0, 0);
      await line('Leuchtturm').hover({ position: { x: 200, y: 8 }, timeout: attemptMs });
      await hover.waitFor({ timeout: attemptMs });
      return true;
    });
    // VS Code writes the spaces of plain text as no-break spaces.
    await hover.filter({ hasText: /Generated\s(?:just\snow|\d+\sminutes?\sago)\sby/ }).waitFor();
    await workbench.screenshot('markdown-hover');
    await workbench.page.keyboard.press('Escape');
  });

  it('shows the dark variant of an image in dark themes', async () => {
    const { workbench } = fixture();
    await workbench.tab(name).click();
    await act('Aufbau', 'Make Dark Variant…');
    const panel = await fixture().panel({ text: 'in dark themes' });
    assert.match(await panel.prompt.inputValue(), /dark colour scheme/);
    await panel.run.click();
    await panel.waitForStatus('Saved architecture-dark.png');
    await workbench.tab(name).click();
    await line('<source media="(prefers-color-scheme: dark)"').waitFor();
    await lens('Edit with Nano Banana…').nth(2).waitFor();
    await workbench.screenshot('markdown-dark');
    const pair =
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="../images/architecture-dark.png" />\n  <img src="../images/architecture.png" alt="Aufbau" />\n</picture>\n';
    await until('the pair in the file', async () => (await documentText()).endsWith(pair));
  });

  it('gets an alternative text that says what it was taken from', async () => {
    const { workbench } = fixture();
    await workbench.explorer.open('docs/silent.md');
    await lens('Suggest Alt Text…').click();
    await workbench.quickInput.waitFor('Taken from the file name');
    assert.equal(await workbench.quickInput.input.inputValue(), 'Harbour');
    await workbench.screenshot('markdown-alt');
    await workbench.quickInput.input.fill('The harbour [at dusk]');
    await workbench.page.keyboard.press('Enter');
    await line('![The harbour \\[at dusk\\]](images/harbour.jpg)').waitFor();
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await line('![](images/harbour.jpg)').waitFor();
    await workbench.closeTab('silent.md');
  });

  it('is told of in the report on its folder, and mended from there', async () => {
    const { workbench } = fixture();
    await workbench.explorer.choose('docs', 'Nano Banana', 'Report on Docs Images');
    const page = await workbench.panelFrame({ text: 'Docs images in docs' });
    const silent = page.getByRole('row', {
      name: /No alternative text images\/harbour\.jpg docs\/silent\.md:1/,
    });
    const shownWidth = (image: Element) => ('naturalWidth' in image ? Number(image.naturalWidth) : 0);
    await until('the small picture', async () => (await silent.locator('img').evaluate(shownWidth)) > 0);
    await page
      .getByRole('row', { name: /Linked nowhere .* Show in Explorer/ })
      .first()
      .waitFor();
    const gone = page.getByRole('row', { name: /Image is missing gone\.png docs\/silent\.md:3/ });
    await silent.getByRole('button', { name: 'Look at docs/silent.md:1' }).click();
    const large = page.getByRole('region', { name: 'Picture' }).getByRole('img', { name: 'harbour.jpg' });
    await until('the picture', async () => (await large.evaluate(shownWidth)) > 0);
    await workbench.screenshot('markdown-report');
    await gone.getByRole('button', { name: /^Go to the Link/ }).click();
    await workbench.tab('silent.md').waitFor();
    await until('the line of the link', async () => /Ln 3, /.test(await workbench.statusBarText()));
  });
});
