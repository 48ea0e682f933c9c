import type { Billed, Failure } from '../../shared/failure.ts';
import { inARow, t } from '../../shared/l10n.ts';
import { clean, failure, mayBeBilled, waitingTime } from '../failures.ts';

export const stoppedFailure = (requestOut: boolean): Failure =>
  requestOut
    ? failure('stopped', inARow(t('Stopped. The request had already been sent.'), mayBeBilled()), 'maybe', [
        'runAgain',
      ])
    : failure('stopped', t('Stopped before the request was sent. Nothing was billed.'), 'no', ['runAgain']);

/**
 * The overall deadline has passed.
 * @param answering whether the answer had begun
 */
export function timeoutFailure(
  providerName: string,
  deadlineMs: number,
  requestOut: boolean,
  answering = false,
): Failure {
  const time = waitingTime(deadlineMs);
  const billed: Billed = requestOut ? 'maybe' : 'no';
  const name = providerName;
  const what = answering
    ? t('{name} began to answer but did not finish within {time}.', { name, time })
    : t('{name} did not answer within {time}.', { name, time });
  const sentence = requestOut
    ? inARow(what, mayBeBilled(), t('Run it again, choose a smaller size, or allow more time.'))
    : t(
        'The request could not be sent to {name} within {time}. Check the connection, or use smaller images.',
        {
          name,
          time,
        },
      );
  return failure('timeout', sentence, billed, ['runAgain', 'openSettings']);
}

/** The endpoint wants to be asked elsewhere; the key is bound to one origin, so nobody goes there. */
export function redirectFailure(providerName: string, url: string, location: string | undefined): Failure {
  const target = location === undefined ? null : URL.parse(location, url);
  // What is no server has no origin either.
  const sentence =
    target === null || target.origin === 'null'
      ? t(
          '{name} redirects elsewhere. The key is not sent there. Correct the endpoint if that is where it belongs.',
          {
            name: providerName,
          },
        )
      : t(
          '{name} redirects to {where}. The key is not sent there. Correct the endpoint if that is where it belongs.',
          {
            name: providerName,
            where: target.origin,
          },
        );
  return failure('network.redirect', sentence, 'no', ['openSettings', 'showLog']);
}

/** An input could not be read while it was being sent, or is another than before. */
export const inputFailure = (detail: string): Failure =>
  failure(
    'input.changed',
    t('An input image changed while it was being read, so nothing was sent or billed. Run it again.'),
    'no',
    ['runAgain', 'showLog'],
    { detail },
  );

const certificateCodes =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/**
 * What a connection that failed means.
 * @param requestOut whether the last byte of the request was on its way; before that nothing can be billed
 */
export function networkFailure(error: unknown, providerName: string, requestOut: boolean): Failure {
  const { code, message } = describe(error);
  const billed: Billed = requestOut ? 'maybe' : 'no';
  const detail = clean(`${code} ${message}`, 500);
  const say = (name: string, sentence: string, steps: Failure['nextSteps'] = ['runAgain', 'showLog']) =>
    failure(`network.${name}`, requestOut ? inARow(sentence, mayBeBilled()) : sentence, billed, steps, {
      detail,
    });

  const named = { name: providerName };
  if (/proxy|tunneling socket/i.test(message) || code === 'ERR_PROXY_TUNNEL') {
    return say('proxy', t('The proxy blocks requests to {name}. Check the proxy settings.', named));
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') {
    return say(
      'dns',
      t("The address of {name} can't be found. Check the connection and the endpoint.", named),
      ['runAgain', 'openSettings'],
    );
  }
  if (code === 'ECONNREFUSED') {
    return say(
      'refused',
      t('{name} refuses the connection. Check the endpoint, or try again later.', named),
      ['runAgain', 'openSettings'],
    );
  }
  if (certificateCodes.test(code)) {
    return say(
      'certificate',
      t(
        "The certificate of {name} is not trusted. Check the endpoint, and the certificates of your network's proxy.",
        named,
      ),
      ['openSettings', 'showLog'],
    );
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return say(
      'tls',
      t(
        '{name} did not complete a TLS connection. Check the endpoint: is it https, and is the port right?',
        named,
      ),
      ['openSettings', 'showLog'],
    );
  }
  if (['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) {
    return requestOut
      ? say('reset', t('{name} closed the connection before it answered. Run it again.', named))
      : say(
          'reset',
          t(
            '{name} closed the connection while the request was being sent. Run it again, or use smaller images.',
            named,
          ),
        );
  }
  if (['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'].includes(code)) {
    return say('unreachable', t("{name} can't be reached. Check the connection.", named));
  }
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return say(
      'connectTimeout',
      t('{name} did not accept the connection. Check your connection, or try again later.', named),
    );
  }
  if (code.startsWith('HPE_')) {
    return say('notHttp', t('{name} did not answer with valid HTTP. Check the endpoint.', named), [
      'openSettings',
      'showLog',
    ]);
  }
  return say('other', t('The connection to {name} failed. Run it again, or see the log.', named));
}

/** The code and words of an error; one for many attempts, as for a host with several addresses, is its first. */
function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
