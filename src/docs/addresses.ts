import { posix } from 'node:path';

/** Where an address of a document leads in the workspace. */
export interface Target {
  /** The path of a URI, decoded. */
  path: string;
  /** What follows the path, like `#gh-dark-mode-only`. */
  suffix: string;
}

/** The document that addresses are relative to, by the decoded paths of their URIs. */
export interface Home {
  document: string;
  /** The workspace folder, which addresses that begin with a slash are relative to. */
  root: string | undefined;
}

/** Undefined for what lies in the web, or nowhere. */
export function resolveAddress({ document, root }: Home, url: string): Target | undefined {
  const address = url.trim();
  const path = address.replace(/[?#].*/s, '');
  const suffix = address.slice(path.length);
  if (path === '' || /^[a-z][a-z\d+.-]*:/i.test(path) || path.startsWith('//')) return undefined;
  const plain = decoded(path).replaceAll('\\', '/');
  if (plain.includes('\0')) return undefined;
  const from = plain.startsWith('/') ? root : posix.dirname(document);
  return from === undefined ? undefined : { path: posix.join(from, plain), suffix };
}

/** How a document writes its addresses. */
export interface AddressStyle {
  /** From the workspace folder on: `/docs/images/a.png`. */
  rooted: boolean;
  /** With a dot before what lies below: `./images/a.png`. */
  dotted: boolean;
}

/** The address of a file of the workspace: each step is percent-encoded, so that no sign ends the link early. */
export function addressOf({ document, root }: Home, path: string, style: AddressStyle): string {
  if (style.rooted && root !== undefined && path.startsWith(`${root.replace(/\/$/, '')}/`)) {
    return `/${encoded(posix.relative(root, path))}`;
  }
  const relative = encoded(posix.relative(posix.dirname(document), path));
  return style.dotted && !relative.startsWith('.') ? `./${relative}` : relative;
}

/** The style of most of the addresses that are relative. */
export function addressStyleOf(urls: readonly string[]): AddressStyle {
  const local = urls.filter((url) => !/^([a-z][a-z\d+.-]*:|\/\/|#)/i.test(url) && url !== '');
  const below = local.filter((url) => !url.startsWith('/') && !url.startsWith('../'));
  return {
    rooted: most(local, (url) => url.startsWith('/')),
    dotted: most(below, (url) => url.startsWith('./')),
  };
}

export const most = <T>(all: readonly T[], is: (one: T) => boolean): boolean =>
  all.filter(is).length * 2 > all.length;

/** `encodeURIComponent` leaves signs that end a Markdown link or a value in HTML. */
const encoded = (path: string): string =>
  path
    .split('/')
    .map((step) =>
      encodeURIComponent(step).replace(
        /[()'*!]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return path;
  }
}
