import { t } from '../../shared/l10n.ts';
import { YamlText } from '../yaml/yamlText.ts';
import type { Manifest } from './manifest.ts';

/** What is said of a manifest that Git ignores. */
export const ignoredSentence = (): string =>
  t(
    'Git ignores this file, so nothing is built from it: ignored folders often hold built sites with copies of their manifests. If this is not a copy, take it out of .gitignore.',
  );

const code = 'gitIgnored';

/** In the place of a manifest that Git ignores: it makes nothing, so that nothing is paid twice. */
export function ignoredManifest(uri: string, source: string): Manifest {
  const text = new YamlText(source);
  const first = source.split(/\r?\n/, 1)[0] ?? '';
  const range = { start: { line: 0, column: 0 }, end: { line: 0, column: Math.max(1, first.length) } };
  const warning = { manifest: uri, range, code, sentence: ignoredSentence(), related: [] };
  return { uri, data: undefined, text, problems: [], warnings: [warning] };
}

export const isIgnoredManifest = ({ warnings }: Manifest): boolean =>
  warnings.some((warning) => warning.code === code);
