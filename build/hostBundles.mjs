import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

/** Beside the main bundle: what it loads later. */
const lateFolder = 'host';

/**
 * Lets esbuild split a CommonJS program: it can split ES modules only, so it does that, and each of the files
 * is then turned into CommonJS by itself. What `import()` names is a file of its own that is loaded at that
 * moment, and what several files need is in one file that all of them share, so that every module exists once.
 * Those shared files are many, and to load one takes longer than to run it: what the main bundle always needs is put
 * into it, and what `together` always needs besides into that one.
 *
 * @param {import('esbuild').BuildOptions & { together: string[] }} options of a CommonJS program; `together` are
 *   sources that are named by `import()` and loaded with all that they need, in that order
 * @returns {import('esbuild').BuildOptions}
 */
export function splitCommonJs({ together, ...options }) {
  const { absWorkingDir, outdir, sourcemap } = options;
  const firsts = [...Object.values(options.entryPoints), ...together];
  const toCommonJs = {
    name: 'split-commonjs',
    setup(builder) {
      builder.onEnd(async ({ outputFiles = [], metafile }) => {
        const late = join(outdir, lateFolder);
        await mkdir(late, { recursive: true });
        const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
        const parts = takeTogether(metafile.outputs, firsts, absWorkingDir);
        const whole = [...texts.keys()].filter((path) => !parts.has(path));
        await Promise.all(
          whole.map(async (path) => {
            const { outputFiles: made } = await build(asCommonJs(options, path, texts, parts));
            await writeFile(path, made[0].contents);
          }),
        );
        // The names change with the contents, so what the build before left is nobody's.
        for (const name of await readdir(late)) {
          if (!whole.includes(join(late, name))) await rm(join(late, name), { force: true });
        }
      });
    },
  };
  return {
    ...options,
    format: 'esm',
    splitting: true,
    write: false,
    outExtension: { '.js': '.cjs' },
    chunkNames: `${lateFolder}/[name]-[hash]`,
    sourcemap: sourcemap ? 'inline' : false,
    plugins: [...(options.plugins ?? []), toCommonJs],
  };
}

/**
 * Which files become parts of which others, by their paths, and under which names what they export is found there. In
 * `outputs`, which say what each file is made of, the parts are counted where they have gone.
 */
function takeTogether(outputs, firsts, folder) {
  const outputOf = (path) => outputs[relative(folder, path).split(sep).join('/')];
  const parts = new Map();
  for (const first of firsts) {
    const [name, whole] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === first) ?? [];
    if (whole === undefined) throw new Error(`No file of the build begins with ${first}.`);
    const take = (file) => {
      for (const { path, kind } of outputs[file].imports) {
        if (kind !== 'import-statement' || parts.has(resolve(folder, path)) || outputs[path] === undefined)
          continue;
        if (firsts.includes(outputs[path].entryPoint)) continue;
        const prefix = `_${parts.size.toString(36)}_`;
        const names = outputs[path].exports.map((inside) => [inside, `${prefix}${inside}`]);
        parts.set(resolve(folder, path), { into: resolve(folder, name), names });
        take(path);
      }
    };
    take(name);
  }
  for (const [part, { into }] of parts) {
    Object.assign(outputOf(into).inputs, outputOf(part).inputs);
    outputOf(into).bytes += outputOf(part).bytes;
  }
  for (const part of parts.keys()) delete outputs[relative(folder, part).split(sep).join('/')];
  return parts;
}

/** One file of the program with its parts, as CommonJS. A part that another file needs too is one of its exports. */
function asCommonJs({ external, minify, platform, sourcemap, target }, whole, texts, parts) {
  const own = [...parts].filter(([, { into }]) => into === whole);
  const elsewhere = (path) => {
    const way = relative(dirname(whole), path).split(sep).join(posix.sep);
    return way.startsWith('.') ? way : `./${way}`;
  };
  const isNeeded = ([part]) =>
    [...texts].some(
      ([path, text]) =>
        path !== whole && parts.get(path)?.into !== whole && text.includes(`/${basename(part)}"`),
    );
  const exported = (names, from, turn) =>
    `export { ${names.map(turn).join(', ')} } from ${JSON.stringify(from)};`;
  const places = {
    name: 'places',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.|^\// }, ({ path, importer, kind }) => {
        const file = resolve(dirname(importer), path);
        const { into } = parts.get(file) ?? { into: file };
        if (kind === 'dynamic-import' || (into !== whole && into === file))
          return { path: elsewhere(file), external: true };
        return into === whole ? { path: file } : { path: file, namespace: 'elsewhere' };
      });
      onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => {
        const { into, names } = parts.get(path);
        return { contents: exported(names, into, ([inside, outside]) => `${outside} as ${inside}`) };
      });
      onLoad({ filter: /./ }, ({ path }) => ({ contents: texts.get(path), loader: 'js' }));
    },
  };
  return {
    bundle: true,
    write: false,
    stdin: {
      contents: [
        `export * from ${JSON.stringify(whole)};`,
        ...own
          .filter(isNeeded)
          .map(([part, { names }]) =>
            exported(names, part, ([inside, outside]) => `${inside} as ${outside}`),
          ),
      ].join('\n'),
      resolveDir: dirname(whole),
      sourcefile: 'together.js',
    },
    outfile: whole,
    external,
    format: 'cjs',
    platform,
    target,
    // `import()` would go through the loader for ES modules, which knows nothing of VS Code's `vscode`.
    supported: { 'dynamic-import': false },
    sourcemap: sourcemap ? 'inline' : false,
    sourcesContent: false,
    minify,
    // Escaped, the providers' Chinese words would be twice as long.
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [places],
  };
}
