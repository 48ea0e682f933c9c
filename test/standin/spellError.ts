import type { ApiError, Style } from './refusal.ts';

/** Body and content type of a failure in the provider's style, or in the shape the error asks for. */
export function spellError(
  style: Style,
  error: ApiError,
  requestId: string,
  sentKey: string,
): { body: string; type: string } {
  switch (error.shape) {
    case 'html':
      return {
        body: `<html><head><title>${error.http} ${error.message}</title></head><body><h1>${error.message}</h1></body></html>`,
        type: 'text/html',
      };
    case 'empty':
      return { body: '', type: 'text/plain' };
    case 'array':
      return json([googleBody(error)]);
    case 'echo':
      return json(bodyOf(style, { ...error, message: `${error.message}${sentKey}` }, requestId));
    case 'openai':
      return json(openAiBody(error, style === 'openai' ? '' : ` (request id: ${requestId})`));
    default:
      return json(bodyOf(error.shape ?? style, error, requestId));
  }
}

const json = (value: object) => ({ body: JSON.stringify(value), type: 'application/json; charset=UTF-8' });

function bodyOf(style: Style, error: ApiError, requestId: string): object {
  if (style === 'openai') return openAiBody(error, '');
  return style === 'google' ? googleBody(error) : resellerBody(error, requestId);
}

/** A reseller hands it on with its own request id behind the message. */
function openAiBody({ http, message, type, param, code }: ApiError, behind: string): object {
  return {
    error: {
      message: `${message}${behind}`,
      type: type ?? (http < 500 ? 'invalid_request_error' : 'server_error'),
      param: param ?? null,
      code: code ?? null,
    },
  };
}

function googleBody({ http, message, status, details }: ApiError): object {
  return { error: { code: http, message, status, ...(details && { details }) } };
}

function resellerBody({ http, message, code }: ApiError, requestId: string): object {
  return {
    error: {
      message: message === '' ? '' : `${message} (request id: ${requestId})`,
      localized_message: message === '' ? '' : 'Something went wrong with this request.',
      type: 'shell_api_error',
      param: code === undefined ? String(http) : '',
      code: code ?? 'bad_response_status_code',
    },
  };
}
