export function buildCli(options: { outdir: string; minify: boolean }): Promise<void>;
