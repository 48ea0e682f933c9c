import assert from 'node:assert/strict';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { commitAll, git, hasGit } from '../../vscode/gitFolder.ts';
import { Menu } from '../../vscode/menu.ts';
import { attemptMs, until } from '../../vscode/until.ts';
import { Comparison } from '../comparison.ts';
import { mark } from './mark.ts';
import { useFixture } from './useFixture.ts';

const changed = 'docs/images/dashboard.png';
const untracked = 'docs/images/new.png';
const tab = 'Compare: dashboard.png (HEAD ↔ Working tree)';

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  if (!hasGit) return;
  await commitAll(folder);
  const at = (path: string) => join(folder, path);
  await copyFile(at(changed), at(untracked));
  await mark(at(untracked), at(changed), 400);
  await writeFile(at('README.md'), 'Changed.');
}

describe('Comparing a changed image with its last commit', () => {
  const fixture = useFixture({ fill });
  before(function () {
    if (!hasGit) this.skip();
  });

  const changeRow = async (name: string): Promise<Locator> => {
    const { workbench } = fixture();
    const view = workbench.page.locator('.scm-view');
    const rows = view.locator('.monaco-list-row').filter({ hasText: name });
    await until(`the change of ${name}`, async () => {
      if (await rows.first().isVisible()) return true;
      if (await view.isVisible()) await workbench.runCommand('Git: Refresh');
      else await workbench.page.keyboard.press('ControlOrMeta+Shift+G');
      return rows
        .first()
        .waitFor({ timeout: attemptMs })
        .then(() => true);
    });
    return rows.first();
  };
  const menuOf = async (name: string): Promise<Menu> => {
    const { page } = fixture().workbench;
    await (await changeRow(name)).click({ button: 'right' });
    await page.locator('.monaco-menu').first().waitFor();
    return new Menu(page);
  };

  it('is offered in source control, and shows HEAD beside the working tree', async () => {
    const { workbench } = fixture();
    await (await menuOf('dashboard.png')).click('Compare Images');
    await workbench.tab(tab).waitFor();
    const comparison = new Comparison(await workbench.panelFrame({ text: 'HEAD' }));
    assert.deepEqual(await comparison.names(), ['HEAD: dashboard.png', 'Working tree: dashboard.png']);
    await workbench.screenshot('compare-scm');
    await comparison.choose('Difference');
    assert.equal(await comparison.share(), 8.7);
  });

  it('shows a new commit and a change on disk anew', async () => {
    const comparison = new Comparison(await fixture().workbench.panelFrame({ text: 'HEAD' }));
    await git(fixture().folder, 'commit', '--quiet', '--all', '--message', 'Marked');
    await comparison.share((told) => told === 0);
    await mark(fixture().path(changed), fixture().path(changed), 800);
    await comparison.share((told) => told === 8.7);
    await fixture().workbench.closeTab(tab);
  });

  it('finds the committed version of a renamed image', async () => {
    const { workbench } = fixture();
    await rename(fixture().path('docs/images/harbour.jpg'), fixture().path('docs/images/port.jpg'));
    await git(fixture().folder, 'add', '--all', 'docs/images');
    await (await menuOf('port.jpg')).click('Compare Images');
    const comparison = new Comparison(await workbench.panelFrame({ text: 'port.jpg' }));
    assert.deepEqual(await comparison.names(), ['HEAD: harbour.jpg', 'Working tree: port.jpg']);
    await workbench.closeTab('Compare: harbour.jpg ↔ port.jpg');
  });

  it('is the first choice in the palette for the image in front', async () => {
    const { workbench } = fixture();
    const { quickInput } = workbench;
    await workbench.explorer.focus();
    await workbench.openImage(changed);
    await workbench.runCommandForList('Nano Banana: Compare Images', 'Compare dashboard.png With');
    await quickInput.pick('Last committed version');
    await workbench.tab(tab).waitFor();
    await workbench.panelFrame({ text: 'HEAD' });
    await workbench.closeTab(tab);
    await workbench.closeTab('dashboard.png');
  });
});
