/** The file that `sha256sum --check` reads. */
export const checksumsName: string;
/** Writes the SHA-256 of what a release consists of beside it. Returns the names of the files. */
export function writeChecksums(folder: string): Promise<string[]>;
