import type { ModelCapabilities } from '../capabilities.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { inARow, t } from '../shared/l10n.ts';
import { withoutEnd } from '../shared/text.ts';
import { type Auth, type CustomHeader, readCustomHeaders } from './customHeaders.ts';
import { recordedModel, recordedProtocol } from './recorded.ts';

/** Whom the settings can name. */
export const providerIds = ['apiyi', 'google', 'openai', 'custom'] as const;
export type ChosenProviderId = (typeof providerIds)[number];
/** `recorded`: nobody is asked, the answers came with the product. */
export type ProviderId = ChosenProviderId | 'recorded';

/** In bytes. */
export interface ProviderLimits {
  /** One input image, before base64. */
  imageBytes?: number;
  /** The whole request. */
  bodyBytes: number;
}

/** Who is asked. */
export interface Provider {
  id: ProviderId;
  /** For sentences: "APIYI", "Google", or the host of an endpoint of one's own. */
  name: string;
  /** Without a trailing slash; may hold a path. */
  baseUrl: string;
  /** What the key is bound to. */
  origin: string;
  auth: Auth;
  /** The engines whose protocols it speaks. */
  protocols: readonly string[];
  /** Tried in this order. */
  modelListPaths: readonly string[];
  defaultModel: string;
  /**
   * Keeps requests unless it is told not to, as Google does those of newer paid projects
   * (ai.google.dev/gemini-api/docs/logs-datasets).
   */
  storesRequests: boolean;
  /** A header that tells it how long is waited, in seconds: it gives up by its own clock otherwise. */
  deadlineHeader?: string;
  /** Passes on how many pictures are wanted of one request, where the model draws several. */
  drawsSeveral?: true;
  /** Passes on what a model sends while it draws; resellers don't say that they do. */
  streams?: true;
  /** Further headers that the person's own settings name. */
  headers: readonly CustomHeader[];
  limits: ProviderLimits;
  /** Where a person gets a key. */
  keyPage?: string;
  billingPage?: string;
}

export interface ProviderChoice {
  provider: ProviderId;
  customBaseUrl?: string | undefined;
  customAuth?: Auth | undefined;
  customHeaders?: Readonly<Record<string, string>> | undefined;
  customProtocol?: CustomProtocol | undefined;
}

/** What an endpoint of one's own speaks; `any`: nobody has said, so all are tried. */
export const customProtocols = ['any', 'gemini', 'openai-images'] as const;
type CustomProtocol = (typeof customProtocols)[number];

const googleOrigin = 'https://generativelanguage.googleapis.com';

/** Google has shut the preview ids down and names this one as their successor. */
export const newestModel = 'gemini-nano-banana-2.1';

/** OpenAI's newest for speed, as its page of models has it first (November 2026). */
const newestImageModel = 'gpt-image-2.6-flare';

const apiyi: Provider = {
  id: 'apiyi',
  name: 'APIYI',
  baseUrl: 'https://api.apiyi.com',
  origin: 'https://api.apiyi.com',
  auth: 'bearer',
  protocols: ['gemini', 'openai-images'],
  modelListPaths: ['/v1/models'],
  // As in the API's own examples.
  defaultModel: 'gemini-3.1-flash-image-preview',
  storesRequests: false,
  drawsSeveral: true,
  headers: [],
  limits: { imageBytes: 7_000_000, bodyBytes: 95_000_000 },
  keyPage: 'https://api.apiyi.com/token',
  billingPage: 'https://api.apiyi.com/account/profile',
};

const google: Provider = {
  id: 'google',
  name: 'Google',
  baseUrl: googleOrigin,
  origin: googleOrigin,
  auth: 'x-goog-api-key',
  protocols: ['gemini'],
  modelListPaths: ['/v1beta/models'],
  defaultModel: newestModel,
  storesRequests: true,
  deadlineHeader: 'X-Server-Timeout',
  headers: [],
  limits: { bodyBytes: 18_000_000 },
  keyPage: 'https://aistudio.google.com/apikey',
  billingPage: 'https://ai.google.dev/gemini-api/docs/billing',
};

const openaiOrigin = 'https://api.openai.com';

const openai: Provider = {
  id: 'openai',
  name: 'OpenAI',
  baseUrl: openaiOrigin,
  origin: openaiOrigin,
  auth: 'bearer',
  protocols: ['openai-images'],
  modelListPaths: ['/v1/models'],
  defaultModel: newestImageModel,
  // The Images endpoints have no field for it; see `docs/privacy.md` for what OpenAI keeps.
  storesRequests: false,
  drawsSeveral: true,
  streams: true,
  headers: [],
  // No limit of the whole is documented: sixteen images may have 50 MB each.
  limits: { imageBytes: 50_000_000, bodyBytes: 400_000_000 },
  keyPage: 'https://platform.openai.com/api-keys',
  billingPage: 'https://platform.openai.com/settings/organization/billing/overview',
};

/** `invalid` is a name that never leads anywhere (RFC 2606). */
const nowhere = 'https://recorded.invalid';

