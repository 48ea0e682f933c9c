/**
 * Files are named by URI strings, as the editor writes them (percent-encoded), so that the pure rooms
 * need no URI class. Only the path's last step matters here.
 */

/** Splits at the start of the query or fragment: `git:/a/b.png?{…}` has the path `git:/a/b.png`. */
const pathOf = (uri: string): string => uri.replace(/[?#].*/s, '');

/** The decoded last step: `photo one.png`. */
export function nameOf(uri: string): string {
  const last =
    pathOf(uri)
      .replace(/^[a-z][a-z\d+.-]*:/i, '')
      .split('/')
      .pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The folder that a file lies in, without a closing slash; empty where there is none (`untitled:Untitled-1`). */
export function folderOf(uri: string): string {
  const path = pathOf(uri);
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A file below a folder; `steps` are plain names and are encoded. */
export function joinUri(folder: string, ...steps: string[]): string {
  return [folder.replace(/\/$/, ''), ...steps.map(encodeURIComponent)].join('/');
}

/** `photo.min.PNG` is `photo.min` and `PNG`; a name without an ending has an empty one. */
export function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0
    ? { base: name, extension: '' }
    : { base: name.slice(0, dot), extension: name.slice(dot + 1) };
}
