import type { Metafile } from 'esbuild';

export interface Package {
  folder: string;
  manifest: { name: string; version: string; license: string };
}

/** The folders of the npm packages whose code is in bundles, but for files whose content was replaced. */
export function packagesIn(metafile: Metafile, options?: { except?: readonly string[] }): string[];
/** What npm says of the packages in folders, each once and in the order of their names. */
export function readPackages(folders: Iterable<string>): Promise<Package[]>;
