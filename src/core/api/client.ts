import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { inARow, t } from '../shared/l10n.ts';
import type { Answer, ImageSink, LinkedAnswer } from './answer/response.ts';
import { wireBody } from './body/bodyStream.ts';
import { checkPlan, checkSize, type RequestPlan } from './body/request.ts';
import { type Ask, ask, endpoint } from './connection/ask.ts';
import { type Clock, withRetries } from './connection/retry.ts';
import type { WirePhase } from './connection/transport.ts';
import type { SentHeaders } from './customHeaders.ts';
import type { Engine } from './engines/engine.ts';
import { engineOf } from './engines.ts';
import { readError } from './errors/errorBody.ts';
import { clean, failure, redact, redactFailure, waitingTime } from './failures.ts';
import { numberOf } from './json/lenient.ts';
import { successorOf } from './models/models.ts';
import { limitsFor, type Provider, type ProviderLimits } from './providers.ts';
import { AnswerReader } from './receive/answerReader.ts';
import { type FetchedPicture, fetchPicture, type PictureFetch } from './receive/fetchPicture.ts';
import type { OnPartial } from './receive/partialImages.ts';

export { listModels } from './models/modelList.ts';

/** What a running call tells. */
export interface Progress {
  phase: 'sending' | 'waiting' | 'receiving';
  /** Bytes sent or received so far in this phase. */
  bytes: number;
  /** Of the request, while it is being sent. */
  totalBytes?: number;
  /** A sentence beside the phase: why and when it is tried again. */
  note: string | null;
}

export interface GenerateCall<S extends ImageSink> {
  provider: Provider;
  /** Undefined only where the provider is asked without one. */
  key: string | undefined;
  /** Further headers of the provider, resolved. */
  custom?: SentHeaders | undefined;
  plan: RequestPlan;
  /** For everything, repetitions and waiting included. */
  deadlineMs: number;
  signal: AbortSignal;
  /** Opens a place for one image; called when its first bytes are there, drafts and thoughts included. */
  openSink(): S | Promise<S>;
  onProgress(progress: Progress): void;
  /** Sees what is being drawn, where the plan asks for it. */
  onPartial?: OnPartial<S> | undefined;
  /** In place of the one that the model names. */
  engine?: Engine;
  /** In place of the provider's own. */
  limits?: ProviderLimits;
  /** In place of 512 MB; thought signatures count. */
  maxResponseBytes?: number;
  /** In place of `fetchPicture`, for answers that only link to their picture. */
  fetchLink?(call: PictureFetch<S>): Promise<Outcome<FetchedPicture<S>>>;
  clock?: Clock;
}

/** Several 4K drafts with their signatures stay well below it. */
const maxResponseBytes = 512_000_000;

/**
 * One edit or generation: the one call that costs money. Streams the inputs up and the images into
 * sinks. Repeats only what surely was not billed, and tells it. The sinks of the answer are closed;
 * all others are discarded. Never rejects; a stopped call is a failure with the code `stopped`.
 */
export async function generate<S extends ImageSink>(call: GenerateCall<S>): Promise<Outcome<Answer<S>>> {
  const { provider, plan, key, signal, onProgress } = call;
  const clock = call.clock ?? systemClock;
  const refused = checkPlan(plan);
  if (refused) return fail(refused);
  const engine = call.engine ?? engineOf(plan.capabilities);
  const request = engine.request(plan, provider);
  const body = wireBody(request.body);
  const tooLarge = checkSize(
    plan,
    body.byteLength,
    provider,
    call.limits ?? limitsFor(provider, plan.capabilities),
  );
  if (tooLarge) return fail(tooLarge);

  const deadline = clock.now() + call.deadlineMs;
  const wireAsk: Omit<Ask, 'deadlineMs'> = {
    provider,
    key,
    custom: call.custom,
    signal,
    method: 'POST',
    url: endpoint(provider, request.path),
    model: plan.capabilities.name,
    body,
    maxResponseBytes: call.maxResponseBytes ?? maxResponseBytes,
    onPhase: (phase) => onProgress(progressOf(phase)),
  };
  const outcome = await withRetries(
    () => attempt({ ...wireAsk, deadlineMs: Math.max(1, deadline - clock.now()) }, engine, call),
    {
      clock,
      deadline,
      signal,
      onRetry: ({ attempt: number, of, delayMs, reason }) => {
        const again = t('Trying again in {time} ({number} of {of}).', {
          time: waitingTime(delayMs),
          number,
          of,
        });
        const note = inARow(firstSentence(reason), again);
        onProgress({ phase: 'waiting', bytes: 0, note });
      },
    },
  );
  const secrets = [key, ...(call.custom?.secrets ?? [])];
  if (!outcome.ok)
    return fail(withSuccessor(secrets.reduce(redactFailure, outcome.failure), plan.capabilities.id));
  // An error beside the image can quote the key.
  const notes = outcome.value.notes.map((note) => secrets.reduce(redact, note));
  return succeed({ ...outcome.value, notes });
}

