import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { inARow, type Sentence, say, sentence, t } from '../shared/l10n.ts';

/** A further header for a gateway; a part may name a secret that is kept apart. */
export interface CustomHeader {
  name: string;
  value: readonly (string | { secret: string })[];
}

/** How a key is sent; `none`: the endpoint is asked without one. */
export type Auth = 'bearer' | 'x-goog-api-key' | 'none';

/** What of a provider decides which headers it gets, and which secrets it needs. */
interface WithHeaders {
  headers: readonly CustomHeader[];
  auth: Auth;
  origin: string;
  /** For sentences. */
  name: string;
}

/** Headers as they are sent, and what of them must never be shown. */
export interface SentHeaders {
  headers: Readonly<Record<string, string>>;
  secrets: readonly string[];
}

const refuse = (code: string, fault: string, advice: Sentence): { ok: false; failure: Failure } =>
  fail({
    code: `custom.${code}`,
    sentence: inARow(fault, say(advice)),
    nextSteps: ['openSettings'],
    billed: 'no',
  });

/** These belong to the connection and the body (RFC 9110), and to how an answer is read. */
const ownHeaders =
  /^(accept|accept-encoding|connection|content-.*|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|x-server-timeout)$/i;

/** Names whose values are secrets as a rule. */
const secretName = /auth|key|token|secret|password|credential|cookie/i;

const secretReference = /\$\{secret:([A-Za-z0-9_-]{1,64})\}/;

/** What to do about a header that is refused, where it was written. */
export interface HeaderAdvice {
  correct: Sentence;
  remove: Sentence;
  /** Where a secret belongs. */
  secret: Sentence;
}

const inSettings: HeaderAdvice = {
  correct: sentence('Fix it in the settings.'),
  remove: sentence('Remove it from the settings.'),
  secret: sentence(
    `Settings are not safe for secrets: write \${secret:NAME} instead and run Set API Key, which asks for it.`,
  ),
};

/**
 * The headers that the setting `nanoBanana.custom.headers` or the command line names. A value may hold `${secret:NAME}`, which
 * stands for a secret kept with the keys. Fails with a sentence for a header that can't or mustn't be set.
 * @param auth how the key is sent: its own header is not to be set twice
 * @param advice for whoever wrote them elsewhere than in the settings
 */
export function readCustomHeaders(
  setting: Readonly<Record<string, string>>,
  auth: Auth,
  advice = inSettings,
): Outcome<CustomHeader[]> {
  const headers: CustomHeader[] = [];
  const keyHeader = { bearer: 'authorization', 'x-goog-api-key': 'x-goog-api-key', none: '' }[auth];
  for (const [name, text] of Object.entries(setting)) {
    const header = JSON.stringify(name.slice(0, 60));
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(name)) {
      return refuse(
        'headerName',
        t('The header {header} of the custom endpoint has an invalid name.', { header }),
        advice.correct,
      );
    }
    const isTwice = headers.some((other) => other.name.toLowerCase() === name.toLowerCase());
    if (isTwice || name.toLowerCase() === keyHeader || ownHeaders.test(name)) {
      return refuse(
        'headerTaken',
        t('The header {header} of the custom endpoint is already set by the extension.', { header }),
        advice.remove,
      );
    }
    // Splitting by a pattern with one group gives the texts and the names in turn.
    const parts = text.split(secretReference);
    const texts = parts.filter((_, index) => index % 2 === 0);
    if (texts.some((part) => part.includes(`\${`) || !/^[\x20-\x7e\t]{0,4096}$/.test(part))) {
      return refuse(
        'headerValue',
        t("The header {header} of the custom endpoint has a value that can't be sent.", { header }),
        sentence(`Use plain letters and signs, and \${secret:NAME} for a secret.`),
      );
    }
    if (parts.length === 1 && (secretName.test(name) || /^(bearer|basic)( |$)/i.test(text.trim()))) {
      return refuse(
        'headerSecret',
        t('The header {header} of the custom endpoint looks like a secret.', { header }),
        advice.secret,
      );
    }
    const value = parts.map((part, index) => (index % 2 === 0 ? part : { secret: part }));
    headers.push({ name, value: value.filter((part) => part !== '') });
  }
  return succeed(headers);
}

/** Under what a secret of a header is kept: like a key, for one origin. */
export const secretId = (origin: string, name: string): string => `${origin}#${name}`;

/** The names of the secrets that the headers of a provider need, each once. */
export const secretNames = ({ headers }: Pick<WithHeaders, 'headers'>): string[] => [
  ...new Set(
    headers.flatMap(({ value }) => value.flatMap((part) => (typeof part === 'string' ? [] : [part.secret]))),
  ),
];

/** One of the things that have to be kept for a provider before it can be asked. */
export interface NeededSecret {
  /** Under which it is kept. */
  id: string;
  label: string;
  isKey: boolean;
}

/** The provider's key and the secrets of its headers, as far as it needs them. */
export const neededSecrets = (provider: Pick<WithHeaders, 'headers' | 'auth' | 'origin'>): NeededSecret[] => [
  ...(provider.auth === 'none' ? [] : [{ id: provider.origin, label: t('API Key'), isKey: true }]),
  ...secretNames(provider).map((name) => ({
    id: secretId(provider.origin, name),
    label: t('Secret "{name}"', { name }),
    isKey: false,
  })),
];

/** Whether everything is kept that a provider needs. */
export async function hasEverySecret(
  provider: Pick<WithHeaders, 'headers' | 'auth' | 'origin'>,
  keyFor: (id: string) => Promise<string | undefined>,
): Promise<boolean> {
  for (const { id } of neededSecrets(provider)) if ((await keyFor(id)) === undefined) return false;
  return true;
}

/** The headers with their secrets put in; fails, naming the first that is not kept for this origin. */
export async function resolveHeaders(
  provider: Pick<WithHeaders, 'headers' | 'origin' | 'name'>,
  keyFor: (id: string) => Promise<string | undefined>,
): Promise<Outcome<SentHeaders>> {
  const known = new Map<string, string>();
  for (const name of secretNames(provider)) {
    const secret = (await keyFor(secretId(provider.origin, name)))?.trim();
    if (!secret) {
      const told = t(
        'The headers for {provider} need the secret "{name}", which is not stored. Set it, then run again.',
        {
          provider: provider.name,
          name,
        },
      );
      return fail({
        code: 'auth.noSecret',
        sentence: told,
        nextSteps: ['setApiKey', 'openSettings'],
        billed: 'no',
      });
    }
    known.set(name, secret);
  }
  const headers = Object.fromEntries(
    provider.headers.map(({ name, value }) => [
      name,
      value.map((part) => (typeof part === 'string' ? part : (known.get(part.secret) ?? ''))).join(''),
    ]),
  );
  return succeed({ headers, secrets: [...known.values()] });
}

export const noHeaders: SentHeaders = { headers: {}, secrets: [] };
