import type { Plugin } from 'esbuild';

/** An esbuild plugin that makes the style sheets in scripts as small as those in files. */
export function smallStyles(): Plugin;
