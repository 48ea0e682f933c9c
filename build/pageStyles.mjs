import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

/** A style sheet in a script, without values put in. */
const styleSheet = /\bcss\s*`([^`\\$]*)`/g;

/**
 * An esbuild plugin that makes the style sheets in scripts as small as those in files, and takes the indents out of
 * markup: minifying leaves the text of templates as it is.
 *
 * @returns {import('esbuild').Plugin}
 */
export function smallStyles() {
  return {
    name: 'small-styles',
    setup(builder) {
      builder.onLoad({ filter: /webview[\\/](components|pages)[\\/][^\\/]+\.ts$/ }, async ({ path }) => ({
        contents: withoutIndents(await readFile(path, 'utf8')),
        loader: 'ts',
      }));
      builder.onLoad({ filter: /(webview[\\/]styles[\\/][^\\/]+\.ts|\bstyles\.js)$/ }, async ({ path }) => {
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

/**
 * A script whose markup has one space where it had a line's end and an indent, which is the same to a browser.
 * @param {string} source
 */
function withoutIndents(source) {
  /** Of each template that is open, how many braces its value has open; null where its text is read. */
  const open = [];
  let small = '';
  for (let at = 0; at < source.length; at++) {
    const sign = source[at];
    const depth = open.at(-1);
    if (depth === null) {
      if (sign === '\\') small += sign + source[++at];
      else if (sign === '\n') {
        while (/\s/.test(source[at + 1] ?? '')) at++;
        small += ' ';
      } else if (sign === '`') {
        open.pop();
        small += sign;
      } else if (source.startsWith('${', at)) {
        open[open.length - 1] = 0;
        open.push(0);
        small += '${';
        at++;
      } else small += sign;
      continue;
    }
    const skipped = /^(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(
      source.slice(at, at + 4000),
    );
    if (skipped) {
      small += skipped[0];
      at += skipped[0].length - 1;
      continue;
    }
    if (sign === '`') open.push(null);
    else if (sign === '{' && depth !== undefined) open[open.length - 1]++;
    else if (sign === '}' && depth !== undefined) {
      if (depth > 0) open[open.length - 1]--;
      else {
        open.pop();
        open[open.length - 1] = null;
      }
    }
    small += sign;
  }
  return small;
}
