import type { Billed, Failure, NextStep } from '../shared/failure.ts';
import { type ErrorBody, parseErrorBody, retryAfterHeader, retryDelayInWords } from './errorBody.ts';
import { clean, failure, mayBeBilled, redact, waitingTime } from './failures.ts';

/** Who was asked for what; for sentences. */
export interface ErrorContext {
  providerName: string;
  /** As the wire spells it; absent when no model was asked. */
  model?: string | undefined;
  /** To remove it wherever a server repeats it. */
  key: string | undefined;
  requestId?: string | undefined;
}

export interface HttpError extends ErrorContext {
  status: number;
  body: string;
  retryAfter?: string | undefined;
  /** Milliseconds since 1970, for a Retry-After date. */
  now: number;
}

/** What an HTTP answer with a status of 400 or more means. */
export function httpFailure(error: HttpError): Failure {
  const body = parseErrorBody(error.body);
  return errorFailure(error.status, body, error, retryAfterHeader(error.retryAfter, error.now));
}

type Say = (
  code: string,
  sentence: string,
  billed: Billed,
  nextSteps?: NextStep[],
  retryAfterMs?: number,
) => Failure;

/** The same for an error body that is read already. */
export function errorFailure(
  status: number,
  body: ErrorBody,
  context: ErrorContext,
  headerDelayMs?: number,
): Failure {
  const detail = redact(
    clean(`HTTP ${status} ${body.status} ${body.code} ${body.message}`, 2200),
    context.key,
  );
  const requestId = context.requestId && redact(context.requestId, context.key);
  const say: Say = (code, sentence, billed, nextSteps = [], retryAfterMs = undefined) =>
    failure(code, sentence, billed, nextSteps, { detail, requestId, retryAfterMs });
  // A gateway that passes an upstream error on keeps its status in `param`.
  const upstream = body.code === 'bad_response_status_code' ? Number(body.param) : Number.NaN;
  const meant = upstream >= 400 && upstream < 600 ? upstream : status;
  const safe: ErrorBody = { ...body, message: redact(body.message, context.key) };
  const delay = body.retryDelayMs ?? retryDelayInWords(body.message) ?? headerDelayMs;
  return byCode(safe, context, say) ?? byStatus(meant, safe, context, delay, say);
}

/** Errors that say what they are, whatever the status. */
function byCode(body: ErrorBody, { providerName, model }: ErrorContext, say: Say): Failure | undefined {
  const { message, reasons } = body;
  if (
    reasons.includes('API_KEY_INVALID') ||
    /api key not valid|api key expired|无效的令牌|invalid token/i.test(message)
  ) {
    return invalidKey(providerName, say);
  }
  if (reasons.includes('ACCESS_TOKEN_TYPE_UNSUPPORTED')) {
    return say(
      'auth.keyType',
      `${providerName} does not take this kind of key for images. Make a new key and set it.`,
      'no',
      ['openKeyPage', 'setApiKey'],
    );
  }
  if (reasons.includes('API_KEY_SERVICE_BLOCKED') || reasons.includes('SERVICE_DISABLED')) {
    const sentence = `The key is not allowed to use the Gemini API at ${providerName}. Allow it in the key's settings, or set another key.`;
    return say('auth.serviceBlocked', sentence, 'no', ['openKeyPage', 'setApiKey']);
  }
  if (/multiple authentication credentials/i.test(message)) {
    const sentence = `${providerName} received two keys at once, probably one from a gateway between. Check the endpoint in the settings.`;
    return say('auth.twoKeys', sentence, 'no', ['openSettings']);
  }
  switch (body.code) {
    case 'insufficient_user_quota':
    case 'pre_consume_token_quota_failed':
    case 'insufficient_quota':
      return say(
        'billing.lowBalance',
        `The balance at ${providerName} is too low for this run. Top it up, or raise the limit of the key.`,
        'no',
        ['openBilling'],
      );
    case 'model_not_found':
    case 'channel:no_available_key': {
      const sentence = `${providerName} has no ${model ?? 'such model'} for this key. Choose another model, or change the group of the key.`;
      return say('model.notFound', sentence, 'no', ['chooseModel', 'openKeyPage']);
    }
    case 'access_denied':
      return say(
        'auth.denied',
        `${providerName} denies this key the access. Check what the key may do, or set another one.`,
        'no',
        ['openKeyPage', 'setApiKey'],
      );
    case 'prompt_blocked':
    case 'sensitive_words_detected':
      return say('refused.words', `${providerName} refused the words of the prompt. Rephrase it.`, 'no');
    case 'token_concurrency_limit_reached':
      return say(
        'rate.concurrency',
        `${providerName} allows this key fewer requests at once. Wait for the others and run again.`,
        'no',
        ['runAgain'],
      );
    case 'write_response_body_failed': {
      const sentence = `${providerName} could not pass on a request or answer this large. Use smaller images or a smaller size; it was not billed.`;
      return say('request.tooLarge', sentence, 'no', ['runAgain']);
    }
    case 'do_request_failed':
    case 'empty_response':
      return say(
        'server.upstream',
        `${providerName} got no answer from the model. ${mayBeBilled} Run it again.`,
        'maybe',
        ['runAgain', 'showLog'],
      );
    default:
      return undefined;
  }
}

