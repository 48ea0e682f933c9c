import { inARow, t } from '../../shared/l10n.ts';
import type { Problem } from '../yaml/problems.ts';

/**
 * Says why nothing is built while something is wrong in a manifest, with the first problem at its place.
 * @param wanted URIs of the manifests whose images were asked for
 * @param spoken how a manifest is called
 */
export function notBuiltSentence(
  problems: readonly Problem[],
  wanted: ReadonlySet<string>,
  spoken: (manifest: string) => string,
): string {
  const own = problems.find(({ manifest }) => wanted.has(manifest));
  const first = own ?? problems[0];
  const isElsewhere = own === undefined && wanted.size > 0;
  const what = isElsewhere
    ? t('Fix the other manifest first: images here can be made from its images.')
    : t('Fix the manifest first.');
  const where = first ? [`${spoken(first.manifest)}:${first.range.start.line + 1}: ${first.sentence}`] : [];
  return inARow(t('Nothing was built.'), what, ...where);
}
