import type { ApiError } from '../refusal.ts';

const request = { status: 'INVALID_ARGUMENT', shape: 'openai', type: 'invalid_request_error' } as const;
const unsafe = { ...request, http: 400, type: 'image_generation_user_error' } as const;
const limit = { ...request, http: 429, status: 'RESOURCE_EXHAUSTED' } as const;
const server = { status: 'INTERNAL', shape: 'openai', type: 'server_error' } as const;

const rejected =
  'Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_0a1b2c.';

/** The failures of the Images endpoints, as OpenAI and those that speak like it spell them. */
export const imageErrors = {
  moderation_blocked: {
    ...unsafe,
    message: `${rejected} safety_violations=[sexual].`,
    code: 'moderation_blocked',
    description: 'the prompt or an input is blocked, with the class of the violation',
  },
  'moderation_blocked-output': {
    ...unsafe,
    message:
      'The generated image was rejected by the safety system. Please adjust the prompt. safety_violations=[violence].',
    code: 'moderation_blocked',
    description: 'the finished picture is blocked',
  },
  'moderation_blocked-older': {
    ...unsafe,
    type: 'user_error',
    message: rejected,
    code: 'moderation_blocked',
    description: 'the same with the older type',
  },
  content_policy_violation: {
    ...request,
    http: 400,
    message: 'Your request was rejected as a result of our safety system.',
    code: 'content_policy_violation',
    description: 'blocked, in the words of earlier models',
  },
  'blocked-451': {
    ...request,
    http: 451,
    message: 'The request was blocked by content moderation.',
    description: 'blocked on a web route of the reseller',
  },
  not_generated: {
    ...request,
    http: 500,
    message: 'Image was not generated as expected, please modify the prompt and retry.',
    description: 'a hard block on a web route of the reseller',
  },
  invalid_image_file: {
    ...unsafe,
    message: 'Invalid image file or mode for image 1, please check your image file.',
    param: 'image',
    code: 'invalid_image_file',
    description: 'an input image that can not be read',
  },
  'invalid_image_file-mask': {
    ...unsafe,
    message: 'Invalid mask image format - mask image missing alpha channel',
    param: 'mask',
    code: 'invalid_image_file',
    description: 'a mask without alpha',
  },
  'bad-size': {
    ...request,
    http: 400,
    message: "Invalid value: '1000x1000'. Width and height must be multiples of 16.",
    param: 'size',
    code: 'invalid_value',
    description: 'a size off the rule',
  },
  'bad-transparent': {
    ...request,
    http: 400,
    message: "Transparent background is not supported with output format 'jpeg'.",
    param: 'background',
    code: 'invalid_value',
    description: 'JPEG can not be transparent',
  },
  'no-transparent': {
    ...request,
    http: 400,
    message: 'Transparent background is not supported for this model.',
    param: 'background',
    code: 'invalid_value',
    description: 'the model can not do transparent',
  },
  unknown_parameter: {
    ...request,
    http: 400,
    message: "Unknown parameter: 'complexity'.",
    param: 'complexity',
    code: 'unknown_parameter',
    description: 'a field that the model does not have',
  },
  billing_hard_limit_reached: {
    ...request,
    http: 400,
    message: 'Billing hard limit has been reached.',
    code: 'billing_hard_limit_reached',
    description: 'the spending limit, as a 400',
  },
  insufficient_quota: {
    ...limit,
    type: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
    code: 'insufficient_quota',
    description: 'no credit left',
  },
  'rate_limit_exceeded-images': {
    ...limit,
    type: 'input-images',
    message:
      'Rate limit reached for gpt-image-2 (for limit gpt-image) in organization org-a1 on input-images per min: Limit 5, Used 5, Requested 1. Please try again after 51.84 seconds.',
    code: 'rate_limit_exceeded',
    description: 'images per minute, the wait in words',
  },
  'rate_limit_exceeded-short': {
    ...limit,
    type: 'tokens',
    message: 'Rate limit reached for gpt-image-2 on tokens per min (TPM). Please try again in 50ms.',
    code: 'rate_limit_exceeded',
    headers: { 'retry-after-ms': '50' },
    description: 'tokens per minute, worth repeating after 50 ms',
  },
  invalid_api_key: {
    ...request,
    http: 401,
    message:
      'Incorrect API key provided: sk-wr**ng. You can find your API key at https://platform.openai.com/account/api-keys.',
    code: 'invalid_api_key',
    description: 'a wrong key',
  },
  'missing-scope': {
    ...request,
    http: 401,
    message:
      'You have insufficient permissions for this operation. Missing scopes: api.model.images.request. Check that you have the correct role in your organization and project, and if you use a restricted API key, that it has the necessary scopes.',
    code: 'missing_scope',
    description: 'a restricted key without the permission for images',
  },
  unverified: {
    ...request,
    http: 403,
    message:
      'Your organization must be verified to use the model `gpt-image-2.6-flare`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can take up to 15 minutes for access to propagate.',
    description: 'the organization is not verified',
  },
  'model_not_found-404': {
    ...request,
    http: 404,
    message: 'The model `gpt-image-1` does not exist or you do not have access to it.',
    param: 'model',
    code: 'model_not_found',
    description: 'a model that is retired or hidden',
  },
  'group-without-model': {
    ...request,
    http: 503,
    type: 'new_api_error',
    message: '分组 image2_OSS 下模型 gpt-image-2.6-flare 无可用渠道（distributor）',
    code: 'model_not_found',
    description: "the token's group at the reseller does not hold the model",
  },
  'too-large': {
    ...request,
    http: 413,
    message: 'Maximum content size limit (26214400) exceeded (31457280 bytes read)',
    description: 'the body is over a cap',
  },
  server_error: {
    ...server,
    http: 500,
    type: 'image_generation_server_error',
    message:
      'The server had an error while processing your request. Sorry about that! You can retry your request.',
    description: 'an error of the server itself',
  },
  'server_error-503': {
    ...server,
    http: 503,
    message: 'The engine is currently overloaded, please try again later.',
    description: 'overloaded',
  },
  'html-524': {
    http: 524,
    status: '',
    message: 'A timeout occurred',
    shape: 'html',
    description: "the reseller's CDN host gave up waiting after 100 seconds",
  },
} as const satisfies Record<string, ApiError & { description: string }>;
