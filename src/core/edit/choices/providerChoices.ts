import { type ChosenProviderId, providerIds } from '../../api/providers.ts';
import type { SettingsValues } from '../../ports.ts';
import { formatCost } from '../../shared/format.ts';
import { inARow, type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import type { ProviderChoice } from '../../shared/protocol/panelState.ts';
import { defaultOptions } from '../plan/defaultOptions.ts';
import { quoteRun } from '../price/quote.ts';

interface Words {
  label: Sentence;
  who: Sentence;
  keeps: Sentence;
  /** The same for a row of a pick, which cuts off what is longer than it. */
  keepsBriefly: Sentence;
}

/**
 * What a person has to know to choose one: who it is, and what it keeps. By the providers' own pages of November
 * 2026, which `docs/privacy.md` links to.
 */
const words: Record<ChosenProviderId, Words> = {
  apiyi: {
    label: sentence('APIYI'),
    who: sentence('A reseller: the models of Google and OpenAI with one key.'),
    keeps: sentence('It says that it keeps no pictures. It passes them on to Google or OpenAI.'),
    keepsBriefly: sentence('Says it keeps no pictures; passes them on to Google or OpenAI.'),
  },
  google: {
    label: sentence('Google AI Studio'),
    who: sentence('Google’s Gemini models. Pictures need a project with billing.'),
    keeps: sentence('Every request asks Google not to store it. Google may still keep some to find abuse.'),
    keepsBriefly: sentence('Google is asked not to store it, but may keep some to find abuse.'),
  },
  openai: {
    label: sentence('OpenAI'),
    who: sentence('The GPT Image models. They need a verified organization.'),
    keeps: sentence('OpenAI keeps logs for up to 30 days to find abuse.'),
    keepsBriefly: sentence('Keeps logs for up to 30 days to find abuse.'),
  },
  custom: {
    label: sentence('My own endpoint'),
    who: sentence('A server with Google’s or OpenAI’s API, also on this machine.'),
    keeps: sentence('What it keeps is up to the people who run it.'),
    keepsBriefly: sentence('What it keeps is up to the people who run it.'),
  },
};

/** Everybody who can be asked, in the order in which they are offered, with what one edit costs there. */
export function providerChoices(values: SettingsValues): ProviderChoice[] {
  return providerIds.map((id) => {
    const { label, who, keeps } = words[id];
    const cost = costAt(id, values);
    const costs = cost === undefined ? '' : t('One edit costs about {cost}.', { cost });
    return { id, label: say(label), who: say(who), costs, keeps: say(keeps) };
  });
}

/** The same as rows of a pick, whose texts are whole at its usual width of 600 pixels. */
export function providerRows(
  values: SettingsValues,
): { id: ChosenProviderId; label: string; description: string; detail: string }[] {
  return providerIds.map((id) => {
    const { label, who, keepsBriefly } = words[id];
    const cost = costAt(id, values);
    return {
      id,
      label: say(label),
      description: [id === values.provider ? t('current') : '', say(who)].filter(Boolean).join(' · '),
      detail: inARow(cost !== undefined && t('About {cost} an edit.', { cost }), say(keepsBriefly)),
    };
  });
}

/** What one edit costs there, with the currency; undefined where nobody knows. */
function costAt(id: ChosenProviderId, values: SettingsValues): string | undefined {
  const there: SettingsValues = { ...values, provider: id, model: '' };
  const { usd } = quoteRun(there, defaultOptions(there), 0, [{ edited: undefined, inputs: 1 }]);
  return id === 'custom' || usd === undefined ? undefined : formatCost(usd);
}
