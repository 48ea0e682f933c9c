export function buildCli(options: { outdir: string; minify: boolean }): Promise<void>;
/** The repository that a workflow builds, for the package's manifest. */
export function repositoryOf(env: Record<string, string | undefined>): {
  repository?: { type: 'git'; url: string };
};
/** Packs the command line as `npm publish` takes it, with its bill of materials beside it. */
export function packCli(outdir: string): Promise<void>;