async function attempt<S extends ImageSink>(
  wireAsk: Ask,
  engine: Engine,
  call: GenerateCall<S>,
): Promise<Outcome<Answer<S>>> {
  const { provider, key, model } = wireAsk;
  let reader: AnswerReader<S> | undefined;
  const asked = await ask(wireAsk, (requestId) => {
    reader = new AnswerReader({
      reading: engine.answers,
      openSink: call.openSink,
      providerName: provider.name,
      requestId,
      onPartial: call.onPartial,
      errorFailure: async (error) => {
        const { errorFailure } = await import('./errors/httpErrors.ts');
        const body = readError(error);
        const status = numberOf(body.statusCode) ?? 500;
        const found = errorFailure(status, body, { providerName: provider.name, model, key, requestId });
        // It came as a success, so nobody can say that it was free, and it is not repeated.
        return { ...found, billed: 'maybe' };
      },
    });
    return reader;
  });
  if (!reader) return fail(asked ?? nothingRead(provider.name));
  // Stop means stop, also when an image is there already.
  if (asked?.code === 'stopped') {
    await reader.discard();
    return fail(asked);
  }
  const outcome = await reader.end(asked);
  return !outcome.ok && reader.linked ? withPicture(call, reader.linked) : outcome;
}

/** An answer with the picture that it only says the address of; no key is sent there. */
async function withPicture<S extends ImageSink>(
  { plan, signal, openSink, onProgress, fetchLink = fetchPicture }: GenerateCall<S>,
  { links, answer }: LinkedAnswer<S>,
): Promise<Outcome<Answer<S>>> {
  onProgress({ phase: 'receiving', bytes: 0, note: null });
  const fetched = await fetchLink({ links, signal, openSink });
  if (!fetched.ok) return fetched;
  const others = [...answer.others];
  const left: string[] = [];
  for (const link of answer.links) {
    // What was not asked for is only named.
    const isWanted = others.length + 1 < (plan.pictures ?? 1);
    const further = isWanted ? await fetchLink({ links: [link], signal, openSink }) : undefined;
    if (further?.ok) others.push(further.value.image);
    else left.push(link);
  }
  return succeed({ ...answer, final: fetched.value.image, others, links: left });
}

/** A model that is not there any more is told with the one that took its place, a button away. */
function withSuccessor(found: Failure, model: string): Failure {
  const successor = found.code === 'model.notFound' ? successorOf(model) : undefined;
  if (successor === undefined) return found;
  const sentence = inARow(found.sentence, t('Its successor is {successor}.', { successor }));
  return { ...found, sentence, successor, nextSteps: ['useSuccessor', ...found.nextSteps] };
}

const nothingRead = (name: string): Failure =>
  failure('answer.empty', t('The answer from {name} contained nothing. Run it again.', { name }), 'maybe', [
    'runAgain',
  ]);

function progressOf(phase: WirePhase): Progress {
  if (phase.phase === 'waiting') return { phase: 'waiting', bytes: 0, note: null };
  return { ...phase, note: null };
}

const firstSentence = ({ sentence }: Failure) =>
  clean(sentence.match(/^.*?(?:[.!](?=\s|$)|。)/)?.[0] ?? sentence, 200);

const systemClock: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal.addEventListener('abort', done, { once: true });
    }),
};
