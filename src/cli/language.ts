import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, setLanguage, t } from '../core/shared/l10n.ts';
import { type Environment, UsageError } from './usage.ts';

/** What `takeLanguage` makes of the words behind the program's name. */
interface Spoken {
  /** As it was asked for or set up: `de`, `zh_CN.UTF-8`; undefined where nothing says it. */
  wanted: string | undefined;
  /** The words without `--lang` and its value. */
  words: string[];
}

/** The language that is asked for: `--lang`, else what the operating system's variables say, the strongest first. */
export function takeLanguage(words: readonly string[], environment: Environment): Spoken {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at < 0) {
    const { LC_ALL, LC_MESSAGES, LANG } = environment;
    return { wanted: LC_ALL || LC_MESSAGES || LANG || undefined, words: [...words] };
  }
  const [, joined] = words[at]?.split('=') ?? [];
  const wanted = joined ?? words[at + 1];
  if (!wanted) throw new UsageError(t('--lang needs a language, such as de, ja or zh-cn.'));
  return {
    wanted,
    words: words.filter((_, index) => index !== at && (joined !== undefined || index !== at + 1)),
  };
}

/** Bundles that may fit, the best first: `de_AT.UTF-8` is `de-at` or `de`; Chinese is simplified unless it says otherwise. */
export function bundlesFor(wanted: string): string[] {
  const [spelled = ''] = wanted.toLowerCase().split(/[.@]/);
  const name = spelled.replaceAll('_', '-');
  const [language = ''] = name.split('-');
  if (language !== 'zh') return [name, language];
  return /\b(?:tw|hk|mo|hant)\b/.test(name) ? ['zh-tw'] : ['zh-cn'];
}

/** Speaks the wanted language where there is a bundle for it, else English. @param folder of the bundles */
export function speak(wanted: string | undefined, folder = join(import.meta.dirname, 'l10n')): void {
  for (const id of wanted === undefined ? [] : bundlesFor(wanted)) {
    const file = join(folder, `bundle.l10n.${id}.json`);
    if (!/^[a-z\d-]+$/.test(id) || !existsSync(file)) continue;
    setLanguage(id, JSON.parse(readFileSync(file, 'utf8')) as Bundle);
    return;
  }
}
