import { sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';
import type { Meaning } from './meaning.ts';

/** What an error that says nothing of itself means, by its HTTP status. */
export function meaningOfStatus(status: number, body: ErrorBody, hasModel: boolean): Meaning {
  if (status === 404 && !hasModel) return noAddress;
  if (status === 404 && body.isPage) return noAddress;
  return byStatus[status] ?? (status < 500 ? refused : otherServerError);
}

const noAddress: Meaning = {
  code: 'request.noAddress',
  what: sentence('{name} does not know this address.'),
  next: sentence('Check the endpoint in the settings.'),
  nextSteps: ['openSettings'],
};

const refused: Meaning = {
  code: 'request.refused',
  what: sentence('{name} refused the request with status {status}.'),
  next: sentence('See the log.'),
  nextSteps: ['showLog'],
  quote: true,
};

const otherServerError: Meaning = {
  code: 'server.error',
  what: sentence('{name} answered with status {status}.'),
  next: sentence('Run it again.'),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'maybe',
  quote: true,
};

const invalid: Meaning = {
  code: 'request.invalid',
  what: sentence('{name} refused the request as invalid.'),
  next: sentence('Change the options or the model.'),
  nextSteps: ['chooseModel', 'showLog'],
  quote: true,
};

/** Cloudflare did not get through to the provider, so nothing was done. */
const unreached: Meaning = {
  code: 'server.unreachable',
  what: sentence(
    "The server of {name} is down, or its own gateway can't reach it (status {status}). Nothing was billed.",
  ),
  next: sentence('Run it again later.'),
  nextSteps: ['runAgain', 'openSettings'],
};

const badGateway: Meaning = {
  code: 'server.badGateway',
  what: sentence('A gateway in front of {name} got no valid answer from it.'),
  next: sentence('Run it again.'),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'maybe',
};

const byStatus: Readonly<Record<number, Meaning>> = {
  400: invalid,
  401: {
    code: 'auth.invalidKey',
    what: sentence('{name} does not accept the API key.'),
    next: sentence('Use another one.'),
    nextSteps: ['setApiKey', 'openKeyPage'],
    quote: true,
  },
  403: {
    code: 'auth.forbidden',
    what: sentence('{name} does not allow this key to do that.'),
    next: sentence("Check the key's permissions, or use another key."),
    nextSteps: ['setApiKey', 'openKeyPage', 'showLog'],
    quote: true,
  },
  404: {
    code: 'model.notFound',
    what: sentence('{name} does not know {model}.'),
    next: sentence('Choose another model, or check the endpoint.'),
    nextSteps: ['chooseModel', 'openSettings'],
  },
  405: {
    code: 'request.notAllowed',
    what: sentence('{name} does not accept requests at this address.'),
    next: sentence('Check the endpoint.'),
    nextSteps: ['openSettings'],
  },
  408: {
    code: 'server.timeout',
    what: sentence('{name} did not receive the request in time.'),
    next: sentence('Run it again, or use smaller images.'),
    nextSteps: ['runAgain'],
  },
  422: invalid,
  499: {
    code: 'server.timeout',
    what: sentence('A gateway in front of {name} gave up waiting.'),
    next: sentence('Run it again, or choose a smaller size.'),
    nextSteps: ['runAgain'],
    billed: 'maybe',
  },
  500: {
    code: 'server.error',
    what: sentence('{name} had an internal error.'),
    next: sentence('Run it again, or use smaller input images.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    quote: true,
  },
  502: badGateway,
  520: badGateway,
  521: unreached,
  // The connection can be lost after the request was handed over.
  522: badGateway,
  523: unreached,
  525: unreached,
  526: unreached,
  530: unreached,
};
