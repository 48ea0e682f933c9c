import { Refusal } from '../refusal.ts';

interface Reason {
  param?: string;
  code?: string;
  type?: string;
  http?: number;
}

/** A refusal in OpenAI's words and form; 400 `invalid_request_error` unless told. */
export function refuse(
  message: string,
  { param, code, type = 'invalid_request_error', http = 400 }: Reason = {},
): Refusal {
  return new Refusal({
    http,
    status: 'INVALID_ARGUMENT',
    shape: 'openai',
    message,
    type,
    ...(param !== undefined && { param }),
    ...(code !== undefined && { code }),
  });
}

/** For a value that is none of those that are taken. */
export function refuseValue(name: string, value: unknown, supported: readonly string[]): Refusal {
  const words = supported.map((one) => `'${one}'`);
  const list = words.length > 1 ? `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}` : words.join('');
  return refuse(`Invalid value: '${String(value)}'. Supported values are: ${list}.`, {
    param: name,
    code: 'invalid_value',
  });
}

export function unknownParameter(name: string): Refusal {
  return refuse(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
}

/** For a file that is there and can't be used. */
export function badFile(message: string, param: string, code = 'invalid_image_file'): Refusal {
  return refuse(message, { param, code, type: 'image_generation_user_error' });
}
