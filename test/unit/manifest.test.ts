import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { projectFolder } from '../vscode/paths.ts';

interface Manifest {
  name: string;
  categories: string[];
  keywords: string[];
  pricing: string;
  qna: unknown;
  icon: string;
  galleryBanner: { color: string; theme: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  activationEvents: string[];
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command?: string; when: string }[]>;
    configuration: { properties: Record<string, unknown> };
  };
}

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const manifest: Manifest = JSON.parse(read('package.json'));
const { commands, menus, configuration } = manifest.contributes;
const source = globSync('src/**/*.ts', { cwd: projectFolder }).map(read).join('\n');
const settings = Object.keys(configuration.properties);
const declared = commands.map(({ command }) => command);
/** What menus ask for beside what VS Code itself knows. */
const contextKeys = Object.values(menus)
  .flat()
  .flatMap(({ when }) => when.match(/\bnanoBanana\.\w+/g) ?? []);

/** What the code names in full, like `nanoBanana.setApiKey`. */
const named = new Set([...source.matchAll(/['"`#](nanoBanana\.[\w.]*\w)['"`#]/g)].map(([, id = '']) => id));

describe('the manifest and the code', () => {
  it('know the same commands', () => {
    const registers = globSync('src/**/register.ts', { cwd: projectFolder }).map(read).join('\n');
    const registered = [...registers.matchAll(/'(nanoBanana\.\w+)':/g)].map(([, id = '']) => id);
    assert.deepEqual(registered.sort(), [...declared].sort());
  });

  it('know the same settings', () => {
    const table = /const entries = \{(.*?)\n\}/s.exec(read('src/vscode/settings.ts'))?.[1] ?? '';
    const used = [...table.matchAll(/^ {2}\w+: \['([\w.]+)', /gm)].map(([, key]) => `nanoBanana.${key}`);
    assert.deepEqual(used.sort(), [...settings].sort());
  });

  it('name nothing else', () => {
    const known = new Set([...declared, ...settings, ...viewTypes(), ...contextKeys]);
    assert.deepEqual(
      [...named].filter((id) => !known.has(id)),
      [],
    );
  });

  it('know the same context keys', () => {
    for (const key of contextKeys) assert.ok(named.has(key), key);
  });

  it('agree on the panels that come back after a reload', () => {
    assert.ok(viewTypes().length > 0);
    for (const type of viewTypes()) assert.ok(named.has(type), type);
  });

  it('wake up for every document that gets help, also for the first manifest of a window', () => {
    const languages = manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'));
    assert.deepEqual(languages, ['onLanguage:markdown', 'onLanguage:mdx', 'onLanguage:yaml']);
    assert.ok(manifest.activationEvents.includes('workspaceContains:**/nano-banana.yaml'));
  });

  it('put only declared commands into menus', () => {
    const inMenus = Object.values(menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    assert.deepEqual(
      inMenus.filter((command) => !declared.includes(command)),
      [],
    );
  });
});

function viewTypes(): string[] {
  return manifest.activationEvents
    .filter((event) => event.startsWith('onWebviewPanel:'))
    .map((event) => event.slice('onWebviewPanel:'.length));
}

describe('the manifest alone', () => {
  it('has what a gallery shows: an icon, a banner, words to be found by, and where to ask', async () => {
    const { format, width, height } = await sharp(join(projectFolder, manifest.icon)).metadata();
    assert.deepEqual([format, width, height], ['png', 256, 256]);
    assert.match(manifest.galleryBanner.color, /^#[\da-f]{6}$/);
    assert.match(manifest.galleryBanner.theme, /^(dark|light)$/);
    assert.deepEqual([manifest.categories[0], manifest.pricing, manifest.qna], ['AI', 'Free', 'marketplace']);
    // A gallery takes thirty, and some are made of languages and file types.
    assert.ok(new Set(manifest.keywords).size === manifest.keywords.length && manifest.keywords.length <= 20);
  });

  it('pins every package that it names at one version', () => {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });
});
