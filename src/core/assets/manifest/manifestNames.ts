import { t } from '../../shared/l10n.ts';
import { nameOf } from '../../uris.ts';
import { YamlText } from '../yaml/yamlText.ts';
import type { Manifest } from './manifest.ts';
import { manifestName } from './schema.ts';

/** Whether a file was probably meant as a manifest and is none by its name: `nano-banana.yml`. */
export const isMisnamed = (name: string): boolean =>
  name !== manifestName && /^\.?nano[-_ ]?banana\.ya?ml$/i.test(name);

/** In the place of a manifest with another name: says how it has to be called. */
export function misnamed(uri: string): Manifest {
  const range = { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } };
  const sentence = t('{name} is not read. Rename it to {right}.', { name: nameOf(uri), right: manifestName });
  const problem = { manifest: uri, range, code: 'misnamed', sentence, related: [] };
  return { uri, data: undefined, text: new YamlText(''), problems: [problem], warnings: [] };
}
