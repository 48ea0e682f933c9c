import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import * as vscode from 'vscode';
import { bytesOf, halfTransparent, marked } from '../../unit/images/pictures.ts';
import { until } from '../../vscode/until.ts';
import { call, canary, picturesOf, question, ToolFixture, ToolServices, textOf } from './toolFixture.ts';

describe('tools that make images', () => {
  let services: ToolServices;
  let fixture: ToolFixture;
  let shot: string;
  let original: Uint8Array;

  before(async () => {
    services = await ToolServices.start();
  });
  after(() => services.end());
  beforeEach(async () => {
    fixture = await ToolFixture.open(services);
    original = await bytesOf(marked(320, 180).png());
    shot = await fixture.put('shot.png', original);
  });
  afterEach(() => fixture.close());

  const refusal = async (running: Promise<unknown>): Promise<string> => {
    const error = await running.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error, 'It was not refused.');
    return error.message;
  };

  it('save the edited image beside its source, and tell the model of it and show it', async () => {
    const result = await call(fixture.edit, { prompt: 'Invert it', images: [shot] });
    assert.deepEqual(await fixture.names(), ['shot-edited.png', 'shot.png']);
    assert.ok(Buffer.from(original).equals(await fixture.read('shot.png')));
    const text = textOf(result);
    assert.match(text, /^Saved tools .+\/shot-edited\.png$/m);
    assert.ok(text.includes(`Absolute path: ${fixture.path('shot-edited.png')}`), text);
    assert.match(text, /^320 × 180 pixels, PNG, [\d.]+ K?B$/m);
    assert.match(text, /^Cost: about \$0\.\d+ \([\d,]+ tokens, [\d.]+ s\)$/m);
    const [picture] = picturesOf(result);
    assert.equal(picture?.mimeType, 'image/png');
    const { width, height } = await sharp(picture.data).metadata();
    assert.deepEqual([width, height], [320, 180]);
    assert.deepEqual(await fixture.files.listStored(''), []);
  });

  it('ask before with prompt, place, model and cost, and send nothing yet', async () => {
    await fixture.put('shot-edited.png', original);
    const asked = await question(fixture.edit, { prompt: 'Blur *the* name', images: [shot] });
    assert.equal(asked.title, 'Edit shot.png with Nano Banana?');
    assert.match(asked.text, /^\*\*Prompt:\*\* Blur \*the\* name$/m);
    assert.match(asked.text, /^\*\*New file:\*\* tools .+\/shot-edited-2\.png\. Nothing is overwritten\.$/m);
    assert.match(asked.text, /^\*\*Model:\*\* Nano Banana 2, 16:9, 512, at /m);
    assert.match(asked.text, /^\*\*Cost:\*\* about \$0\.\d+$/m);
    assert.deepEqual(await fixture.names(), ['shot-edited.png', 'shot.png']);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('take every option of the panel and send it', async () => {
    const logo = await fixture.put('logo.png', await bytesOf(halfTransparent(64, 64).png()));
    const result = await call(fixture.edit, {
      prompt: 'Invert it',
      images: [logo, shot],
      editedImage: 1,
      model: 'gemini-nano-banana-2.1',
      aspectRatio: '16:9',
      size: '2K',
      thinking: 'high',
      imageOnly: true,
      includeThoughts: true,
      keepTransparency: false,
      outputFolder: fixture.path('made', 'here'),
      outputName: 'wide.png',
    });
    assert.deepEqual(await fixture.names('made/here'), ['wide.png']);
    const [request] = fixture.standIn.requests;
    assert.match(request?.path ?? '', /gemini-nano-banana-2\.1/);
    const { generationConfig } = JSON.parse(JSON.stringify(request?.body));
    assert.deepEqual(generationConfig.imageConfig, { aspectRatio: '16:9', imageSize: '2K' });
    assert.deepEqual(generationConfig.responseModalities, ['IMAGE']);
    assert.equal(generationConfig.thinkingConfig.includeThoughts, true);
    assert.match(textOf(result), /The image below is a smaller copy/);
    const [picture] = picturesOf(result);
    const { width = 0 } = await sharp(picture?.data).metadata();
    assert.ok(width <= 1024, `${width}`);
  });

  it('generate into the workspace, several at once, under names of their own', async () => {
    const result = await call(fixture.generate, {
      prompt: 'A red lighthouse',
      variants: 2,
      outputFolder: fixture.path('new'),
    });
    const made = await fixture.names('new');
    assert.equal(made.length, 2);
    assert.ok(
      made.every((name) => name.startsWith('a-red-lighthouse')),
      made.join(),
    );
    assert.equal(picturesOf(result).length, 2);
    const asked = await question(fixture.generate, { prompt: 'A red lighthouse', variants: 3 });
    assert.match(asked.text, /and 2 more/);
    assert.match(asked.text, /3 requests, about/);
  });

  it('lose no further picture of an answer', async () => {
    fixture.standIn.tell({ answer: 'several' });
    const result = await call(fixture.edit, { prompt: 'Invert it', images: [shot] });
    const made = (await fixture.names()).filter((name) => name.startsWith('shot-edited'));
    assert.equal(made.length, 3, made.join());
    assert.equal(textOf(result).match(/held a further picture, saved as/g)?.length, 2);
    assert.deepEqual(await fixture.files.listStored(''), []);
  });

  it('give what came back when some of several failed, and say so', async () => {
    fixture.standIn.tell({ finish: 'IMAGE_SAFETY' });
    const result = await call(fixture.edit, { prompt: 'Invert it', images: [shot], variants: 2 });
    assert.equal(picturesOf(result).length, 1);
    assert.match(textOf(result), /^1 of 2 images could not be made\.$/m);
    assert.deepEqual(await fixture.names(), ['shot-edited.png', 'shot.png']);
  });

  it('let no path leave the workspace, also not through links', async () => {
    await symlink(tmpdir(), fixture.path('out'));
    const prompt = 'Invert it';
    const cases: [object, RegExp][] = [
      [{ prompt, images: ['/etc/hostname'] }, /outside of the workspace/],
      [{ prompt, images: [fixture.path('..', '..', '..', 'x.png')] }, /outside of the workspace/],
      [{ prompt, images: ['shot.png'] }, /not an absolute path/],
      [{ prompt, images: ['https://example.com/a.png'] }, /not an absolute path/],
      [{ prompt, images: [fixture.path('out', 'x.png')] }, /outside of the workspace/],
      [{ prompt, images: [shot], outputFolder: fixture.path('out') }, /outside of the workspace/],
      [{ prompt, images: [shot], outputFolder: tmpdir() }, /outside of the workspace/],
      [{ prompt, images: [shot], outputFolder: shot }, /is a file/],
      [{ prompt, images: [shot], outputName: '../x' }, /outputName has a form/],
      [{ prompt, images: [fixture.path('none.png')] }, /there is no such file/],
    ];
    for (const [input, expected] of cases) {
      assert.match(await refusal(call(fixture.edit, input)), expected, JSON.stringify(input));
      assert.equal(
        (await question(fixture.edit, input)).title,
        undefined,
        'The person was asked for nothing.',
      );
    }
    await fixture.set('output.fileName', 'out/planted');
    assert.match(await refusal(call(fixture.edit, { prompt, images: [shot] })), /leads out of the workspace/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('refuse what is no image, and options that the model can’t take, and say what would do', async () => {
    const text = await fixture.put('notes.png', Buffer.from('not an image at all'));
    assert.match(
      await refusal(call(fixture.edit, { prompt: 'Invert it', images: [text] })),
      /notes\.png is not an image of a known type/,
    );
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>hi</text></svg>';
    const drawing = await fixture.put('drawing.svg', Buffer.from(svg));
    assert.match(
      await refusal(call(fixture.edit, { prompt: 'Invert it', images: [shot, drawing] })),
      /drawing\.svg is an SVG that uses text.+send a PNG of it/,
    );
    const flash = { prompt: 'x', model: 'gemini-2.5-flash-image', size: '4K' };
    assert.match(await refusal(call(fixture.generate, flash)), /doesn't take these options.+size auto/);
    const foreign = { prompt: 'x', model: 'dall-e-3' };
    assert.match(await refusal(call(fixture.generate, foreign)), /dall-e-3 can't be asked.+another model/);
    assert.match(await refusal(call(fixture.generate, { prompt: 'x', speed: 9 })), /no option speed/);
    assert.match(await refusal(call(fixture.generate, { prompt: ' ' })), /prompt has a form/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('say to the model who can set a missing key, and never the key itself', async () => {
    await fixture.secrets.delete(fixture.standIn.origin);
    const missing = await refusal(call(fixture.generate, { prompt: 'x' }));
    assert.match(missing, /no API key.+Ask the user to run the command "Nano Banana: Set API Key…"/);
    await fixture.secrets.store(fixture.standIn.origin, `${canary}-wrong`);
    const wrong = await refusal(call(fixture.generate, { prompt: 'x' }));
    assert.match(wrong, /Ask the user to run the command "Nano Banana: Set API Key…"/);
    assert.ok(!`${missing}${wrong}${fixture.log.lines.join()}`.includes(canary));
  });

  it('make nothing in a window without a folder or one that is not trusted', async () => {
    const { workspace } = fixture;
    fixture.workspace = { ...workspace, folders: () => [] };
    assert.match(await refusal(call(fixture.generate, { prompt: 'x' })), /No folder is open/);
    assert.match(await refusal(call(fixture.record, { image: shot })), /No folder is open/);
    fixture.workspace = { ...workspace, isTrusted: () => false };
    assert.match(await refusal(call(fixture.generate, { prompt: 'x' })), /not trusted this workspace/);
    assert.equal((await question(fixture.generate, { prompt: 'x' })).title, undefined);
    assert.match(textOf(await call(fixture.record, { image: shot })), /has no record of how it was made/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('ask by themselves above the person’s limit, once, and take no for an answer', async () => {
    await fixture.set('confirmAboveCost', 0.01);
    await until('the limit', () => fixture.settings.read().confirmAboveCost === 0.01);
    const tool = fixture.edit;
    const input = { prompt: 'Invert it', images: [shot] };
    const asked = await question(tool, input);
    assert.equal(asked.title, undefined, 'VS Code asks too.');
    fixture.window.answer = false;
    assert.match(await refusal(call(tool, input)), /The user declined\. Nothing was sent/);
    assert.match(fixture.window.questions[0]?.detail ?? '', /more than the limit you set \(\$0\.01\)/);
    assert.equal(fixture.standIn.requests.length, 0);
    fixture.window.answer = true;
    await call(tool, input);
    assert.deepEqual(await fixture.names(), ['shot-edited.png', 'shot.png']);
    assert.equal(fixture.window.questions.length, 2);
  });

  it('mark what the workspace makes dearer, and have it agreed to once', async () => {
    await fixture.set('model', 'gemini-3-pro-image-preview', vscode.ConfigurationTarget.Workspace);
    await until(
      'the model',
      () => fixture.settings.read(fixture.root.toString()).model !== 'gemini-3.1-flash-image-preview',
    );
    const tool = fixture.edit;
    const input = { prompt: 'Invert it', images: [shot] };
    assert.equal((await question(tool, input)).title, undefined);
    await call(tool, input);
    assert.match(fixture.window.questions[0]?.detail ?? '', /This workspace asks for Nano Banana Pro/);
    const again = await question(tool, input);
    assert.match(again.text, /More expensive than your own settings/);
    await call(tool, input);
    assert.equal(fixture.window.questions.length, 1);
    // A model that is named by whoever calls is not the workspace's doing.
    const named = { ...input, model: 'gemini-3-pro-image-preview' };
    assert.doesNotMatch((await question(tool, named)).text, /Dearer/);
  });

  it('ask by themselves when VS Code had nothing to ask about', async () => {
    await fixture.secrets.delete(fixture.standIn.origin);
    const tool = fixture.generate;
    assert.equal((await question(tool, { prompt: 'x' })).title, undefined);
    await fixture.secrets.store(fixture.standIn.origin, canary);
    fixture.window.answer = false;
    assert.match(await refusal(call(tool, { prompt: 'x' })), /The user declined/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('stop when they are told to', async () => {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const source = new vscode.CancellationTokenSource();
    const running = call(fixture.edit, { prompt: 'Invert it', images: [shot] }, source.token);
    await told.arrived;
    source.cancel();
    await assert.rejects(running, vscode.CancellationError);
    assert.deepEqual(await fixture.names(), ['shot.png']);
  });

  it('keep what can’t be saved, tell the model not to pay again, and offer it to the person', async () => {
    const folder = fixture.path('full');
    const { files } = fixture;
    const create = files.createExclusively.bind(files);
    let broken = true;
    files.createExclusively = async (uri, bytes) => {
      if (broken) throw vscode.FileSystemError.Unavailable('the disk is gone');
      return create(uri, bytes);
    };
    fixture.window.place = vscode.Uri.file(fixture.path('rescued.png')).toString();
    let release: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const offer = fixture.window.offerToSave.bind(fixture.window);
    fixture.window.offerToSave = async (sentence) => {
      await asked;
      return offer(sentence);
    };
    const result = await call(fixture.edit, { prompt: 'Invert it', images: [shot], outputFolder: folder });
    const text = textOf(result);
    assert.match(text, /could not be saved/);
    assert.match(text, /its bytes are kept.+Don't call again/);
    assert.equal(picturesOf(result).length, 1);
    assert.ok((await files.listStored('job-')).length > 0, 'The journal does not know of it.');
    broken = false;
    release();
    await until('the rescue', async () => (await fixture.names()).includes('rescued.png'));
    await until('the journal', async () => (await files.listStored('')).length === 0);
  });

  it('tell why a picture was refused, and what it may have cost', async () => {
    fixture.standIn.tell({ finish: 'IMAGE_SAFETY' });
    const text = await refusal(call(fixture.edit, { prompt: 'Invert it', images: [shot] }));
    assert.match(text, /ask the user before you call again/i);
  });
});

describe('the tool that tells how an image was made', () => {
  let services: ToolServices;
  let fixture: ToolFixture;

  before(async () => {
    services = await ToolServices.start();
  });
  after(() => services.end());
  beforeEach(async () => {
    fixture = await ToolFixture.open(services);
  });
  afterEach(() => fixture.close());

  it('reads prompt, inputs, model and cost', async () => {
    const shot = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    await call(fixture.edit, { prompt: 'Invert it\nand keep the frame', images: [shot] });
    const text = textOf(await call(fixture.record, { image: fixture.path('shot-edited.png') }));
    assert.match(text, /shot-edited\.png: 320 × 180 pixels, PNG/);
    assert.match(text, /^Prompt: Invert it\nand keep the frame$/m);
    assert.match(text, /^Inputs: shot\.png \(edited image, unchanged\)$/m);
    assert.match(text, /^Model: Nano Banana 2 /m);
    assert.match(text, /^Cost: \$0\.\d+$/m);
    assert.ok(text.includes(`Absolute path of shot.png: ${shot}`), text);
    assert.ok(!text.includes(canary));
    await fixture.put('shot.png', await bytesOf(marked(320, 180).greyscale().png()));
    const later = textOf(await call(fixture.record, { image: fixture.path('shot-edited.png') }));
    assert.match(later, /shot\.png \(edited image, changed since\)/);
  });

  it('says so where there is none', async () => {
    const shot = await fixture.put('shot.png', await bytesOf(marked(32, 18).png()));
    assert.match(textOf(await call(fixture.record, { image: shot })), /has no record of how it was made/);
  });
});

describe('the tools of the manifest', () => {
  it('are all known to VS Code, with what a model needs to choose among them', async () => {
    const ours = () => vscode.lm.tools.filter(({ name }) => name.startsWith('nanoBanana_'));
    await until('the tools', () => ours().length === 3);
    for (const { description, inputSchema } of ours()) {
      assert.match(description, /Do NOT use it/);
      assert.ok(inputSchema);
    }
  });
});
