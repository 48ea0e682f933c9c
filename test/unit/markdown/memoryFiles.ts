import { posix } from 'node:path';
import type { FormOfLink } from '../../../src/core/markdown/document/imageLinks.ts';
import type { DocsFiles, EntryKind } from '../../../src/core/markdown/sites/folderTree.ts';
import { ImageResolver } from '../../../src/core/markdown/sites/imageResolver.ts';

/** Files by their paths below `/w`, each with its text; what is asked for is counted. */
class MemoryFiles implements DocsFiles {
  listed = 0;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #folders = new Map<string, Map<string, EntryKind>>();

  constructor(texts: Record<string, string>) {
    this.#texts = new Map(Object.entries(texts).map(([path, text]) => [`/w/${path}`, text]));
    for (const path of this.#texts.keys()) this.#add(path, 'file');
  }

  async list(folder: string): Promise<ReadonlyMap<string, EntryKind> | undefined> {
    this.listed++;
    return this.#folders.get(folder);
  }

  async readText(path: string): Promise<string | undefined> {
    return this.#texts.get(path);
  }

  #add(path: string, kind: EntryKind): void {
    const folder = posix.dirname(path);
    const entries = this.#folders.get(folder) ?? new Map<string, EntryKind>();
    this.#folders.set(folder, entries);
    entries.set(posix.basename(path), kind);
    if (folder !== '/w' && folder !== '/') this.#add(folder, 'folder');
  }
}

/** A workspace `/w` with these files: texts where they matter, else empty ones by their names alone. */
export function workspaceWith(files: Record<string, string> | readonly string[]) {
  const texts = Array.isArray(files) ? Object.fromEntries(files.map((path) => [path, ''])) : files;
  const memory = new MemoryFiles(texts as Record<string, string>);
  const resolver = new ImageResolver(memory);
  const placeOf = (document: string) => ({ document: `/w/${document}`, root: '/w' });
  return {
    memory,
    resolver,
    /** Where an address leads, as a path below `/w` after its state. */
    async lead(document: string, url: string, form: FormOfLink = 'markdown'): Promise<string> {
      const found = await resolver.resolve(placeOf(document), { url, form });
      const path = 'path' in found ? found.path : undefined;
      return path === undefined ? found.state : `${found.state} ${posix.relative('/w', path)}`;
    },
    write: (document: string, path: string, form: FormOfLink = 'markdown', like: string[] = []) =>
      resolver.addressOf(
        placeOf(document),
        `/w/${path}`,
        form,
        like.map((url) => ({ url, form })),
      ),
  };
}
