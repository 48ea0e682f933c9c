import { capabilitiesAt, protocolsAmong } from '../core/api/models/models.ts';
import type { Provider } from '../core/api/providers.ts';
import { formatList, inARow, plural, t } from '../core/shared/l10n.ts';

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
  const listed = new Set(ids.map((id) => capabilitiesAt(provider, id).id));
  const known = [...listed].filter((id) => capabilitiesAt(provider, id).known).length;
  const host = new URL(provider.baseUrl).host;
  const said = inARow(
    provider.auth === 'none' ? t('{host} responds.', { host }) : t('The key works at {host}.', { host }),
    plural(listed.size, { one: 'It lists {count} model.', other: 'It lists {count} models.' }),
    known === 0
      ? t('None of them is a known image model.')
      : plural(known, {
          one: '{count} of them is a known image model.',
          other: '{count} of them are known image models.',
        }),
    provider.id === 'custom' && protocolSentence(provider, ids),
  );
  const { id, name, cannotBeAsked } = capabilitiesAt(provider, model);
  if (cannotBeAsked !== undefined) {
    return {
      sentence: inARow(said, t('The current model is {model}.', { model: name }), cannotBeAsked),
      usable: false,
    };
  }
  const usable = listed.has(id);
  return usable
    ? { sentence: said, usable }
    : { sentence: inARow(said, t('The current model, {model}, is not listed.', { model: name })), usable };
}

/** What an endpoint of one's own speaks, as far as the models tell that it lists, and what to set for it. */
function protocolSentence({ protocols }: Provider, ids: readonly string[]): string {
  const spoken = protocolsAmong(ids);
  const leftOpen = protocols.length > 1;
  const [only] = spoken;
  if (only === undefined) {
    return inARow(
      t('Its model list does not show which protocol it uses.'),
      leftOpen && t('If it is compatible with OpenAI, set Custom: Protocol to openai-images.'),
    );
  }
  const speaks = t('Its model list suggests the protocol of {models}.', {
    models: formatList(spoken.map(({ speaksLike }) => speaksLike)),
  });
  if (spoken.length > 1) return inARow(speaks, !leftOpen && t('Set Custom: Protocol to any to use both.'));
  if (!leftOpen && protocols.includes(only.id)) return inARow(speaks, t('That is the current setting.'));
  const { id } = only;
  return inARow(
    speaks,
    leftOpen
      ? t('Set Custom: Protocol to {id} to ask models with other names that way too.', { id })
      : t('Set Custom: Protocol to {id}.', { id }),
  );
}
