import { createHash } from 'node:crypto';
import { lookup as lookUp } from 'node:dns';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { closeAndCompare } from '../answer/imageReceiver.ts';
import { shownLink } from '../answer/links.ts';
import { PictureCheck } from '../answer/pictureCheck.ts';
import type { ImageSink, ReceivedImage } from '../answer/response.ts';
import { isLocalName, isPublicAddress } from '../connection/publicAddress.ts';
import { exchange, type WireHead, type WireRequest } from '../connection/transport.ts';
import { clean, failure } from '../failures.ts';

/** Which addresses may be reached for a link. */
export interface Reach {
  allows(url: URL): boolean;
  lookup: WireRequest['lookup'];
}

export interface PictureFetch<S extends ImageSink> {
  /** As the answer names them; the first that leads to a picture is taken. */
  links: readonly string[];
  signal: AbortSignal;
  /** Opens a place for a picture; called when its first bytes are there. */
  openSink(): S | Promise<S>;
  /** In place of `publicReach`. */
  reach?: Reach;
}

export interface FetchedPicture<S extends ImageSink> {
  image: ReceivedImage<S>;
  link: string;
}

const deadlineMs = 120_000;
/** A picture of 4K as PNG has 25 MB. */
const mostBytes = 100_000_000;
const mostRedirects = 5;
/** After so many bytes it is clear whether they are a picture. */
const decidingBytes = 4096;

/** Public servers over https only: a link in an answer must not reach this machine or the networks around it. */
export const publicReach: Reach = {
  allows: ({ protocol, hostname, username, password }) => {
    const isAddress = /^\[|^[\d.]+$/.test(hostname);
    const isPublic = isAddress ? isPublicAddress(hostname) : !isLocalName(hostname);
    return protocol === 'https:' && username === '' && password === '' && isPublic;
  },
  /** Looks at the addresses that are then connected to, so that a name can't lead elsewhere in between. */
  lookup: (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      const found = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = found;
      if (first === undefined) callback(error ?? new PrivateAddressError(), '', 0);
      else if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  },
};

class PrivateAddressError extends Error {
  constructor() {
    super('the name leads to a private address');
  }
}

/**
 * Fetches the picture that an answer only links to, without any key. Follows redirects, each looked at
 * like the link itself. Never rejects. What it fails with has the links, so that they can be opened.
 */
export async function fetchPicture<S extends ImageSink>(
  call: PictureFetch<S>,
): Promise<Outcome<FetchedPicture<S>>> {
  let failed: Failure | undefined;
  for (const link of call.links) {
    const fetched = await fetchOne(call, link);
    if (fetched.ok) return succeed({ image: fetched.value, link });
    failed ??= fetched.failure;
    if (fetched.failure.code === 'stopped') {
      failed = fetched.failure;
      break;
    }
  }
  return fail({ ...(failed ?? said('failed', t('There is no link to fetch.'))), links: [...call.links] });
}

async function fetchOne<S extends ImageSink>(
  call: PictureFetch<S>,
  link: string,
): Promise<Outcome<ReceivedImage<S>>> {
  const { signal, reach = publicReach } = call;
  const shown = shownLink(link);
  let url = new URL(link);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    if (!reach.allows(url)) return fail(refused(shown));
    const body = new PictureBody(call.openSink);
    let head: WireHead | undefined;
    const end = await exchange(
      {
        method: 'GET',
        url: url.href,
        headers: { Accept: 'image/*', 'User-Agent': 'nano-banana-vscode' },
        deadlineMs,
        signal,
        maxResponseBytes: mostBytes,
        lookup: reach.lookup,
      },
      {
        head: (received) => {
          head = received;
        },
        write: (chunk) => (head?.status === 200 ? body.write(chunk) : true),
      },
    );
    const status = head?.status ?? 0;
    if (status === 200 && end.trouble === undefined) return body.end(shown);
    await body.discard();
    if (end.trouble?.kind === 'stopped') {
      return fail({
        ...said('stopped', t('Stopped. The linked picture was not fetched.')),
        code: 'stopped',
      });
    }
    if (end.trouble?.error instanceof PrivateAddressError) return fail(refused(shown));
    const location = head?.header('location');
    if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) {
      return fail(status === 0 || status === 200 ? broken(shown, end.trouble?.error) : gone(shown, status));
    }
    url = new URL(location, url);
  }
  return fail(broken(shown, new Error('too many redirects')));
}

/** Takes the bytes of one picture into a sink. */
class PictureBody<S extends ImageSink> {
  readonly #openSink: () => S | Promise<S>;
  readonly #check = new PictureCheck();
  readonly #hash = createHash('sha256');
  #sink: S | undefined;
  #bytes = 0;

  constructor(openSink: () => S | Promise<S>) {
    this.#openSink = openSink;
  }

  /** @returns whether it is clear that it is no picture */
  async write(chunk: Buffer): Promise<boolean> {
    this.#check.add(chunk);
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    this.#sink ??= await this.#openSink();
    await this.#sink.write(chunk);
    return this.#bytes >= decidingBytes && this.#check.looks() === 'unknown';
  }

  async end(shown: string): Promise<Outcome<ReceivedImage<S>>> {
    const sink = this.#sink;
    if (sink === undefined || this.#check.looks() !== 'picture') {
      await this.discard();
      const sentence = t('{shown} does not lead to a complete picture. Open the link, or run it again.', {
        shown,
      });
      return fail(said('notPicture', sentence, ['openLink', 'runAgain']));
    }
    try {
      await closeAndCompare(sink, this.#hash.digest('hex'));
      return succeed({ sink, byteLength: this.#bytes, thought: false });
    } catch (error) {
      await this.discard();
      return fail(broken(shown, error));
    }
  }

  async discard(): Promise<void> {
    await this.#sink?.discard().catch(() => undefined);
  }
}

/** The answer that held the link has probably been billed, whatever becomes of the link. */
const said = (
  code: string,
  sentence: string,
  nextSteps: Failure['nextSteps'] = ['fetchPicture', 'openLink'],
  detail?: string,
): Failure => failure(`link.${code}`, sentence, 'yes', nextSteps, { detail });

const refused = (shown: string): Failure =>
  said(
    'refused',
    t('{shown} is not fetched: only public https addresses are. Open the link if you trust it.', {
      shown,
    }),
    ['openLink'],
  );

const gone = (shown: string, status: number): Failure =>
  said(
    'gone',
    t(
      '{shown} does not lead to the picture (status {status}); such links often expire. Open the link, or run it again.',
      { shown, status },
    ),
    ['openLink', 'fetchPicture', 'runAgain'],
  );

const broken = (shown: string, error: unknown): Failure =>
  said(
    'failed',
    t('The picture could not be fetched from {shown}. Fetch it again, or open the link.', { shown }),
    ['fetchPicture', 'openLink', 'showLog'],
    clean(error instanceof Error ? error.message : String(error ?? ''), 500),
  );
