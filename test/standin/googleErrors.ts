import { detail, errorInfo } from './refusal.ts';

const quota = (quotaId: string, quotaValue: string) =>
  detail('QuotaFailure', {
    violations: [
      {
        quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests',
        quotaId,
        quotaDimensions: { location: 'global', model: 'gemini-3.1-flash-image' },
        quotaValue,
      },
    ],
  });

const retryIn = (delay: string) => detail('RetryInfo', { retryDelay: delay });

const help = detail('Help', {
  links: [
    {
      description: 'Learn more about Gemini API quotas',
      url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
    },
  ],
});

const exhausted = 'You exceeded your current quota, please check your plan and billing details.';

const rateLimit = { http: 429, status: 'RESOURCE_EXHAUSTED' } as const;
const invalidArgument = { http: 400, status: 'INVALID_ARGUMENT' } as const;
const denied = { http: 403, status: 'PERMISSION_DENIED' } as const;
const unavailable = { http: 503, status: 'UNAVAILABLE' } as const;

/** Failures with Google's status and details; a reseller spells the same ones in its own form. */
export const googleErrors = {
  '400': {
    ...invalidArgument,
    message: 'Request contains an invalid argument.',
    description: 'a bad request with no reason given',
  },
  '400-key': {
    ...invalidArgument,
    message: 'API key not valid. Please pass a valid API key.',
    details: [
      errorInfo('API_KEY_INVALID'),
      detail('LocalizedMessage', {
        locale: 'en-US',
        message: 'API key not valid. Please pass a valid API key.',
      }),
    ],
    description: 'wrong key, as Google says it',
  },
  '400-key-expired': {
    ...invalidArgument,
    message: 'API key expired. Please renew the API key.',
    details: [errorInfo('API_KEY_INVALID')],
    description: 'a key that has expired',
  },
  '400-field': {
    ...invalidArgument,
    message:
      'Invalid JSON payload received. Unknown name "outputMimeType" at \'generation_config.image_config\': Cannot find field.',
    details: [
      detail('BadRequest', {
        fieldViolations: [
          {
            field: 'generation_config.image_config',
            description:
              'Invalid JSON payload received. Unknown name "outputMimeType" at \'generation_config.image_config\': Cannot find field.',
          },
        ],
      }),
    ],
    description: 'an unknown field',
  },
  '400-size': {
    ...invalidArgument,
    message: 'Image size 512 is not supported by this model.',
    description: 'a size the model does not take',
  },
  '400-signature': {
    ...invalidArgument,
    message: 'Image part is missing a thought_signature in content position 2, part position 1.',
    description: 'a model turn without its signature',
  },
  '400-payload': {
    ...invalidArgument,
    message: 'Request payload size exceeds the limit: 20971520 bytes.',
    description: 'body over the limit, as Google says it',
  },
  '400-thinking': {
    ...invalidArgument,
    message:
      'Thinking level MINIMAL is not supported for this model. Please retry with other thinking level.',
    description: 'a thinking level the model does not take',
  },
  '400-image': {
    ...invalidArgument,
    message: 'Unable to process input image. Please retry or report in the troubleshooting guide.',
    description: 'an input image it could not read',
  },
  '400-region': {
    http: 400,
    status: 'FAILED_PRECONDITION',
    message: 'User location is not supported for the API use.',
    description: 'the region is not served',
  },
  '400-billing': {
    http: 400,
    status: 'FAILED_PRECONDITION',
    message: 'Gemini API free tier is not available in your country. Please enable billing on your project.',
    description: 'billing is not enabled',
  },
  '401': {
    http: 401,
    status: 'UNAUTHENTICATED',
    message:
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    details: [errorInfo('ACCESS_TOKEN_TYPE_UNSUPPORTED')],
    description: 'credentials of the wrong kind',
  },
  '403': {
    ...denied,
    message: "Method doesn't allow unregistered callers. Please use API Key to call this API.",
    description: 'no key arrived',
  },
  '403-leaked': {
    ...denied,
    message: 'Your API key was reported as leaked. Please use another API key.',
    description: 'the key was reported as leaked',
  },
  '403-blocked': {
    ...denied,
    message: 'Requests to this API generativelanguage.googleapis.com method GenerateContent are blocked.',
    details: [errorInfo('API_KEY_SERVICE_BLOCKED')],
    description: 'the key is not allowed for this service',
  },
  '403-disabled': {
    ...denied,
    message: 'Generative Language API has not been used in project 123456789012 before or it is disabled.',
    details: [errorInfo('SERVICE_DISABLED')],
    description: 'the service is not enabled in the project',
  },
  '404': {
    http: 404,
    status: 'NOT_FOUND',
    message:
      'models/gemini-3.1-flash-image-preview is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.',
    description: 'the model is gone or never was',
  },
  '413': {
    http: 413,
    status: 'INVALID_ARGUMENT',
    message: 'Request Entity Too Large',
    description: 'body too large',
  },
  '429': {
    ...rateLimit,
    message: `${exhausted} Please retry in 34.4s.`,
    details: [help, quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '10'), retryIn('34.4s')],
    description: 'rate limit with a RetryInfo of 34.4 s',
  },
  '429-short': {
    ...rateLimit,
    message: 'Resource has been exhausted. Please retry in 0.05s.',
    details: [retryIn('0.05s')],
    description: 'rate limit with a RetryInfo of 50 ms, worth repeating',
  },
  '429-bare': {
    ...rateLimit,
    message: 'Resource has been exhausted (e.g. check quota).',
    description: 'rate limit without any delay given',
  },
  '429-message': {
    ...rateLimit,
    message: `${exhausted} Please retry in 40.1s.`,
    description: 'rate limit with the delay in the message only',
  },
  '429-header': {
    ...rateLimit,
    message: 'Too many requests.',
    headers: { 'Retry-After': '7' },
    description: 'rate limit with a Retry-After header set by a gateway',
  },
  '429-limit-0': {
    ...rateLimit,
    message: `${exhausted}\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-3.1-flash-image\nPlease retry in 41s.`,
    details: [help, quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '0'), retryIn('41s')],
    description: 'the free tier has no image quota (limit: 0)',
  },
  '429-per-day': {
    ...rateLimit,
    message: `${exhausted}\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_requests_per_model_per_day, limit: 250`,
    details: [help, quota('GenerateRequestsPerDayPerProjectPerModel', '250'), retryIn('45.83s')],
    description: "the day's quota is used up",
  },
  '500': {
    http: 500,
    status: 'INTERNAL',
    message: 'An internal error has occurred. Please retry or report in the troubleshooting guide.',
    description: 'internal error',
  },
  '503': {
    ...unavailable,
    message:
      'This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try again later.',
    description: 'high demand',
  },
  '503-overloaded': {
    ...unavailable,
    message: 'The model is overloaded. Please try again later.',
    description: 'overloaded',
  },
  '503-deadline': {
    ...unavailable,
    message: 'Deadline expired before operation could complete.',
    description: "the server's own deadline passed",
  },
  '504': {
    http: 504,
    status: 'DEADLINE_EXCEEDED',
    message: 'The request timed out. Please try again.',
    description: 'gateway time-out',
  },
} as const;
