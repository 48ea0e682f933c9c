import { join } from 'node:path';

/** The project's folder. */
export const projectFolder = join(import.meta.dirname, '..', '..');

/** Where everything fetched or unpacked for the tests lies; safe to delete at any time. */
export const cacheFolder = join(projectFolder, '.vscode-test');
