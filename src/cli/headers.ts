import type { Auth } from '../core/api/customHeaders.ts';
import { type HeaderAdvice, readCustomHeaders, secretId, secretNames } from '../core/api/customHeaders.ts';
import type { Provider, ProviderId } from '../core/api/providers.ts';
import { secretVariable } from '../core/api/snippets.ts';
import { inARow, say, sentence, t } from '../core/shared/l10n.ts';
import { type Environment, UsageError } from './usage.ts';

/** What helps where a header was typed. */
const advice: HeaderAdvice = {
  correct: sentence('Fix --header.'),
  remove: sentence('Leave it out.'),
  secret: sentence(
    `Secrets on a command line show up in process lists, shell history and logs. Write '\${secret:NAME}' instead, in single quotes, and set the environment variable NANO_BANANA_SECRET_NAME.`,
  ),
};

/**
 * What was typed behind each `--header`, by name.
 * @throws UsageError for a header that can't or mustn't be set
 */
export function readHeaders(
  typed: readonly string[],
  provider: ProviderId,
  auth: Auth,
): Record<string, string> {
  const headers = new Map<string, string>();
  for (const text of typed) {
    const [name = '', value] = split(text);
    if (value === undefined)
      throw new UsageError(t("--header takes a name, a colon and a value: 'X-Team: docs'."));
    if (value === '') {
      throw new UsageError(
        t(`--header {name} has no value. If it contained \${…}, the shell expanded it: use single quotes.`, {
          name: shown(name),
        }),
      );
    }
    if ([...headers.keys()].some((other) => other.toLowerCase() === name.toLowerCase())) {
      throw new UsageError(
        inARow(t('--header {name} is given twice.', { name: shown(name) }), say(advice.remove)),
      );
    }
    headers.set(name, value);
  }
  if (headers.size > 0 && provider !== 'custom') {
    throw new UsageError(
      t('--header works only with the provider custom, not with {provider}.', { provider }),
    );
  }
  const named = Object.fromEntries(headers);
  const read = readCustomHeaders(named, auth, advice);
  if (!read.ok) throw new UsageError(read.failure.sentence);
  return named;
}

function split(text: string): [name: string, value?: string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text.trim()] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 60));

/**
 * The secrets of the headers, from the environment, under the ids that they are asked for by.
 * @throws UsageError naming the first variable that is not set, or holds what no header can carry
 */
export function secretsOfHeaders(
  provider: Pick<Provider, 'headers' | 'origin' | 'name'>,
  environment: Environment,
): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const name of secretNames(provider)) {
    const variable = secretVariable(name);
    const secret = environment[variable]?.trim();
    if (!secret) {
      throw new UsageError(
        t(
          'There is no secret "{name}" for the headers of {provider}. Set the environment variable {variable}.',
          {
            name,
            provider: provider.name,
            variable,
          },
        ),
      );
    }
    if (!/^[\x21-\x7e]{1,4096}$/.test(secret)) {
      throw new UsageError(
        t(
          "The environment variable {variable} contains characters that a header can't carry: a secret has only plain letters, digits and signs, and no spaces.",
          { variable },
        ),
      );
    }
    secrets.set(secretId(provider.origin, name), secret);
  }
  return secrets;
}
