import type { Answer } from '../../api/answer/response.ts';
import { answeringModel } from '../../api/models/answeringModel.ts';
import { costOf } from '../../api/models/cost.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { ScratchFile } from '../../ports.ts';
import { inARow, t } from '../../shared/l10n.ts';
import type { Decided } from '../prepare/outgoing.ts';

/** In USD, priced by the model that answered; undefined when unknown. */
export function costFor(
  { provider, capabilities, plan, values }: Decided,
  { usage, modelVersion }: Answer<ScratchFile>,
): number | undefined {
  const answering = answeringModel(provider, capabilities.id, modelVersion) ?? capabilities;
  const { size, quality, format } = plan;
  const { billing } = values;
  const priced = { provider: provider.id, capabilities: answering, billing, size, quality, format };
  return costOf(usage, priced)?.usd;
}

/** What a person has to know where another model answered than the one that was asked; undefined for other ids of one. */
export function otherModel(asked: ModelCapabilities, answered: ModelCapabilities): string | undefined {
  if (answered.name === asked.name) return undefined;
  const price = answered.known ? t('The cost is for the model that answered.') : t('Its cost is unknown.');
  return inARow(
    t('{answered} answered in place of {asked}.', { answered: answered.name, asked: asked.name }),
    price,
  );
}
