import { googleErrors } from './googleErrors.ts';
import { imageErrors } from './openai/imageErrors.ts';
import type { ApiError } from './refusal.ts';

export interface ToldError extends ApiError {
  description: string;
}

const reseller = { status: 'UNKNOWN', shape: 'apiyi' } as const;
const unavailable = { http: 503, status: 'UNAVAILABLE' } as const;

const table = {
  ...googleErrors,
  'invalid-token': {
    ...reseller,
    http: 401,
    message: '无效的令牌',
    code: '',
    description: "the reseller's wrong key",
  },
  insufficient_user_quota: {
    ...reseller,
    http: 403,
    message: '用户额度不足, 剩余额度: $0.012000',
    code: 'insufficient_user_quota',
    description: "the reseller's balance is used up",
  },
  pre_consume_token_quota_failed: {
    ...reseller,
    http: 403,
    message: 'token quota is not enough, token remain quota: $0.010000, need quota: $0.055000',
    code: 'pre_consume_token_quota_failed',
    description: "the key's own balance is below the pre-charge",
  },
  bad_response_status_code: {
    ...reseller,
    http: 503,
    message: 'bad response status code 503',
    description: 'an upstream failure, the status in `param`',
  },
  write_response_body_failed: {
    ...reseller,
    http: 500,
    message: 'write response body failed',
    code: 'write_response_body_failed',
    description: 'a very large request or answer failed at the reseller, not billed',
  },
  model_not_found: {
    ...reseller,
    http: 503,
    message: '当前分组 default 下对于模型 gemini-9 无可用渠道',
    code: 'model_not_found',
    description: "the reseller's unknown model",
  },
  no_available_key: {
    ...reseller,
    http: 503,
    message: 'no available key',
    code: 'channel:no_available_key',
    description: 'no upstream key is free',
  },
  access_denied: {
    ...reseller,
    http: 403,
    message: 'access denied',
    code: 'access_denied',
    description: 'the key may not use this',
  },
  prompt_blocked: {
    ...reseller,
    http: 400,
    message: 'prompt blocked',
    code: 'prompt_blocked',
    description: 'the reseller refuses the prompt',
  },
  sensitive_words_detected: {
    ...reseller,
    http: 400,
    message: 'sensitive words detected',
    code: 'sensitive_words_detected',
    description: 'the reseller refuses a word',
  },
  do_request_failed: {
    ...reseller,
    http: 500,
    message: 'do request failed',
    code: 'do_request_failed',
    description: 'the reseller could not reach the model',
  },
  empty_response: {
    ...reseller,
    http: 500,
    message: 'empty response',
    code: 'empty_response',
    description: 'the model answered the reseller with nothing',
  },
  token_concurrency_limit_reached: {
    ...reseller,
    http: 429,
    message: 'token concurrency limit reached',
    code: 'token_concurrency_limit_reached',
    description: 'too many requests at once with this key',
  },
  'empty-message': {
    ...reseller,
    http: 500,
    message: '',
    code: '',
    description: "the reseller's error with an empty message",
  },
  'number-code': {
    ...reseller,
    http: 500,
    message: 'upstream error',
    code: 500,
    description: "the reseller's error with a number as its code",
  },
  'google-shape': {
    ...unavailable,
    message: 'The model is overloaded. Please try again later.',
    shape: 'google',
    description: "Google's own form passed on by the reseller",
  },
  array: {
    ...unavailable,
    message: 'The model is overloaded. Please try again later.',
    shape: 'array',
    description: 'the error wrapped in an array',
  },
  html: {
    http: 502,
    status: '',
    message: 'Bad gateway',
    shape: 'html',
    description: "a gateway's HTML page (502)",
  },
  'html-413': {
    http: 413,
    status: '',
    message: 'Request Entity Too Large',
    shape: 'html',
    description: "a proxy's HTML page for a body too large",
  },
  empty: { http: 500, status: '', message: '', shape: 'empty', description: 'a failure with no body at all' },
  'echo-key': {
    http: 401,
    status: 'UNAUTHENTICATED',
    message: 'Invalid API key: ',
    shape: 'echo',
    description: 'the key that was sent stands in the message',
  },
} as const satisfies Record<string, ToldError>;

export type ErrorName = keyof typeof table | keyof typeof imageErrors;

/** Those of every endpoint, and those of the Images endpoints alone. */
export const errorNames = Object.keys(table) as ErrorName[];
export const imageErrorNames = Object.keys(imageErrors) as ErrorName[];

/** Every HTTP failure the stand-in can be told to answer with. */
export const errors: Readonly<Record<ErrorName, ToldError>> = { ...table, ...imageErrors };
