import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** A style sheet in a script, without values put in. */
const styleSheet = /\bcss\s*`([^`\\$]*)`/g;

/**
 * An esbuild plugin that makes the style sheets in scripts as small as those in files: minifying leaves the text of
 * templates as it is.
 *
 * @returns {import('esbuild').Plugin}
 */
export function smallStyles() {
  return {
    name: 'small-styles',
    setup(builder) {
      builder.onLoad({ filter: /(webview[\\/]styles[\\/][^\\/]+\.ts|\.styles\.js)$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const sheets = await Promise.all(
          [...source.matchAll(styleSheet)].map(async ([, text]) => {
            const { code } = await transform(text, { loader: 'css', minify: true });
            return code.trim();
          }),
        );
        const contents = source.replace(styleSheet, () => `css\`${escaped(sheets.shift() ?? '')}\``);
        return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
      });
    },
  };
}

/** As text of a template. @param {string} text */
const escaped = (text) => text.replace(/[\\`]|\$(?=\{)/g, '\\$&');
