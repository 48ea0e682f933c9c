import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import sharp from 'sharp';
import { planLines } from '../../../../src/cli/buildReport.ts';
import { checkLines, exitCode } from '../../../../src/cli/report.ts';
import { stateWord } from '../../../../src/core/assets/build/words.ts';
import { sha256Of } from '../../../../src/core/records/compare.ts';
import { builtCodec } from '../../images/builtCodec.ts';
import { DocsFixture } from '../docsFixture.ts';

const pointerTo = (bytes: Uint8Array): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256Of(bytes)}\nsize ${bytes.byteLength}\n`;

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">\n<rect width="9" height="9"/>\n</svg>\n';

describe('a check of what can’t be known', () => {
  let fixture: DocsFixture;

  beforeEach(async () => {
    fixture = await DocsFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  /** The words of all states, and the codes without and with `--strict`. */
  const told = async (full = false): Promise<[words: string[], code: number, strict: number]> => {
    const checked = await fixture.check(full);
    return [checked.statuses.map(stateWord), exitCode(checked, false), exitCode(checked, true)];
  };

  it('says of a Git LFS pointer in the place of an image that it is not downloaded', async () => {
    await fixture.write(
      '  - { output: a.png, prompt: tint blue }\n  - { output: b.png, prompt: one, inputs: [a.png] }\n',
    );
    await fs.writeFile(fixture.file('a.png'), pointerTo(Buffer.from('the image')));
    assert.deepEqual(await told(), [['not downloaded', 'missing'], 1, 1]);
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    assert.deepEqual(await told(), [['not downloaded'], 3, 3]);
    assert.deepEqual(await told(true), [['not downloaded'], 3, 3]);
    assert.deepEqual(await fixture.build({ overwriteEdited: true }), [], 'it is not paid for a second time');
    assert.equal(fixture.requests, 0);
  });

  it('says of a missing image that only the letter case differs where a file lies there under such a name', async function () {
    await fixture.write('  - { output: plan.png, prompt: tint blue }\n');
    await fs.writeFile(fixture.file('Plan.png'), 'an image');
    // On a disk that is blind to letter case the image is there.
    if ((await fs.readdir(path.dirname(fixture.file('plan.png')))).includes('plan.png')) this.skip();
    const checked = await fixture.check();
    assert.deepEqual(
      checked.statuses.map(({ state, reasons }) => [state, ...reasons.map(({ sentence }) => sentence)]),
      [['missing', 'Only the letter case differs: the file is called Plan.png.']],
    );
    assert.match(checkLines(checked).join('\n'), /missing +docs\/plan\.png +Only the letter case differs/);
  });

  it('compares a pointer with the hash in the record of an image that is hashed as a whole', async () => {
    await fixture.write('  - { output: a.avif, prompt: tint blue, pixels: 64x48 }\n');
    await fixture.build();
    const made = await fixture.bytes('a.avif');
    await fs.writeFile(fixture.file('a.avif'), pointerTo(made));
    assert.deepEqual(await told(), [['up to date'], 0, 0]);
    await fixture.write('  - { output: a.avif, prompt: tint red, pixels: 64x48 }\n');
    assert.deepEqual(await told(), [['stale'], 1, 1]);
    await fs.writeFile(fixture.file('a.avif'), pointerTo(Buffer.from('another')));
    assert.deepEqual(await told(), [['not downloaded'], 3, 3]);
  });

  it('says of a conflict that it is one, also where it is about to be made anew', async () => {
    await fixture.write('  - { output: a.avif, prompt: tint blue }\n');
    await fs.writeFile(fixture.file('a.avif'), 'an image');
    await fs.writeFile(fixture.file('a.avif.nano-banana.json'), '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n');
    const [line] = planLines(await fixture.plan({ overwriteEdited: true }));
    assert.match(line ?? '', /^in conflict +\S*a\.avif {2}A merge left a conflict/);
  });

  it('says of what is no picture that it is none, and fails', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    await fixture.picture('whole.png', '#3060c0');
    const whole = await fixture.bytes('whole.png');
    const html = '<!doctype html><title>502</title>';
    for (const content of [Buffer.alloc(0), Buffer.from(html), whole.subarray(0, 12), Buffer.alloc(500)]) {
      await fs.writeFile(fixture.file('a.png'), content);
      assert.deepEqual(await told(), [['no picture'], 1, 1], content.toString('latin1'));
    }
    await fs.writeFile(fixture.file('a.png'), whole);
    assert.deepEqual(await told(), [['no record'], 0, 1]);
  });

  it('knows an input that is a Git LFS pointer by its hash', async () => {
    await fixture.picture('shot.png', '#3060c0');
    await fixture.write('  - { output: a.png, prompt: tint blue, inputs: [shot.png] }\n');
    await fixture.build();
    const shot = await fixture.bytes('shot.png');
    await fs.writeFile(fixture.file('shot.png'), pointerTo(shot));
    assert.deepEqual(await told(), [['up to date'], 0, 0]);
    await fs.writeFile(fixture.file('shot.png'), pointerTo(Buffer.from('another')));
    assert.deepEqual(await told(), [['stale'], 1, 1]);
    const { statuses } = await fixture.check();
    assert.match(statuses[0]?.lackingInputs.join() ?? '', /shot\.png$/);
  });

  it('fails for a conflict in a record or in an image, which a build may solve', async () => {
    await fixture.write('  - { output: a.avif, prompt: tint blue, pixels: 64x48 }\n');
    await fixture.build();
    const record = fixture.file('a.avif.nano-banana.json');
    const json = await fs.readFile(record, 'utf8');
    const side = (prompt: string) => json.replace('tint blue', prompt);
    await fs.writeFile(
      record,
      `<<<<<<< HEAD\r\n${side('tint green')}=======\r\n${side('tint red')}>>>>>>> feature\r\n`,
    );
    assert.deepEqual(await told(), [['in conflict'], 1, 1]);
    assert.deepEqual(await fixture.build(), [], 'nothing is replaced without asking');
    assert.deepEqual(await fixture.build({ overwriteEdited: true }), ['a.avif: made']);
    await fs.writeFile(fixture.file('a.avif'), '<<<<<<< HEAD\nversion https://git-lfs.github.com/spec/v1\n');
    await fs.rm(record, { force: true });
    assert.deepEqual(await told(), [['in conflict'], 1, 1]);
  });

  it('fails strictly for an image whose record an optimiser took out', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    await fixture.build();
    await fs.writeFile(
      fixture.file('a.png'),
      await sharp(await fixture.bytes('a.png'))
        .png()
        .toBuffer(),
    );
    assert.deepEqual(await told(), [['no record'], 0, 1]);
    await fixture.write('  - { output: a.png, prompt: something else }\n');
    assert.deepEqual(await told(), [['no record'], 0, 1]);
  });

  it('does not count how the lines of an SVG end', async () => {
    await fs.writeFile(fixture.file('logo.svg'), drawing);
    await fixture.write('  - { output: a.png, prompt: invert, inputs: [logo.svg] }\n');
    assert.deepEqual(await fixture.build(), ['a.png: made']);
    await fs.writeFile(fixture.file('logo.svg'), drawing.replaceAll('\n', '\r\n'));
    assert.deepEqual(await told(), [['up to date'], 0, 0]);
    assert.deepEqual(await fixture.build({ all: true }), ['a.png: made']);
    await fs.writeFile(fixture.file('logo.svg'), drawing);
    assert.deepEqual(await told(), [['up to date'], 0, 0]);
    await fs.writeFile(fixture.file('logo.svg'), drawing.replace('9', '8'));
    assert.deepEqual(await told(), [['stale'], 1, 1]);
  });
});