function byStatus(
  status: number,
  body: ErrorBody,
  context: ErrorContext,
  delay: number | undefined,
  say: Say,
): Failure {
  const { providerName: name, model } = context;
  const said = body.message === '' ? '' : ` It said: “${clean(body.message, 240)}”`;
  switch (status) {
    case 400:
      return badRequest(body, context, said, say);
    case 401:
      return invalidKey(name, say, said);
    case 402:
      return say('billing.lowBalance', `${name} asks for payment. Top up the balance and run again.`, 'no', [
        'openBilling',
      ]);
    case 403:
      if (/unregistered callers|without established identity/i.test(body.message)) {
        return say('auth.noKey', `${name} received no API key. Set one, then run again.`, 'no', [
          'setApiKey',
        ]);
      }
      if (/leaked|reported/i.test(body.message)) {
        return say(
          'auth.leakedKey',
          `${name} blocked this key because it was found in public. Make a new key and set it.`,
          'no',
          ['openKeyPage', 'setApiKey'],
        );
      }
      return say(
        'auth.forbidden',
        `${name} does not let this key do that. Check what the key may do, or set another one.${said}`,
        'no',
        ['setApiKey', 'openKeyPage', 'showLog'],
      );
    case 404: {
      const what = model === undefined ? 'this address' : `the model ${model}`;
      const steps: NextStep[] = model === undefined ? ['openSettings'] : ['chooseModel', 'openSettings'];
      return say(
        'model.notFound',
        `${name} does not know ${what}. Choose another model, or check the endpoint.`,
        'no',
        steps,
      );
    }
    case 405:
      return say(
        'request.notAllowed',
        `${name} does not take requests at this address. Check the endpoint.`,
        'no',
        ['openSettings'],
      );
    case 407:
      return say(
        'network.proxy',
        'The proxy asks for a user name and password. Check the proxy settings of VS Code.',
        'no',
        ['showLog'],
      );
    case 408:
      return say(
        'server.timeout',
        `${name} did not receive the request in time. Run it again, or use smaller images.`,
        'no',
        ['runAgain'],
      );
    case 413:
      return say(
        'request.tooLarge',
        `The request is too large for ${name}. Use fewer or smaller input images.`,
        'no',
      );
    case 429:
      return rateLimited(body, name, delay, say);
    case 500: {
      const sentence = `${name} had an error of its own. ${mayBeBilled} Run it again, or use smaller input images.`;
      return say('server.error', sentence, 'maybe', ['runAgain', 'showLog']);
    }
    case 502:
      return say(
        'server.badGateway',
        `A gateway before ${name} got no proper answer. ${mayBeBilled} Run it again.`,
        'maybe',
        ['runAgain', 'showLog'],
      );
    case 503:
      if (/no available channel|无可用渠道/i.test(body.message)) {
        const sentence = `${name} has no channel for ${model ?? 'this model'} in the group of this key. Choose another model, or change the group of the key.`;
        return say('model.noChannel', sentence, 'no', ['chooseModel', 'openKeyPage']);
      }
      return say(
        'server.overloaded',
        `${name} is overloaded. Run it again in a while, or choose another model.`,
        'no',
        ['runAgain', 'chooseModel'],
        delay,
      );
    case 504: {
      const sentence = `${name} did not finish in time. ${mayBeBilled} Run it again, or choose a smaller size.`;
      return say('server.timeout', sentence, 'maybe', ['runAgain']);
    }
    default:
      return otherStatus(status, name, said, say);
  }
}