const recorded: Provider = {
  id: 'recorded',
  name: recordedModel.name,
  baseUrl: nowhere,
  origin: nowhere,
  auth: 'none',
  protocols: [recordedProtocol],
  modelListPaths: [],
  defaultModel: recordedModel.id,
  storesRequests: false,
  headers: [],
  limits: { bodyBytes: 100_000_000 },
};

/** What may be sent to a provider for a model. */
export const limitsFor = (
  { limits }: Provider,
  { inputBytes }: Pick<ModelCapabilities, 'inputBytes'>,
): ProviderLimits => (inputBytes === undefined ? limits : { ...limits, imageBytes: inputBytes });

/**
 * The profile for what the settings say. Fails with a sentence when the endpoint of `custom` can't be
 * used: it must be https, or http on this machine only, and go without credentials, query and fragment.
 */
export function resolveProvider(choice: ProviderChoice): Outcome<Provider> {
  if (choice.provider === 'apiyi') return succeed(apiyi);
  if (choice.provider === 'google') return succeed(google);
  if (choice.provider === 'openai') return succeed(openai);
  if (choice.provider === 'recorded') return succeed(recorded);
  const auth = choice.customAuth ?? 'bearer';
  const headers = readCustomHeaders(choice.customHeaders ?? {}, auth);
  if (!headers.ok) return headers;
  const { customBaseUrl = '', customProtocol = 'any' } = choice;
  const protocols = customProtocol === 'any' ? apiyi.protocols : [customProtocol];
  return customProvider(customBaseUrl.trim(), auth, headers.value, protocols);
}

function customProvider(
  text: string,
  auth: Auth,
  headers: readonly CustomHeader[],
  protocols: readonly string[],
): Outcome<Provider> {
  if (text === '') {
    return fail(
      badEndpoint('custom.missing', t('No custom endpoint is set. Enter its base URL in the settings.')),
    );
  }
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return fail(
      badEndpoint(
        'custom.notUrl',
        inARow(
          t('The custom endpoint is not a web address.'),
          t('Enter one like https://gateway.example.com in the settings.'),
        ),
      ),
    );
  }
  if (url.username !== '' || url.password !== '') {
    return fail(
      badEndpoint(
        'custom.credentials',
        inARow(
          t('The custom endpoint contains a user name or password.'),
          t('Remove them from the settings and set the key with Set API Key.'),
        ),
      ),
    );
  }
  if (text.includes('?') || text.includes('#')) {
    return fail(
      badEndpoint(
        'custom.query',
        inARow(
          t('The custom endpoint contains a query or fragment.'),
          t('Enter the base URL alone in the settings.'),
        ),
      ),
    );
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !loopback) {
    return fail(
      badEndpoint(
        'custom.plainHttp',
        inARow(
          t('The custom endpoint is not encrypted.'),
          t('Use https in the settings; plain http works on this machine only.'),
        ),
      ),
    );
  }
  if (auth === 'none' && !loopback) {
    return fail(
      badEndpoint(
        'custom.noAuth',
        inARow(
          t('The custom endpoint is set up to be used without a key.'),
          t('Choose bearer or x-goog-api-key in the settings; none works only on this machine.'),
        ),
      ),
    );
  }
  if (url.hostname.endsWith('aiplatform.googleapis.com')) {
    return fail(
      badEndpoint(
        'custom.vertex',
        inARow(
          t('Vertex AI uses different addresses and keys.'),
          t('Set the provider to google in the settings, or use a gateway for the Gemini API.'),
        ),
      ),
    );
  }
  const path = withoutEnd(url.pathname, '/').replace(copiedPath, '');
  return succeed({
    id: 'custom',
    name: url.host,
    baseUrl: url.origin + path,
    origin: url.origin,
    auth,
    protocols,
    modelListPaths: protocols.includes('gemini') ? ['/v1beta/models', '/v1/models'] : ['/v1/models'],
    defaultModel: protocols.includes('gemini') ? newestModel : newestImageModel,
    headers,
    storesRequests: url.origin === googleOrigin,
    // Who says that it speaks as OpenAI does may have OpenAI behind it; what does not stream answers at once.
    ...(protocols[0] === 'openai-images' && { drawsSeveral: true, streams: true }),
    limits: { imageBytes: 7_000_000, bodyBytes: 18_000_000 },
  });
}

/**
 * What people copy along with a base URL from the pages of gateways: the version that the path of every call
 * begins with, a list, a call of its own, or the OpenAI route beside it.
 */
const copiedPath =
  /\/v1(beta\d?|alpha)?(\/openai)?(\/models(\/[^/]+)?|\/(chat\/)?completions|\/images(\/\w+)?|\/responses|\/messages)?$/i;

/** Whether a host name, as a URL spells it, is this machine. */
function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return true;
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function badEndpoint(code: string, sentence: string): Failure {
  return { code, sentence, nextSteps: ['openSettings'], billed: 'no' };
}
