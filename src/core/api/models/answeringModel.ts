import type { ModelCapabilities } from '../../capabilities.ts';
import type { Provider } from '../providers.ts';
import { capabilitiesAt } from './models.ts';

/** Of ids: a release (`-001`, `@002`), a date (`-20261006`, `-2026-10-06`, `-10-06`, `-10-2026`), or `-latest`. */
const datedSuffix = /(?:[-@]\d{3,8}|-\d{4}-\d{2}-\d{2}|-\d{2}-\d{2}|-\d{2}-\d{4}|-latest)$/;

/** An id without the path that lists and gateways put before it, and without a dated suffix. */
export function plainModelId(id: string): string {
  const name = id.trim().toLowerCase().split(/[/:]/).filter(Boolean).at(-1) ?? '';
  return name.replace(datedSuffix, '');
}

/**
 * The model that answered in place of the one that was asked: providers forward retired ids, and bill the
 * model that answers. Undefined when it is the same one, dated suffixes aside, or the answer does not say.
 *
 * @param provider who was asked
 * @param asked the id that was asked for
 * @param modelVersion as the answer spells it
 */
export function answeringModel(
  provider: Pick<Provider, 'protocols' | 'name' | 'streams'>,
  asked: string,
  modelVersion: string | undefined,
): ModelCapabilities | undefined {
  if (modelVersion === undefined || modelVersion.trim() === '') return undefined;
  const answered = plainModelId(modelVersion);
  return answered === '' || answered === plainModelId(asked) ? undefined : capabilitiesAt(provider, answered);
}
