import type { Failure, NextStep } from '../shared/failure.ts';
import type { ErrorBody } from './errorBody.ts';
import { clean, mayBeBilled, waitingTime } from './failures.ts';
import type { ErrorContext, Say } from './sayError.ts';

/** The failure for an error by its HTTP status and, where they help, its words. */
export function statusFailure(
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
      if (/deadline expired/i.test(body.message)) {
        const sentence = `${name} is too busy to have finished in time. Run it again in a while, or choose a smaller size.`;
        return say('server.overloaded', sentence, 'no', ['runAgain', 'chooseModel'], delay);
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
    return say(
      'billing.required',
      `${name} wants billing to be set up for this key. Open billing, then run again.${said}`,
      'no',
      ['openBilling'],
    );
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
