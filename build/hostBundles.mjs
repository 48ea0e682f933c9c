import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';

/** Beside the main bundle: what it loads later. */
const lateFolder = 'host';

/**
 * Lets esbuild split a CommonJS program: it can split ES modules only, so it does that, and each of the files
 * is then turned into CommonJS by itself. What `import()` names is a file of its own that is loaded at that
 * moment, and what several files need is in one file that all of them share, so that every module exists once.
 *
 * @param {import('esbuild').BuildOptions} options of a CommonJS program
 * @returns {import('esbuild').BuildOptions}
 */
export function splitCommonJs(options) {
  const { minify, outdir, sourcemap, target } = options;
  const toCommonJs = {
    name: 'split-commonjs',
    setup(builder) {
      builder.onEnd(async ({ outputFiles = [] }) => {
        const late = join(outdir, lateFolder);
        await mkdir(late, { recursive: true });
        for (const { path, text } of outputFiles) {
          const { code } = await transform(text, {
            format: 'cjs',
            platform: 'node',
            // `import()` would go through the loader for ES modules, which knows nothing of VS Code's `vscode`.
            supported: { 'dynamic-import': false },
            sourcemap: sourcemap ? 'inline' : false,
            sourcesContent: false,
            sourcefile: basename(path),
            minify,
            // Escaped, the providers' Chinese words would be twice as long.
            charset: 'utf8',
            target,
          });
          await writeFile(path, code);
        }
        // The names change with the contents, so what the build before left is nobody's.
        const current = new Set(outputFiles.map(({ path }) => path));
        for (const name of await readdir(late)) {
          if (!current.has(join(late, name))) await rm(join(late, name), { force: true });
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
