import type * as z from 'zod/mini';
import { t } from '../../shared/l10n.ts';
import type { Problem, Range } from '../yaml/problems.ts';
import { type Path, type YamlError, YamlText } from '../yaml/yamlText.ts';
import { isRecord, withoutOwnKeys } from './ownKeys.ts';
import { type AssetData, assetSchema, defaultsSchema, type ManifestData, manifestSchema } from './schema.ts';
import { sentencesOf } from './schemaSentences.ts';

/** What is sound of a manifest: entries with a problem are undefined, and wrong defaults are left out. */
interface SoundData {
  defaults?: ManifestData['defaults'];
  assets: (AssetData | undefined)[];
}

/** One manifest as it was read; what is saved later does not change it. */
export interface Manifest {
  /** URI of the file. */
  uri: string;
  /** What is sound of it. Undefined when nothing can be used, and then there are problems. */
  data: SoundData | undefined;
  text: YamlText;
  problems: Problem[];
  /** What is probably not meant as it stands; nothing is refused for it. */
  warnings: Problem[];
}

/** Reads the text of a manifest. What is wrong with it is told at its place; nothing is thrown. */
export function readManifest(uri: string, source: string): Manifest {
  const text = new YamlText(source);
  const told = ({ range, code, sentence }: YamlError): Problem => problem(uri, range, code, sentence);
  const [problems, warnings] = [text.errors.map(told), text.warnings.map(told)];
  const manifest: Manifest = { uri, data: undefined, text, problems, warnings };
  if (problems.length > 0 && !isRecord(text.value)) return manifest;
  if (text.value === null || text.value === undefined) {
    const sentence = t('The manifest is empty. It needs "version: 1" and a list of "assets".');
    problems.push(problem(uri, text.rangeOf([]), 'empty', sentence));
    return manifest;
  }
  const value = withoutOwnKeys(text.value);
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success && problems.length === 0) return { ...manifest, data: parsed.data };
  const issues = parsed.error?.issues ?? [];
  // What breaks the text breaks the data too, which need not be told twice.
  for (const { path, atKey, code, isText, sentence } of problems.length > 0
    ? []
    : sentencesOf(issues, value)) {
    // `no`, `1.0` and `null` are texts as soon as they stand in quotes.
    const isQuoted = isText === true && (text.sourceOf(path) ?? '') !== '';
    const range = atKey ? text.rangeOfKey(path) : text.rangeOf(path);
    problems.push(problem(uri, range, isQuoted ? 'quote' : code, sentence));
  }
  return { ...manifest, data: soundPart(value, issues, problems, text) };
}

/** A wrong entry must not take away what can be told of the others. */
function soundPart(
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  problems: readonly Problem[],
  text: YamlText,
): SoundData | undefined {
  if (!isRecord(value) || !Array.isArray(value.assets)) return undefined;
  const lines = problems.map(({ range }) => range.start.line);
  const assets = value.assets.map((entry: unknown, index) => {
    const { start, end } = text.rangeOf(['assets', index]);
    if (
      lines.some((line) => line >= start.line && line <= end.line && !(line === end.line && end.column === 0))
    )
      return undefined;
    const parsed = assetSchema.safeParse(entry);
    return parsed.success ? parsed.data : undefined;
  });
  const wrong = new Set(issues.flatMap(({ path: [top, key] }) => (top === 'defaults' && key ? [key] : [])));
  const given = isRecord(value.defaults) ? Object.entries(value.defaults) : [];
  const defaults = defaultsSchema.safeParse(Object.fromEntries(given.filter(([key]) => !wrong.has(key))));
  return { assets, ...(defaults.success && { defaults: defaults.data }) };
}

/** A problem at the place of a value. */
export const problemAt = (manifest: Manifest, path: Path, code: string, sentence: string): Problem =>
  problem(manifest.uri, manifest.text.rangeOf(path), code, sentence);

const problem = (manifest: string, range: Range, code: string, sentence: string): Problem => ({
  manifest,
  range,
  code,
  sentence,
  related: [],
});
