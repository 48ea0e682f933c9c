import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The rooms of src/core, lowest first: each may import those before it, none after it. */
const core = ['shared', 'images', 'api', 'records', 'storage', 'save', 'edit', 'markdown', 'assets', 'agent'];
/** The files of src/core itself, which the rooms from records upward share. */
const coreFiles = ['ports', 'uris', 'editRequest', 'inspect', 'consent'];
/** What a person can do, each beside the others: none imports another. */
const features = [
  'panel',
  'compare',
  'record',
  'redo',
  'replace',
  'markdown',
  'assets',
  'agent',
  'gallery',
  'statusBar',
  'tryout',
];
/** The folders of src/core/api/engines/, each beside the others: none imports another. */
const engines = ['gemini', 'openai-images'];
/**
 * The folders and files inside a room, lowest first. What is not named may be imported by all of it, and import all of
 * it.
 */
const floors = {
  'src/core/shared': ['region', 'protocol'],
  'src/core/images': ['jpeg', 'svg', 'alpha', 'region', 'sniff', 'colour', 'codec'],
  'src/core/images/codec': ['png', 'write', 'read', 'matte', 'region'],
  'src/core/api': [
    'json',
    'answer',
    'errors',
    'connection',
    'body',
    'snippets',
    'engines',
    'receive',
    'models',
    'client.ts',
  ],
  'src/core/records': ['containers', 'metadata'],
  'src/core/edit': [
    'plan',
    'price',
    'origins',
    'choices',
    'prepare',
    'recorded',
    'finish',
    'deliver',
    'ask',
    'editingService.ts',
    'redo',
  ],
  'src/core/markdown': ['document', 'reading', 'sites', 'writing', 'report'],
  'src/core/assets': ['yaml', 'manifest', 'compile', 'states', 'build'],
  'src/features/panel/session': [
    'state',
    'stored',
    'inputs',
    'pictures',
    'form',
    'results',
    'run',
    'sessionParts.ts',
    'session.ts',
  ],
  'src/features/markdown': ['documents', 'editor', 'report', 'markdownFeature.ts'],
  'src/features/assets': ['projects', 'build', 'editor', 'assetsFeature.ts'],
  'src/vscode': ['files', 'dialogs', 'images', 'services.ts'],
  'webview/components': ['parts', 'form', 'results', 'compare', 'mark', 'lists', 'stage.ts', 'app.ts'],
};
/** What stands on core, and what of it each may not import. */
const above = {
  node: ['vscode', 'features', 'commands', 'cli'],
  vscode: ['features', 'commands', 'cli'],
  commands: ['features/*', 'cli'],
  cli: ['vscode', 'features', 'commands'],
};

const says = {
  down: 'Imports run downward only.',
  inside: 'Inside a room imports run downward too: build/borders.mjs has its floors.',
  beside: 'A feature imports no other: what two need lies in core/ or comes through deps.',
  engines: 'Only src/core/api/engines.ts knows which engines there are: ask the one that the model names.',
  siblings: 'An engine imports no other: what two need lies in src/core/api/.',
  pure: 'This room is pure: no vscode. Ask for a port instead.',
  connects: 'Only src/core/api/connection/transport.ts opens a connection.',
  writes: 'Only a FileStore touches files: use the port in src/core/ports.ts.',
  process: 'Only a composition root touches the process.',
  context: 'Only a composition root touches the context, and only src/vscode/secrets.ts its secrets.',
  browser: 'The page runs in a browser.',
  page: 'The page imports src/core/shared and nothing else of src.',
  port: 'The page reaches nothing but the host, through its one port.',
};

const network = { group: ['{node:,}{http,https,http2,net,tls}', 'undici'], message: says.connects };
const disk = { group: ['{node:,}fs', '{node:,}fs/promises'], message: says.writes };
const anyEngine = { group: ['**/engines/**'], message: says.engines };
const engineInsides = { group: ['**/engines/*/**'], message: says.engines };
const processModule = { group: ['{node:,}process'], message: says.process };
const roots = '**/{compose,extension}.ts';
const pure = { vscode: says.pure };
const contexts = (...importNames) => ({ vscode: { importNames, message: says.context } });

/** Folders that may not be imported, wherever the import is written. */
const upward = (folders, ...others) => ({
  group: [...folders.map((folder) => `**/${folder}/**`), roots, ...others],
  message: says.down,
});

const rule = (includes, rules) => ({
  includes,
  linter: {
    rules: {
      style: Object.fromEntries(
        Object.entries(rules).map(([name, options]) => [name, { level: 'error', options }]),
      ),
    },
  },
});
const importRule = (includes, patterns, paths) =>
  rule(includes, { noRestrictedImports: { ...(paths && { paths }), patterns } });

/** What of a room lies above one of its folders; `up` leads from the importing file to the room. */
function aboveFloor(room, folder, up = '../') {
  const above = floors[room].slice(floors[room].indexOf(folder) + 1);
  return {
    group: above.map((name) => `${up}${name}${name.endsWith('.ts') ? '' : '/**'}`),
    message: says.inside,
  };
}

