import assert from 'node:assert/strict';
import {
  completionsAt,
  entriesOf,
  hoverAt,
  keyMeantAt,
} from '../../../../src/core/assets/compile/editorHelp.ts';
import { projectOf } from '../manifests.ts';

/** The text without the mark `|`, and where the mark stood. */
function marked(text: string): [string, { line: number; column: number }] {
  const lines = text.slice(0, text.indexOf('|')).split('\n');
  return [text.replace('|', ''), { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 }];
}

const labels = (text: string): string[] => completionsAt(...marked(text)).items.map(({ label }) => label);

describe('help while a manifest is written', () => {
  it('offers the keys that can stand there and do not yet', () => {
    assert.deepEqual(labels('|'), ['version', 'defaults', 'assets']);
    assert.deepEqual(labels('version: 1\nas|'), ['defaults', 'assets']);
    const asset = labels(
      'version: 1\nassets:\n  - output: a.png\n    |\n    prompt: x\n  - output: b.png\n    size: 1K\n',
    );
    assert.ok(asset.includes('inputs') && asset.includes('size'), asset.join());
    assert.ok(!asset.includes('output') && !asset.includes('prompt'), asset.join());
    assert.ok(labels('version: 1\nassets:\n  - |').includes('output'));
    assert.ok(
      labels('version: 1\nassets:\n- output: a.png\n  |').includes('prompt'),
      'dashes may stand far left',
    );
    assert.ok(!labels('version: 1\ndefaults:\n  |').includes('prompt'));
    assert.ok(labels('version: 1\ndefaults:\n  |').includes('model'));
  });

  it('offers the values that a key can have', () => {
    assert.deepEqual(labels('version: 1\nassets:\n  - output: a\n    format: |'), [
      'png',
      'jpeg',
      'webp',
      'avif',
      'gif',
      'svg',
    ]);
    assert.deepEqual(labels('version: 1\ndefaults:\n  keepTransparency: |'), ['true', 'false']);
    assert.ok(labels('version: 1\ndefaults:\n  aspectRatio: "16|').includes('16:9'));
    assert.deepEqual(labels('version: 1\nassets:\n  - prompt: |'), []);
  });

  it('says what a key is for', () => {
    const hover = hoverAt(...marked('version: 1\nassets:\n  - output: a.png\n    pix|els: 1x1\n'));
    assert.match(hover?.text ?? '', /exact size/);
    assert.deepEqual(hover?.range, { start: { line: 3, column: 4 }, end: { line: 3, column: 10 } });
    assert.equal(hoverAt(...marked('version: 1\nassets:\n  - output: a.|png\n')), undefined);
    assert.equal(hoverAt(...marked('version: 1\nnothing|: 1\n')), undefined);
  });

  it('knows which key was meant', () => {
    assert.equal(keyMeantAt(...marked('version: 1\nassets:\n  - outptu|: a.png\n'))?.key, 'output');
    assert.equal(keyMeantAt(...marked('version: 1\nassets:\n  - output|: a.png\n')), undefined);
  });

  it('finds what each entry makes', () => {
    const project = projectOf(`version: 1
assets:
  - output: \${theme}.png
    prompt: x
    variants: { theme: [light, dark] }
  - { output: ../../out.png, prompt: y }
`);
    const [manifest] = project.manifests;
    assert.ok(manifest);
    assert.deepEqual(
      entriesOf(project, manifest).map(({ range, assets }) => [
        range.start.line,
        assets.map(({ name }) => name),
      ]),
      [
        [2, ['docs/light.png', 'docs/dark.png']],
        [5, []],
      ],
    );
  });
});
