import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { possibleOriginals, sourceNames } from '../../../../src/core/edit/origins/possibleOriginals.ts';
import { sidecarBytes, sidecarName } from '../../../../src/core/records/embed.ts';
import { nameOf } from '../../../../src/core/uris.ts';
import { isImageName } from '../../../../src/vscode/images/imageNames.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { recordWith, sha } from '../../records/samples.ts';
import { DiskStore, uriOf } from '../diskStore.ts';

/** A template, with its variables in angle brackets. */
const template = (text: string): string => text.replaceAll('<', '\x24{').replaceAll('>', '}');
const bases = (text: string, name: string): string[] => [...sourceNames(template(text), name)];

describe('what an image without a known original may have been made from', () => {
  let home: string;
  let files: DiskStore;
  const at = (name: string): string => path.join(home, name);

  async function put(name: string, width = 32, height = 32): Promise<string> {
    await fs.mkdir(path.dirname(at(name)), { recursive: true });
    const picture = marked(width, height);
    await fs.writeFile(at(name), await bytesOf(/jpe?g$/.test(name) ? picture.jpeg() : picture.png()));
    return uriOf(at(name));
  }

  async function offered(uri: string, ...templates: string[]): Promise<string[]> {
    const search = {
      files,
      templates: (templates.length > 0 ? templates : ['<sourceName>-edited']).map(template),
      isImage: isImageName,
      mayRead: () => true,
    };
    return (await possibleOriginals(search, uri)).map((one) => nameOf(one.uri));
  }

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-possible-'));
    files = new DiskStore(at('storage'));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  it('is what its name was made of, with the same pixels and type first, and nothing unrelated', async () => {
    for (const name of ['a.png', 'harbour.png', 'photo-wide.png', 'notes.txt']) await put(name);
    await put('photo.jpg');
    await put('photo.png');
    await put('deep/photo.png');
    const result = await put('photo-edited-2.png');
    assert.deepEqual(await offered(result), ['photo.png', 'photo.jpg']);
  });

  it('is also a step between, by the names alone', async () => {
    await put('photo one.png');
    await put('photo one-edited.png', 64, 32);
    assert.deepEqual(await offered(await put('photo one-edited-edited.png')), [
      'photo one.png',
      'photo one-edited.png',
    ]);
  });

  it('lies above the subfolder that the template names', async () => {
    await put('photo.png');
    const result = await put('edited/photo.png');
    assert.deepEqual(await offered(result, 'edited/<sourceName>', '<sourceName>-edited'), ['photo.png']);
  });

  it('is one that its record names and that lies beside it now', async () => {
    const inputs = [{ path: '../old/shore.png', sha256: sha('a'), role: 'edited' as const }];
    const result = await put('picture.png');
    await put('shore.png', 64, 64);
    await put('sea.png');
    await fs.writeFile(at(sidecarName('picture.png')), sidecarBytes(recordWith({ inputs })));
    assert.deepEqual(await offered(result), ['shore.png']);
  });

  it('is one of the same pixels and type where no name fits, and nobody else', async () => {
    await put('before.png', 64, 48);
    await put('other.png', 64, 50);
    await put('before.jpg', 64, 48);
    assert.deepEqual(await offered(await put('final.png', 64, 48)), ['before.png']);
    assert.deepEqual(await offered(await put('alone.png', 10, 10)), []);
  });

  it('is told by templates with other variables, and no template takes long', () => {
    assert.deepEqual(bases('<date> <sourceName> (<model>)', '2026-01-02 photo (x-1)-3'), ['photo']);
    assert.deepEqual(bases('<promptSlug>', 'photo'), []);
    assert.deepEqual(bases('<sourceName>', 'photo-2'), ['photo', 'photo-2']);
    assert.deepEqual(bases(`${'<date>'.repeat(20)}<sourceName>`, 'a'.repeat(250)), []);
    assert.deepEqual(bases('<sourceName>.v(1)+', 'photo.v(1)+'), ['photo']);
  });
});