/** Whatever lies in a folder of a room keeps to the room's rules and to those of its floor. */
const importsOf = (engine, includes, patterns, paths) => {
  const all = [...patterns, ...(engine ? [engine] : [])];
  const holds = (room) =>
    includes.some((name) => name.endsWith('/**') && `${room}/`.startsWith(name.slice(0, -2)));
  return [
    importRule(includes, all, paths),
    ...Object.keys(floors)
      .filter(holds)
      .flatMap((room) =>
        floors[room]
          .filter((name) => !name.endsWith('.ts'))
          .map((name) => importRule([`${room}/${name}/**`], [...all, aboveFloor(room, name)], paths)),
      ),
  ];
};
const imports = (...rules) => importsOf(anyEngine, ...rules);
const globals = (includes, names, message, others = {}) =>
  rule(includes, {
    noRestrictedGlobals: {
      deniedGlobals: { ...Object.fromEntries(names.map((name) => [name, message])), ...others },
    },
  });

const connections = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];
const outside = ['features', 'commands', 'vscode', 'node', 'cli'];

/** What a room of core may not import: the rooms above it, and below records the files that stand on them. */
function aboveCore(room) {
  const at = core.indexOf(room);
  const above = [
    ...(at < core.indexOf('records') ? coreFiles : []),
    // Stands on shared alone, and all others may stand on it.
    ...(room === 'shared' ? ['askedOptions', 'capabilities', 'violations'] : []),
  ];
  const files = above.flatMap((name) => ['../', '../../', '../../../'].map((up) => `${up}${name}.ts`));
  return upward([...core.slice(at + 1), ...outside], ...files);
}

const overrides = [
  globals(['src/**'], connections, says.connects, { process: says.process }),
  globals(
    ['src/compose.ts', 'src/cli/**', 'src/node/processes.ts', 'src/node/codec/worker.ts'],
    connections,
    says.connects,
  ),
  ...imports(['src/{compose,extension}.ts'], [network, disk]),
  ...core
    .filter((room) => room !== 'api')
    .flatMap((room) =>
      imports([`src/core/${room}/**`], [aboveCore(room), network, disk, processModule], pure),
    ),
  ...imports(
    ['src/core/*.ts'],
    [upward([...core.slice(core.indexOf('storage')), ...outside]), network, disk, processModule],
    pure,
  ),
  ...importsOf(engineInsides, ['src/core/api/**'], [aboveCore('api'), network, disk, processModule], pure),
  ...importsOf(
    engineInsides,
    ['src/core/api/connection/transport.ts'],
    [aboveCore('api'), aboveFloor('src/core/api', 'connection'), disk, processModule],
    pure,
  ),
  ...importsOf(
    undefined,
    ['src/core/api/engines.ts'],
    [aboveCore('api'), network, disk, processModule],
    pure,
  ),
  ...engines.flatMap((engine) => {
    const others = engines.filter((other) => other !== engine).map((other) => `**/${other}/**`);
    const siblings = { group: others, message: says.siblings };
    const patterns = [
      aboveCore('api'),
      aboveFloor('src/core/api', 'engines', '../../'),
      network,
      disk,
      processModule,
      siblings,
    ];
    return importsOf(undefined, [`src/core/api/engines/${engine}/**`], patterns, pure);
  }),
  ...imports(['src/node/**'], [upward(above.node), network, processModule], pure),
  ...imports(
    ['src/vscode/**'],
    [upward(above.vscode), network, disk, processModule],
    contexts('ExtensionContext', 'SecretStorage'),
  ),
  ...imports(
    ['src/vscode/secrets.ts'],
    [upward(above.vscode), network, disk, processModule],
    contexts('ExtensionContext'),
  ),
  ...imports(
    ['src/commands/**'],
    [upward(above.commands), network, disk, processModule],
    contexts('ExtensionContext', 'SecretStorage'),
  ),
  ...imports(
    ['src/features/*.ts'],
    [upward(features, 'commands', 'cli', '!**/core/**', '!**/vscode/**'), network, disk, processModule],
    contexts('ExtensionContext', 'SecretStorage'),
  ),
  ...features.flatMap((feature) =>
    imports(
      [`src/features/${feature}/**`],
      [
        {
          group: [
            ...features.filter((other) => other !== feature).map((other) => `**/${other}/**`),
            '!**/core/**',
          ],
          message: says.beside,
        },
        upward(['commands', 'cli']),
        network,
        disk,
        processModule,
      ],
      contexts('ExtensionContext', 'SecretStorage'),
    ),
  ),
  ...imports(['src/cli/**'], [upward(above.cli), network], pure),
  ...imports(['src/cli/proxy.ts'], [upward(above.cli)], pure),
  globals(['webview/**'], connections, says.port),
  ...imports(
    ['webview/**'],
    [
      { group: ['node:*'], message: says.browser },
      { group: ['**/src/**', '!**/src/core/shared/**'], message: says.page },
    ],
    { vscode: says.browser },
  ),
];

/** The linter's rules that hold the borders between the rooms; `build/borders.json` is what the linter reads. */
export const borders = `${JSON.stringify(
  { $schema: '../node_modules/@biomejs/biome/configuration_schema.json', overrides },
  null,
  2,
)}\n`;

const file = join(import.meta.dirname, 'borders.json');

/** Whether the file says what this table says. */
export const areCurrent = async () =>
  JSON.stringify(JSON.parse(await readFile(file, 'utf8'))) === JSON.stringify(JSON.parse(borders));

if (process.argv[1] === import.meta.filename) await writeFile(file, borders);