function otherStatus(status: number, name: string, said: string, say: Say): Failure {
  if (status < 500) {
    return say('request.refused', `${name} refused the request with status ${status}.${said}`, 'no', [
      'showLog',
    ]);
  }
  const sentence = `${name} answered with status ${status}. ${mayBeBilled} Run it again.${said}`;
  return say('server.error', sentence, 'maybe', ['runAgain', 'showLog']);
}

const invalidKey = (name: string, say: Say, said = '') =>
  say('auth.invalidKey', `${name} does not accept the API key. Set another one.${said}`, 'no', [
    'setApiKey',
    'openKeyPage',
  ]);

function badRequest(
  body: ErrorBody,
  { providerName: name, model }: ErrorContext,
  said: string,
  say: Say,
): Failure {
  const { message } = body;
  if (body.status === 'FAILED_PRECONDITION') {
    if (/location|region|country/i.test(message) && !/billing/i.test(message)) {
      const sentence = `${name} does not serve this region. Use another provider.`;
      return say('region.notServed', sentence, 'no', ['openSettings']);
    }
    const sentence = `${name} wants billing to be set up for this key. Open billing, then run again.${said}`;
    return say('billing.required', sentence, 'no', ['openBilling']);
  }
  const bytes = message.match(/payload size exceeds the limit:?\s*(\d+)/i)?.[1];
  if (bytes !== undefined) {
    const most = Math.floor(Number(bytes) / 100_000) / 10;
    const sentence = `The request is larger than the ${most} MB that ${name} takes. Use fewer or smaller input images.`;
    return say('request.tooLarge', sentence, 'no');
  }
  const asked = model ?? 'The model';
  if (/image[_ ]?size/i.test(message)) {
    return say(
      'request.badSize',
      `${asked} does not take this size at ${name}. Choose another size or Auto.${said}`,
      'no',
      ['chooseModel'],
    );
  }
  if (/aspect_?\s?ratio/i.test(message)) {
    return say(
      'request.badRatio',
      `${asked} does not take this aspect ratio at ${name}. Choose another one.${said}`,
      'no',
      ['chooseModel'],
    );
  }
  if (/thinking/i.test(message)) {
    return say(
      'request.badThinking',
      `${asked} does not take this thinking level at ${name}. Choose none.${said}`,
      'no',
      ['chooseModel'],
    );
  }
  if (/thought_?signature/i.test(message)) {
    const sentence = `${name} wants the signature of an earlier image. Use the image as an input instead.`;
    return say('request.signature', sentence, 'no');
  }
  if (/unknown name/i.test(message)) {
    const sentence = `${name} does not know an option of this request. Choose another model, or check the endpoint.${said}`;
    return say('request.unknownField', sentence, 'no', ['chooseModel', 'openSettings']);
  }
  if (/mime ?type|unable to process (?:the )?input image|image is not valid|invalid image/i.test(message)) {
    const sentence = `${name} can't read an input image. Convert it to PNG or JPEG, or leave it out.${said}`;
    return say('request.badImage', sentence, 'no');
  }
  if (/only supports text|response modalities|modalit/i.test(message)) {
    return say('model.noImages', `${asked} does not make images. Choose another model.`, 'no', [
      'chooseModel',
    ]);
  }
  return say(
    'request.invalid',
    `${name} refused the request as invalid. Change the options or the model.${said}`,
    'no',
    ['chooseModel', 'showLog'],
  );
}

function rateLimited(body: ErrorBody, name: string, delay: number | undefined, say: Say): Failure {
  const { message, quotaIds, zeroQuota } = body;
  if (zeroQuota || /limit:\s*0(?![\d.])/i.test(message)) {
    const sentence = `This key has no image quota at ${name}: the free tier makes no images. Enable billing, then run again.`;
    return say('billing.noFreeQuota', sentence, 'no', ['openBilling', 'chooseModel']);
  }
  if (quotaIds.some((id) => /PerDay/i.test(id)) || /per[ _]day|daily (?:limit|quota)/i.test(message)) {
    const sentence = `The quota of this key at ${name} is used up for today. Run again tomorrow, choose another model, or raise the quota.`;
    return say('rate.daily', sentence, 'no', ['openBilling', 'chooseModel']);
  }
  const when = delay === undefined ? 'in a minute' : `in ${waitingTime(delay)}`;
  return say(
    'rate.limited',
    `${name} is receiving too many requests with this key. Try again ${when}.`,
    'no',
    ['runAgain'],
    delay,
  );
}
