import { withoutEnd } from '../../shared/text.ts';

/**
 * Values of a site's configuration, read from its text: nothing of it is ever run. Understood are plain strings
 * and lists of them, in YAML, TOML, JSON and JavaScript; what is computed is not known.
 */
export class SiteConfig {
  readonly text: string;

  constructor(text: string) {
    // Without comments of whole lines, so that what was switched off counts for nothing.
    this.text = text
      .split('\n')
      .filter((line) => !/^(?:\/\/|#(?!\{))/.test(line.trimStart()))
      .join('\n');
  }

  /** The first value under a key. */
  value(key: string): string | undefined {
    return this.values(key)[0];
  }

  /** All values under a key, also those of a list. */
  values(key: string): string[] {
    const found: string[] = [];
    const pattern = new RegExp(`(?<![\\w.-])["']?${key}["']?[ \\t]{0,9}[:=][ \\t]{0,9}`, 'g');
    for (const match of this.text.matchAll(pattern)) {
      found.push(...valuesAt(this.text.slice(match.index + match[0].length, match.index + 1000)));
    }
    return found;
  }

  has(pattern: RegExp): boolean {
    return pattern.test(this.text);
  }
}

function valuesAt(rest: string): string[] {
  if (rest.startsWith('[')) {
    const list = rest.slice(1, Math.max(1, rest.indexOf(']')));
    return [...list.matchAll(/"([^"\n]{0,300})"|'([^'\n]{0,300})'|(?<![^\s,])([^\s,"'[\]]{1,300})/g)].map(
      ([, double, single, bare]) => double ?? single ?? bare ?? '',
    );
  }
  const quoted = /^(?:"([^"\n]*)"|'([^'\n]*)'|`([^`$\n]*)`)/.exec(rest);
  if (quoted) return [quoted[1] ?? quoted[2] ?? quoted[3] ?? ''];
  if (/^\r?\n/.test(rest)) return listedAt(rest);
  const plain = /^[\w./~@-][^\s,;(){}#]*/.exec(rest)?.[0];
  return plain === undefined || /^(?:process|import|require|path)\b/.test(plain) ? [] : [plain];
}

/** The items of a list in YAML that begins in the next line. */
function listedAt(rest: string): string[] {
  const found: string[] = [];
  for (const line of rest.split('\n').slice(1)) {
    const item = line.trim();
    if (!item.startsWith('- ')) break;
    const value = item.slice(2).split(' #')[0]?.trim() ?? '';
    found.push(/^(["']).*\1$/.test(value) ? value.slice(1, -1) : value);
  }
  return found;
}

/** `https://example.org/docs/` and `/docs/` are `/docs`; the root is empty. */
export function basePathOf(value: string | undefined): string {
  const path = withoutEnd((value ?? '').replace(/^[a-z]{1,9}:\/\/[^/]*/i, ''), '/');
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}
