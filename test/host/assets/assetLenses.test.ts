import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { compile } from '../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../src/core/assets/manifest/manifest.ts';
import type { AssetStatus } from '../../../src/core/assets/states/states.ts';
import { AssetLenses } from '../../../src/features/assets/editor/assetLenses.ts';
import { rootOf } from '../../../src/features/assets/projects/documents.ts';

describe('the lines above the assets of a long manifest', () => {
  let folder: string;
  let document: vscode.TextDocument;
  let lenses: AssetLenses;
  let looked: number;
  let isKnown: boolean;
  const changed = new vscode.EventEmitter<string>();
  const statesChanged = new vscode.EventEmitter<void>();
  const provided = () => lenses.provideCodeLenses(document, new vscode.CancellationTokenSource().token);
  /** The asset with this number, the first one being 0, stands in the line with that number and 2. */
  const above = (found: readonly vscode.CodeLens[], asset: number) =>
    found.filter(({ range }) => range.start.line === asset + 2);
  const titles = (found: readonly vscode.CodeLens[]) => found.map(({ command }) => command?.title);

  before(async () => {
    // Outside the workspace, whose manifests other tests come to.
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-long-'));
    const entries = Array.from(
      { length: 210 },
      (_, index) => `  - { output: images/a${index}.png, prompt: Number ${index} }\n`,
    );
    const path = join(folder, 'nano-banana.yaml');
    await writeFile(path, `version: 1\nassets:\n${entries.join('')}`);
    document = await vscode.workspace.openTextDocument(path);
  });
  after(() => rm(folder, { recursive: true, maxRetries: 5 }));
  beforeEach(() => {
    looked = 0;
    isKnown = false;
    const manifest = readManifest(document.uri.toString(), document.getText());
    const project = compile([manifest], rootOf(document.uri));
    lenses = new AssetLenses({
      projects: { settled: async () => project, onDidChange: changed.event },
      states: {
        of: async (assets) =>
          assets.map((asset): AssetStatus => {
            looked++;
            return {
              asset,
              state: 'missing',
              reasons: [],
              lackingInputs: [],
              record: undefined,
              bytesRead: 0,
              sha256: undefined,
            };
          }),
        areKnown: () => isKnown,
        onDidChange: statesChanged.event,
      },
      prices: { of: async () => 0.05, forget() {} },
    });
  });
  afterEach(() => lenses.dispose());

  it('look at the first 200 files, and at each other one when its line comes into view', async () => {
    const found = await provided();
    assert.equal(looked, 200);
    assert.deepEqual(titles(above(found, 199)), ['$(circle-slash)\u00a0missing', 'Generate for about $0.05']);
    const [last, ...others] = above(found, 209);
    assert.ok(last);
    assert.deepEqual([last.isResolved, others], [false, []]);
    const told = new Promise<void>((resolve) => lenses.onDidChangeCodeLenses(resolve));
    const shown = await lenses.resolveCodeLens(last);
    assert.deepEqual([shown.command?.title, looked], ['$(circle-slash)\u00a0missing', 201]);
    // What can be done is offered as soon as the lines are asked for again.
    await told;
  });

  it('are whole once all files are known', async () => {
    isKnown = true;
    assert.deepEqual(titles(above(await provided(), 209)), [
      '$(circle-slash)\u00a0missing',
      'Generate for about $0.05',
    ]);
  });
});
