/** Writes the licences of packages that are carried, by their folders, into one file. */
export function writeNotices(file: string, folders: Iterable<string>): Promise<void>;
