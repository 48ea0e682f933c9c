import type { Provider } from '../core/api/providers.ts';
import { fail, type Outcome, succeed } from '../core/shared/failure.ts';
import { t } from '../core/shared/l10n.ts';

const longestKey = 4096;

const refuse = (code: string, sentence: string): Outcome<never> =>
  fail({ code: `key.${code}`, sentence, nextSteps: [], billed: 'no' });

/**
 * A key, or the secret of a header, as it was pasted, without what surrounds it. Refused is only what no header can carry or what is
 * surely not a key alone: providers change how their keys begin and how long they are.
 */
export function readKey(pasted: string, what: 'key' | 'secret' = 'key'): Outcome<string> {
  const key = pasted.trim();
  const isKey = what === 'key';
  if (key === '') {
    return refuse(
      'empty',
      isKey
        ? t('Paste the key, or press Escape to change nothing.')
        : t('Paste the secret, or press Escape to change nothing.'),
    );
  }
  if (/\s/.test(key)) {
    return refuse(
      'spaces',
      isKey
        ? t('A key contains no spaces or line breaks. Copy only the key.')
        : t('A secret contains no spaces or line breaks. Copy only the secret.'),
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return refuse(
      'characters',
      isKey
        ? t('A key contains only plain letters, digits and signs. Copy it again from its page.')
        : t('A secret contains only plain letters, digits and signs. Copy it again from its page.'),
    );
  }
  if (key.length > longestKey) {
    return refuse(
      'tooLong',
      isKey
        ? t('This is too long for a key. Copy only the key.')
        : t('This is too long for a secret. Copy only the secret.'),
    );
  }
  return succeed(key);
}

const anyReseller = () => t('OpenAI or a reseller');

/**
 * How well-known keys begin, and whose they are: Google's own pages print `AIza…` and, for newer ones, `AQ.…`
 * (ai.google.dev/gemini-api/docs/api-key); `sk-` alone is what OpenAI and most resellers give out.
 */
const beginnings: readonly [start: RegExp, whose: () => string][] = [
  [/^AIza[\w-]{20,}$/, () => 'Google'],
  [/^AQ\.[\w-]{20,}$/, () => 'Google'],
  [/^ya29\./, () => t('a Google account (an access token, which ends within the hour)')],
  [/^GOCSPX-/, () => t('a Google OAuth client')],
  [/^sk-ant-/, () => 'Anthropic'],
  [/^sk-or-/, () => 'OpenRouter'],
  [/^sk-(proj|svcacct|admin)-/, () => 'OpenAI'],
  [/^sk-/, anyReseller],
  [/^gsk_/, () => 'Groq'],
  [/^xai-/, () => 'xAI'],
  [/^hf_/, () => 'Hugging Face'],
  [/^(gh[opsu]_|github_pat_)/, () => 'GitHub'],
];

const googleHost = /(^|\.)googleapis\.com$/;

/**
 * Whose key it seems to be, where that is surely not the one that it would be sent to. A gateway of one's own may
 * take any key.
 */
export function otherOwner(key: string, { id, origin }: Pick<Provider, 'id' | 'origin'>): string | undefined {
  const isGoogle = id === 'google' || googleHost.test(new URL(origin).hostname);
  if (id === 'custom' && !isGoogle) return undefined;
  const owners = isGoogle ? ['Google'] : id === 'openai' ? ['OpenAI', anyReseller()] : [anyReseller()];
  const whose = beginnings.find(([start]) => start.test(key))?.[1]();
  return whose === undefined || owners.includes(whose) ? undefined : whose;
}

/** What became of a press of Enter: a key, or what to say in its place. */
export type TakenKey = { key: string } | { message: string; severity: 'error' | 'warning' };

/** Takes what is pasted into a box; a key that seems to be somebody else's is asked about once. */
export class KeyTaker {
  readonly #provider: Pick<Provider, 'id' | 'name' | 'origin'>;
  readonly #isKey: boolean;
  #asked: string | undefined;

  /** @param isKey whether it is the provider's key, and not the secret of a header */
  constructor(provider: Pick<Provider, 'id' | 'name' | 'origin'>, isKey: boolean) {
    this.#provider = provider;
    this.#isKey = isKey;
  }

  take(pasted: string): TakenKey {
    const read = readKey(pasted, this.#isKey ? 'key' : 'secret');
    if (!read.ok) return { message: read.failure.sentence, severity: 'error' };
    const key = read.value;
    const owner = this.#isKey ? otherOwner(key, this.#provider) : undefined;
    if (owner === undefined || this.#asked === key) return { key };
    this.#asked = key;
    const { name, origin } = this.#provider;
    return {
      message: t(
        'This looks like a key from {owner}, but it would be sent to {name} ({origin}). Press Enter again to store it anyway, or press Escape and choose another provider in the settings.',
        { owner, name, origin },
      ),
      severity: 'warning',
    };
  }
}
