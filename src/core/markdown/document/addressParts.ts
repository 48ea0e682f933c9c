/** An address of a document, taken apart. */
export type AddressParts =
  /** In the web, in the address itself, or nowhere. */
  | { kind: 'web' }
  /** Known only to who builds the site. */
  | { kind: 'unknown' }
  | {
      kind: 'relative' | 'rooted' | 'alias';
      /** What stands before the path and is none of it: a template, or the slash. */
      lead: string;
      /** Decoded; of a rooted address without its slash. */
      path: string;
      /** What follows the path, like `#gh-dark-mode-only`. */
      suffix: string;
      /** What follows the path within a template; empty without one. */
      tail: string;
      /** False where the template before the path may stand for something else than the site's root. */
      certain: boolean;
    };

/** How templates begin and end. */
const templates = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['${', '}'],
  ['%PUBLIC_URL', '%'],
] as const;
/** Templates that stand for the root of the site, by the names that generators and themes give them. */
const rootNames = /base_?(?:url|path)|site\.url|relURL|absURL|site_url|PUBLIC_URL|\broot\b|webpath|pathto/i;
/** A template that holds the path itself: `{{ '/assets/a.png' | relative_url }}`, `{% link assets/a.png %}`. */
const quotedPath = /^\{\{[^"'{}]{0,60}["']([^"'{}]{1,500}\.\w{1,9})["'][^"'{}]{0,200}\}\}$/;
const linkedPath = /^\{%-?\s{1,9}(?:link|static|asset_path)\s{1,9}["']?([^\s"'%]{1,500})["']?\s{0,9}-?%\}$/;
/** Pelican: `{static}/images/a.png` from the folder of its pages, `{attach}a.png` from the page. */
const marked = /^[{|](?:static|attach|filename)[}|](\/?)(?=[^/])/;
const aliasStart = /^(?:~@?[\w-]*|@[\w.-]*|#[\w-]+|\$[\w-]+)\//;

/** @param url as the document means it: escapes and entities resolved, percent signs not */
export function partsOfAddress(url: string): AddressParts {
  const trimmed = url.trim();
  const whole = quotedPath.exec(trimmed)?.[1] ?? linkedPath.exec(trimmed)?.[1];
  if (whole !== undefined) {
    if (/^[a-z]+:/i.test(whole)) return { kind: 'web' };
    const plain = whole.replace(/^\/+/, '');
    const at = trimmed.indexOf(plain);
    return rooted(trimmed.slice(0, at), plain, trimmed.slice(at + plain.length));
  }
  const mark = marked.exec(trimmed);
  if (mark?.[1]) return rooted(mark[0], trimmed.slice(mark[0].length));
  if (mark) return relativeTo(mark[0], trimmed.slice(mark[0].length));
  const leads = leadingTemplates(trimmed);
  const rest = trimmed.slice(leads.length);
  if (templates.some(([open]) => rest.includes(open))) return { kind: 'unknown' };
  if (leads !== '') {
    if (!rootNames.test(leads) && !rest.startsWith('/')) return { kind: 'unknown' };
    const slash = rest.startsWith('/') ? '/' : '';
    const path = rest.slice(slash.length);
    return rooted(leads + slash, path, '', rootNames.test(leads));
  }
  if (/^\/\//.test(trimmed) || /^[a-z][a-z\d+.-]*:/i.test(trimmed)) return { kind: 'web' };
  if (trimmed.startsWith('/')) return rooted('/', trimmed.slice(1));
  return relativeTo('', trimmed);
}

function relativeTo(lead: string, written: string): AddressParts {
  const { path, suffix } = split(written);
  if (path === '') return { kind: 'web' };
  const kind = aliasStart.test(written) ? 'alias' : 'relative';
  return { kind, lead, path, suffix, tail: '', certain: true };
}

function leadingTemplates(text: string): string {
  let length = 0;
  for (;;) {
    const [open, close] = templates.find(([begin]) => text.startsWith(begin, length)) ?? [];
    const end = open === undefined || close === undefined ? -1 : text.indexOf(close, length + open.length);
    if (close === undefined || end < 0) return text.slice(0, length);
    length = end + close.length;
  }
}

function rooted(lead: string, written: string, tail = '', certain = true): AddressParts {
  const { path, suffix } = split(written.replace(/^\/+/, ''));
  return path === '' ? { kind: 'web' } : { kind: 'rooted', lead, path, suffix, tail, certain };
}

function split(url: string): { path: string; suffix: string } {
  const path = withoutSuffix(url);
  const plain = decoded(path).replaceAll('\\', '/');
  return plain.includes('\0') ? { path: '', suffix: '' } : { path: plain, suffix: url.slice(path.length) };
}

/** An address without what follows its path. An alias like `#assets/` begins with what else ends one. */
export function withoutSuffix(url: string): string {
  const from = aliasStart.test(url) ? 1 : 0;
  const at = url.slice(from).search(/[?#]/);
  return at < 0 ? url : url.slice(0, from + at);
}

/** What follows the path of an address, like `#gh-dark-mode-only`; of a template nothing. */
export const suffixOf = (url: string): string =>
  /[{<]/.test(url) ? '' : url.slice(withoutSuffix(url).length);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return path;
  }
}

/** Percent-encoded step by step, so that no sign ends an address early. */
export const encodedPath = (path: string): string =>
  path
    .split('/')
    .map((step) =>
      encodeURIComponent(step).replace(
        /[()'*!]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
