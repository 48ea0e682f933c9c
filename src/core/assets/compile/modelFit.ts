import { capabilitiesAnywhere } from '../../api/models/models.ts';
import type { Violation } from '../../askedOptions.ts';
import { violations } from '../../violations.ts';
import type { Asset } from './asset.ts';

/**
 * What an asset asks of its model that it can't do, so that nobody finds out while building. A manifest is a team's,
 * whose members ask different providers: it is held to what is so at all of them.
 */
export function beyondModel({ model, options, inputs }: Asset): Violation[] {
  if (model === undefined) return [];
  const [first = [], ...others] = capabilitiesAnywhere(model).map((capabilities) =>
    violations(options, capabilities, { count: inputs.length }),
  );
  return first.filter(({ key }) => others.every((found) => found.some((other) => other.key === key)));
}
