import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';

const iconRule = /^\.codicon-([a-z\d-]+):before \{[^}]*\}\s*$/gm;

/**
 * An esbuild plugin that puts the icons' font and style sheet beside the page, with the rules of those icons
 * only whose names stand in the page's sources: there are hundreds, and every part of the page reads them.
 *
 * @param {{ root: string, outdir: string, minify: boolean }} options
 * @returns {import('esbuild').Plugin}
 */
export function usedIcons({ root, outdir, minify }) {
  const from = join(root, 'node_modules/@vscode/codicons/dist');
  return {
    name: 'used-icons',
    setup(builder) {
      builder.onEnd(async ({ metafile }) => {
        if (!metafile) return;
        const files = Object.keys(metafile.inputs).map((file) => readFile(join(root, file), 'utf8'));
        const words = new Set((await Promise.all(files)).join('\n').match(/[a-z\d]+(-[a-z\d]+)*/g));
        const all = await readFile(join(from, 'codicon.css'), 'utf8');
        const isUsed = (name) => words.has(name) || words.has(`codicon-${name}`);
        const used = all.replace(iconRule, (rule, name) => (isUsed(name) ? rule : ''));
        const { code } = await transform(used, { loader: 'css', minify });
        await mkdir(outdir, { recursive: true });
        await writeFile(join(outdir, 'codicon.css'), code);
        await copyFile(join(from, 'codicon.ttf'), join(outdir, 'codicon.ttf'));
      });
    },
  };
}
