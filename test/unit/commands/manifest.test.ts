import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolveProvider } from '../../../src/core/api/providers.ts';
import { aboveLimit, installedCostLimit } from '../../../src/core/consent.ts';
import { imageExtensions } from '../../../src/vscode/images/imageNames.ts';

interface Property {
  scope: string;
  default: unknown;
  pattern?: string;
  enum?: string[];
  enumDescriptions?: string[];
}
interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    keybindings: { command: string; key: string; mac: string; when: string }[];
    commands: { command: string; category: string; icon: string }[];
    menus: Record<string, { command?: string; submenu?: string; when: string; group: string }[]>;
    submenus: { id: string; label: string }[];
    configuration: { properties: Record<string, Property> };
  };
}

const text = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const manifest: Manifest = JSON.parse(text('package.json'));
const sentences: Record<string, string> = JSON.parse(text('package.nls.json'));
const { commands, menus, submenus, configuration } = manifest.contributes;

describe('the manifest', () => {
  it('has every sentence that it names, and no other', () => {
    const named = new Set([...text('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''));
    assert.deepEqual([...named].sort(), Object.keys(sentences).sort());
  });

  it('has all commands in one category, with an icon', () => {
    assert.deepEqual(new Set(commands.map(({ category }) => category)), new Set(['Nano Banana']));
    for (const { icon } of commands) assert.match(icon, /^\$\([a-z-]+\)$/);
  });

  it('offers what is done with images on every kind of them in any case, and on nothing else', () => {
    const onImages = [
      'editImages',
      'showRecord',
      'redoEdit',
      'replaceOriginal',
      'restoreOriginal',
      'compareImages',
    ];
    const entries = Object.entries(menus).flatMap(([menu, items]) =>
      // Source control tells nothing of the file that a change is of.
      menu === 'scm/resourceState/context' ? [] : items,
    );
    for (const { when } of entries.filter(({ command }) =>
      onImages.includes((command ?? '').replace('nanoBanana.', '')),
    )) {
      const pattern = /resourceExtname =~ \/(.*)\/i/.exec(when)?.[1];
      assert.ok(pattern, when);
      const matches = new RegExp(pattern, 'i');
      for (const extension of imageExtensions) {
        assert.match(`.${extension}`, matches);
        assert.match(`.${extension.toUpperCase()}`, matches);
      }
      for (const other of ['.txt', '.pngx', '.md', '', '.jp', '.ti', '.bmp'])
        assert.doesNotMatch(other, matches);
    }
    for (const { command, group } of menus['explorer/context'] ?? []) {
      assert.doesNotMatch(group, /^navigation/, command);
    }
  });

  it('has two commands in the explorer itself and the others in a submenu, each only where it can do something', () => {
    const explorer = menus['explorer/context'] ?? [];
    assert.deepEqual(
      explorer.map(({ command, submenu }) => command ?? submenu),
      ['nanoBanana.editImages', 'nanoBanana.makeDarkVariant', 'nanoBanana.explorer'],
    );
    assert.deepEqual(
      submenus.map(({ id }) => id),
      ['nanoBanana.explorer'],
    );
    const conditions = new Map(
      (menus['nanoBanana.explorer'] ?? []).map(({ command, when }) => [command, when]),
    );
    for (const [command, key] of [
      ['showRecord', 'recorded'],
      ['redoEdit', 'redoable'],
      ['restoreOriginal', 'restorable'],
    ])
      assert.match(
        conditions.get(`nanoBanana.${command}`) ?? '',
        new RegExp(`resourcePath in nanoBanana\\.${key}`),
      );
  });

  it('binds keys only where nothing is typed, and to commands that there are', () => {
    const { keybindings } = manifest.contributes;
    const known = commands.map(({ command }) => command);
    assert.equal(new Set(keybindings.map(({ key }) => key)).size, keybindings.length);
    for (const { command, key, mac, when } of keybindings) {
      assert.ok(known.includes(command), command);
      // With Alt Gr, which is Ctrl+Alt, letters are typed on many keyboards.
      assert.match(when, /^activeCustomEditorId == 'imagePreview|!inputFocus && !terminalFocus/, command);
      assert.match(key, /^ctrl\+alt\+[a-z]$/);
      assert.match(mac, /cmd\+/);
    }
  });

  it('lets no workspace decide on endpoint, key and money, and ignores the rest until it is trusted', () => {
    const scopes = Object.entries(configuration.properties);
    const application = scopes.filter(([, { scope }]) => scope === 'application').map(([key]) => key);
    assert.deepEqual(application.sort(), [
      'nanoBanana.billing',
      'nanoBanana.confirmAboveCost',
      'nanoBanana.custom.auth',
      'nanoBanana.custom.baseUrl',
      'nanoBanana.custom.headers',
      'nanoBanana.custom.protocol',
      'nanoBanana.maxConcurrentRequests',
      'nanoBanana.provider',
      'nanoBanana.statusBar',
      'nanoBanana.timeoutSeconds',
    ]);
    const rest = scopes.filter(([, { scope }]) => scope !== 'application').map(([key]) => key);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.sort(), rest.sort());
  });

  it('installs the limit of cost that the questions know as the installed one', () => {
    assert.equal(configuration.properties['nanoBanana.confirmAboveCost']?.default, installedCostLimit);
    assert.equal(aboveLimit(installedCostLimit), 'more than the limit of $0.50');
    assert.equal(aboveLimit(0.2), 'more than the limit you set ($0.20)');
  });

  it('describes every choice and takes its own defaults', () => {
    for (const [key, property] of Object.entries(configuration.properties)) {
      if (property.enum) assert.ok(property.enum.includes(String(property.default)), key);
      if (property.enumDescriptions)
        assert.equal(property.enumDescriptions.length, property.enum?.length, key);
      if (property.pattern) assert.match(String(property.default), new RegExp(property.pattern), key);
    }
  });

  it('takes the endpoints that can be used and refuses those that can not', () => {
    const pattern = new RegExp(configuration.properties['nanoBanana.custom.baseUrl']?.pattern ?? '^$');
    for (const address of [
      'https://images.example.com',
      'https://example.com:8443/gemini/',
      'http://localhost:8080',
      'http://127.0.0.1:8080/api',
      'http://[::1]:80',
      'http://example.com',
      'https://user:secret@example.com',
      'https://example.com/?key=1',
      'https://example.com#top',
      'ftp://example.com',
      'example.com',
    ]) {
      const { ok } = resolveProvider({ provider: 'custom', customBaseUrl: address });
      assert.equal(pattern.test(address), ok, address);
    }
  });

  it('keeps names below the folder of the image', () => {
    const pattern = new RegExp(configuration.properties['nanoBanana.output.fileName']?.pattern ?? '^$');
    for (const name of ['a', `edited/\${sourceName}`, 'a..b', '..a', `\${date}-\${model}`])
      assert.match(name, pattern);
    for (const name of ['/a', '../a', 'a/../b', 'a/..', 'C:\\a', '\\a', '..', 'a/']) {
      assert.doesNotMatch(name, pattern);
    }
  });
});
