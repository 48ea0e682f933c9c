import { capabilitiesOf } from '../api/models.ts';
import { type Violation, violations } from '../capabilities.ts';
import type { Asset } from './asset.ts';

/** What an asset asks of its model that it can't do, so that nobody finds out while building. */
export const beyondModel = ({ model, options, inputs }: Asset): Violation[] =>
  model === undefined ? [] : violations(options, capabilitiesOf(model), { count: inputs.length });
