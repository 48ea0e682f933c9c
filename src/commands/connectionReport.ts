import { capabilitiesAt, capabilitiesOf, protocolsAmong } from '../core/api/models.ts';
import type { Provider } from '../core/api/providers.ts';
import { counted } from '../core/shared/text.ts';

/**
 * What the model list of an endpoint says about it.
 * @param model the id in use
 * @returns `usable` is false when the list does not have the model, which is worth a warning only (some
 * endpoints take ids that they don't list), or when the model can't be asked at all.
 */
export function connectionReport(
  provider: Provider,
  ids: readonly string[],
  model: string,
): { sentence: string; usable: boolean } {
  const listed = new Set(ids.map((id) => capabilitiesOf(id).id));
  const known = [...listed].filter((id) => capabilitiesOf(id).known).length;
  const host = new URL(provider.baseUrl).host;
  const works = provider.auth === 'none' ? `${host} answers` : `The key works at ${host}`;
  const images = known === 0 ? 'none of them a known image model' : counted(known, 'known image model');
  const counts = `${works}: ${counted(listed.size, 'model')} listed, ${images}.`;
  const sentence = provider.id === 'custom' ? `${counts} ${protocolSentence(provider, ids)}` : counts;
  const { id, cannotBeAsked } = capabilitiesAt(provider, model);
  if (cannotBeAsked !== undefined) {
    return { sentence: `${sentence} The model in use, ${model}, ${cannotBeAsked}.`, usable: false };
  }
  const usable = listed.has(id);
  return usable
    ? { sentence, usable }
    : { sentence: `${sentence} The model in use, ${model}, is not listed.`, usable };
}

/** What an endpoint of one's own speaks, as far as the models tell that it lists, and what to set for it. */
function protocolSentence({ protocols }: Provider, ids: readonly string[]): string {
  const spoken = protocolsAmong(ids);
  const leftOpen = protocols.length > 1;
  const [only] = spoken;
  if (only === undefined) {
    const hint = leftOpen ? ' If it speaks as OpenAI does, set Custom: Protocol to openai-images.' : '';
    return `Its list does not show which protocol it speaks.${hint}`;
  }
  const speaks = `By its list it speaks the protocol of ${spoken.map(({ speaksLike }) => speaksLike).join(' and of ')}`;
  if (spoken.length > 1)
    return leftOpen ? `${speaks}.` : `${speaks}: set Custom: Protocol to any to use both.`;
  if (!leftOpen && protocols.includes(only.id)) return `${speaks}, as is set.`;
  return `${speaks}: set Custom: Protocol to ${only.id}${leftOpen ? ' to ask models of other names so too' : ''}.`;
}
