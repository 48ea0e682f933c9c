import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { refusal } from '../../testModel.ts';
import { attemptMs, until } from '../../vscode/until.ts';
import { Comparison } from '../comparison.ts';
import { useFixture } from './useFixture.ts';

const path = 'site/nano-banana.yaml';

describe('The manifest of docs assets', () => {
  const fixture = useFixture();

  const editor = () => fixture().workbench.page.locator('.editor-group-container.active .monaco-editor');
  const line = (text: string) => editor().locator('.view-line').filter({ hasText: text });
  /** The lenses above the asset whose state is this, and others. */
  const lenses = () => editor().locator('.codelens-decoration');
  /** Presses a button above an entry; they lie in the page in no order, so the line below tells them apart. */
  const press = async (title: string, output: string): Promise<void> => {
    await until(`"${title}" above ${output}`, async () => {
      const below = await line(output).first().boundingBox();
      for (const button of await lenses().locator('a').filter({ hasText: title }).all()) {
        const place = await button.boundingBox();
        if (!below || !place || place.y > below.y || place.y < below.y - 30) continue;
        await button.click({ timeout: attemptMs });
        return true;
      }
      return undefined;
    });
  };
  const state = (words: string) => lenses().filter({ hasText: words });

  it('says above each asset how it is, and where it is misspelt', async () => {
    const { workbench } = fixture();
    await workbench.explorer.open(path);
    await state('both missing').waitFor();
    await workbench.screenshot('manifest-lenses');
    const text = await readFile(fixture().path(path), 'utf8');
    await writeFile(fixture().path(path), text.replace('pixels: 1280x640', 'pixel: 1280x640'));
    await line('pixel: 1280x640').waitFor();
    await workbench.runCommand('View: Focus Problems');
    const problem = workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'pixel' });
    await problem
      .filter({ hasText: 'Did you mean "pixels"?' })
      .filter({ hasText: '[Ln 15, Col 5]' })
      .waitFor();
    await workbench.screenshot('manifest-problem');
    await workbench.page.keyboard.press('ControlOrMeta+J');
    await line('pixel: 1280x640').click();
    const fix = workbench.page
      .locator('.action-widget .monaco-list-row')
      .filter({ hasText: 'Change to "pixels"' });
    await until('the quick fix', async () => {
      await workbench.page.keyboard.press('ControlOrMeta+.');
      await fix.waitFor({ timeout: attemptMs });
      return true;
    });
    await fix.click();
    await state('both missing').waitFor();
  });

  it('makes an image from the lens above its asset, which then is up to date', async () => {
    const { workbench, standIn } = fixture();
    // Not saved yet: it is saved before it is built.
    await press('Generate for about', 'images/berths.jpg');
    await workbench.messages.waitForNotification('Made berths.jpg for about $0.');
    await state('up to date').waitFor();
    await workbench.screenshot('manifest-made');
    assert.equal(standIn.requests.length, 1);
    assert.match(await readFile(fixture().path(path), 'utf8'), /^ {4}pixels: 1280x640$/m);
    const { format } = await fixture().metadata('site/images/berths.jpg');
    assert.equal(format, 'jpeg');
  });

  it('builds the rest after a list with its prices, and says how far it is', async () => {
    const { workbench, standIn } = fixture();
    await workbench.editorAction('Build Docs Assets…').click();
    await workbench.quickInput.waitFor('Missing and Stale');
    await workbench.screenshot('manifest-which');
    await workbench.quickInput.pick('Missing and Stale');
    await workbench.quickInput.waitFor('4 images for about $0.');
    await workbench.screenshot('manifest-list');
    // What is made from an image goes with it, and comes back with it.
    await workbench.quickInput.toggle('site/images/dashboard.png');
    await workbench.quickInput.waitFor('2 images for about $0.');
    await workbench.quickInput.toggle('site/images/overview.webp');
    await workbench.quickInput.waitFor('4 images for about $0.');
    const held = standIn.tell({ hold: 'beforeHeaders' });
    await workbench.quickInput.submit();
    await held.arrived;
    await workbench.messages.waitForNotification(/Building docs assets: \d of 4 done, running: /);
    await workbench.screenshot('manifest-progress');
    held.release();
    await workbench.messages.waitForNotification('4 made. Spent about $0.');
    assert.deepEqual(await fixture().files('site/images'), [
      'berths.jpg',
      'dashboard.png',
      'hero-dark.png',
      'hero-light.png',
      'overview.webp',
    ]);
    assert.equal(standIn.requests.length, 4);
    await state('both up to date').waitFor();
  });

  it('goes on after a failure with what is left, and makes nothing twice', async () => {
    const { workbench, standIn } = fixture();
    const text = await readFile(fixture().path(path), 'utf8');
    await writeFile(
      fixture().path(path),
      text.replace('Make it grayscale', 'Make it brighter').replace('tint: teal', 'tint: red'),
    );
    await state('both stale').waitFor();
    await state('stale: The prompt was changed.').waitFor();
    standIn.tell(refusal);
    await workbench.runCommand('Nano Banana: Build Docs Assets…');
    await workbench.quickInput.pick('Missing and Stale');
    await workbench.quickInput.waitFor('3 images for about $0.');
    await workbench.quickInput.submit();
    await workbench.messages.waitForNotification('2 made, 1 failed. Spent about $0.');
    await workbench.screenshot('manifest-failed');
    await workbench.messages.pressInNotification('2 made, 1 failed', 'Build the Rest');
    await state('stale').first().waitFor({ state: 'detached' });
    assert.equal(standIn.requests.length, 4);
  });

  it('shows an asset beside what it was made from, and lists the states of all', async () => {
    const { workbench } = fixture();
    await press('Compare', 'output: images/dashboard.png');
    await workbench.tab('Compare: dashboard.png ↔ dashboard.png').waitFor();
    const comparison = new Comparison(await workbench.panelFrame({ text: 'site/images/dashboard.png' }));
    assert.deepEqual((await comparison.names()).length, 2);
    await workbench.screenshot('manifest-compare');
    await workbench.tab('nano-banana.yaml').first().click();
    await workbench.editorAction('Check Docs Assets').click();
    await line('5 images: 5 up to date.').waitFor();
    await workbench.screenshot('manifest-check');
  });
});
