import type { Problem, Range } from './problems.ts';
import { type ManifestData, manifestSchema } from './schema.ts';
import { sentencesOf } from './schemaSentences.ts';
import { type Path, YamlText } from './yamlText.ts';

/** One manifest as it was read; what is saved later does not change it. */
export interface Manifest {
  /** URI of the file. */
  uri: string;
  /** Undefined when the text can't be used, and then there are problems. */
  data: ManifestData | undefined;
  text: YamlText;
  problems: Problem[];
}

/** Reads the text of a manifest. What is wrong with it is told at its place; nothing is thrown. */
export function readManifest(uri: string, source: string): Manifest {
  const text = new YamlText(source);
  const problems = text.errors.map(({ range, code, sentence }) => problem(uri, range, code, sentence));
  const manifest: Manifest = { uri, data: undefined, text, problems };
  if (problems.length > 0) return manifest;
  if (text.value === null || text.value === undefined) {
    const sentence = 'The manifest is empty. It needs "version: 1" and a list of "assets".';
    problems.push(problem(uri, text.rangeOf([]), 'empty', sentence));
    return manifest;
  }
  const parsed = manifestSchema.safeParse(text.value);
  if (parsed.success) return { ...manifest, data: parsed.data };
  for (const { path, atKey, code, sentence } of sentencesOf(parsed.error.issues, text.value)) {
    problems.push(problem(uri, atKey ? text.rangeOfKey(path) : text.rangeOf(path), code, sentence));
  }
  return manifest;
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
