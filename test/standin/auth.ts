import { refuse } from './openai/refuse.ts';
import { errorInfo, Refusal, type Style } from './refusal.ts';

/**
 * Checks the key headers as the provider does: Google takes only `x-goog-api-key`, the reseller either of the two,
 * nobody takes both. Without a configured key (an endpoint on the own machine) none is needed.
 *
 * @throws {Refusal} in the words and codes of the provider
 */
export function checkAuth(
  style: Style,
  key: string | undefined,
  header: (name: string) => string | undefined,
): void {
  const googleKey = header('x-goog-api-key');
  const authorization = header('authorization');
  if (style === 'openai') {
    checkOpenAi(key, authorization);
    return;
  }
  if (googleKey !== undefined && authorization !== undefined) {
    throw new Refusal({
      http: 400,
      status: 'INVALID_ARGUMENT',
      message: 'Multiple authentication credentials received. Please pass only one.',
    });
  }
  if (key === undefined) {
    return;
  }
  if (style === 'google') {
    checkGoogle(key, googleKey, authorization);
  } else if ((googleKey ?? /^Bearer (.+)$/.exec(authorization ?? '')?.[1]) !== key) {
    throw new Refusal({
      http: 401,
      status: 'UNAUTHENTICATED',
      message: googleKey === undefined && authorization === undefined ? '未提供令牌' : '无效的令牌',
      code: '',
    });
  }
}

/** OpenAI looks at nothing but the bearer. */
function checkOpenAi(key: string | undefined, authorization: string | undefined): void {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined || given === key) {
    return;
  }
  throw given === undefined
    ? refuse(
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
        { http: 401 },
      )
    : refuse(
        `Incorrect API key provided: ${given.slice(0, 3)}***${given.slice(-2)}. You can find your API key at https://platform.openai.com/account/api-keys.`,
        { http: 401, code: 'invalid_api_key' },
      );
}

function checkGoogle(key: string, googleKey: string | undefined, authorization: string | undefined): void {
  if (authorization !== undefined) {
    throw new Refusal({
      http: 401,
      status: 'UNAUTHENTICATED',
      message:
        'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other ' +
        'valid authentication credential.',
      details: [errorInfo('ACCESS_TOKEN_TYPE_UNSUPPORTED')],
    });
  }
  if (googleKey === undefined) {
    throw new Refusal({
      http: 403,
      status: 'PERMISSION_DENIED',
      message:
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key " +
        'or other form of API consumer identity to call this API.',
    });
  }
  if (googleKey !== key) {
    throw new Refusal({
      http: 400,
      status: 'INVALID_ARGUMENT',
      message: 'API key not valid. Please pass a valid API key.',
      details: [errorInfo('API_KEY_INVALID')],
    });
  }
}
