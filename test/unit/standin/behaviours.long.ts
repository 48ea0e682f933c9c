import assert from 'node:assert/strict';
import sharp from 'sharp';
import { allBehaviours, behaviours, imageBehaviours } from '../../standin/behaviours.ts';
import { readDirective } from '../../standin/directive.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { ask, bodyOf, lastImage } from './ask.ts';
import { askImages } from './askImages.ts';

const small = { size: { width: 64, height: 48 } };

describe('behaviours of the stand-in', () => {
  let standIn: StandIn;

  beforeEach(async () => {
    standIn = await startStandIn({ style: 'apiyi' });
  });

  afterEach(() => standIn.close());

  for (const { name, behaviour, ends } of behaviours.filter((listed) => listed.ends !== 'never')) {
    it(`${name} ends with ${ends}, and the next request is answered`, async () => {
      standIn.tell({ ...small, ...behaviour });
      assert.equal(await outcome(ask(standIn, bodyOf('Two boats'))), ends);
      standIn.tell(small);
      assert.equal(await outcome(ask(standIn, bodyOf('Two boats'))), 'image');
    });
  }

  for (const { name, behaviour } of behaviours.filter((listed) => listed.ends === 'never')) {
    it(`${name} goes on until the client leaves`, async () => {
      const leaving = new AbortController();
      const told = standIn.tell({ ...small, ...behaviour });
      const answer = ask(standIn, bodyOf('Two boats'), { signal: leaving.signal });
      const request = await told.arrived;
      if (behaviour.wire !== 'stallHeaders') {
        const { body } = await answer;
        await body?.getReader().read();
      }
      assert.equal(request.ending, undefined);
      leaving.abort();
      await answer.catch(() => undefined);
      assert.equal(await request.ended, 'aborted');
      assert.deepEqual(standIn.aborted, [request]);
    });
  }

  it('can be told in the words of the prompt, several at once', async () => {
    assert.deepEqual(readDirective('Blur it [standin: type=png signature=huge size=30x20 delay=5] now'), {
      prompt: 'Blur it  now',
      behaviour: { type: 'png', signature: 'huge', size: { width: 30, height: 20 }, delay: 5 },
    });
    const answer = await ask(standIn, bodyOf('Blur it [standin: error=429-limit-0]'));
    assert.equal(answer.status, 429);
    assert.match(await answer.text(), /limit: 0/);
    const slip = await ask(standIn, bodyOf('Blur it [standin: eror=429]'));
    assert.match(await slip.text(), /Unknown stand-in directive/);
  });

  it('knows every listed behaviour as a directive', () => {
    for (const { name, behaviour } of allBehaviours) {
      assert.deepEqual(readDirective(`[standin: ${name}]`), { prompt: '', behaviour });
    }
  });

  it('spells failures as the provider does', async () => {
    const google = await startStandIn({ style: 'google' });
    try {
      google.tell({ error: '429' });
      standIn.tell({ error: '429' });
      const body = await (await ask(google, bodyOf('Boats'))).json();
      assert.equal(body.error.status, 'RESOURCE_EXHAUSTED');
      assert.equal(
        body.error.details.find((detail: { '@type': string }) => detail['@type'].endsWith('RetryInfo'))
          .retryDelay,
        '34.4s',
      );
      const other = await ask(standIn, bodyOf('Boats'));
      const { error } = await other.json();
      assert.deepEqual(
        [error.type, error.code, error.param],
        ['shell_api_error', 'bad_response_status_code', '429'],
      );
      assert.match(error.message, new RegExp(other.headers.get('x-request-id') ?? 'no id'));
    } finally {
      await google.close();
    }
  });

  it('can put the key that was sent into a message', async () => {
    standIn.tell({ error: 'echo-key' });
    const answer = await ask(standIn, bodyOf('Boats'), { headers: { Authorization: 'Bearer sk-canary' } });
    assert.match(await answer.text(), /sk-canary/);
  });

  it('serves a told behaviour as often as told, and for the list of models only when told so', async () => {
    standIn.tell({ error: '503', times: 2 });
    standIn.tell({ on: 'models', error: '500' });
    const statuses = [];
    for (let i = 0; i < 3; i++) {
      statuses.push((await ask(standIn, bodyOf('Boats'))).status);
    }
    assert.deepEqual(statuses, [503, 503, 200]);
    assert.equal((await fetch(`${standIn.url}/v1/models`)).status, 500);
  });

  for (const [signature, first, second] of [
    ['huge', 'inlineData', 'thoughtSignature'],
    ['hugeBefore', 'thoughtSignature', 'inlineData'],
  ] as const) {
    it(`puts a signature larger than the picture where ${signature} tells`, async () => {
      standIn.tell({ ...small, signature });
      const text = await (await ask(standIn, bodyOf('Boats'))).text();
      const { thoughtSignature, inlineData } = JSON.parse(text).candidates[0].content.parts[1];
      assert.ok(thoughtSignature.length > inlineData.data.length);
      assert.ok(text.indexOf(first) < text.indexOf(second));
    });
  }
});

describe('behaviours of the stand-in at the Images endpoints', () => {
  let standIn: StandIn;

  beforeEach(async () => {
    standIn = await startStandIn({ style: 'openai' });
  });

  afterEach(() => standIn.close());

  const boats = (stream: boolean, signal?: AbortSignal) =>
    askImages(
      standIn,
      { model: 'gpt-image-2.6-flare', prompt: 'Boats', ...(stream && { stream, partial_images: 1 }) },
      'generations',
      {},
      signal,
    );

  for (const { name, behaviour, ends } of imageBehaviours.filter((listed) => listed.ends !== 'never')) {
    it(`${name} ends with ${ends}, and the next request is answered`, async () => {
      const stream = behaviour.events !== undefined;
      standIn.tell({ ...small, ...behaviour });
      assert.equal(await imagesOutcome(boats(stream)), ends);
      standIn.tell(small);
      assert.equal(await imagesOutcome(boats(stream)), 'image');
    });
  }

  for (const { name, behaviour } of imageBehaviours.filter((listed) => listed.ends === 'never')) {
    it(`${name} goes on until the client leaves`, async () => {
      const leaving = new AbortController();
      const told = standIn.tell({ ...small, ...behaviour });
      const answer = boats(false, leaving.signal);
      const request = await told.arrived;
      if (behaviour.wire !== 'stallHeaders') {
        const { body } = await answer;
        await body?.getReader().read();
      }
      leaving.abort();
      await answer.catch(() => undefined);
      assert.equal(await request.ended, 'aborted');
    });
  }

  it('holds a stream between the partial pictures and the final one', async () => {
    const held = standIn.tell({ ...small, hold: 'midBody' });
    const { body } = await boats(true);
    const reader = body?.getReader();
    const first = Buffer.from((await reader?.read())?.value ?? []).toString();
    await held.arrived;
    assert.match(first, /partial_image/);
    assert.doesNotMatch(first, /completed/);
    held.release();
    assert.match(Buffer.from((await reader?.read())?.value ?? []).toString(), /completed/);
  });

  it('answers for an address as told, also with a redirect', async () => {
    standIn.tell({ ...small, images: 'url' });
    const [{ url }] = (await (await boats(false)).json()).data;
    standIn.tell({ on: 'picture', wire: 'redirect302', link: 'http://10.0.0.1/a.png' });
    const redirect = await fetch(url, { redirect: 'manual' });
    assert.deepEqual([redirect.status, redirect.headers.get('location')], [302, 'http://10.0.0.1/a.png']);
    standIn.tell({ on: 'picture', error: '503' });
    assert.equal((await fetch(url)).status, 503);
    assert.equal((await fetch(url)).status, 200);
  });
});

/** What a careful client makes of an answer of the Images endpoints. */
async function imagesOutcome(sent: Promise<Response>): Promise<'image' | 'failure'> {
  try {
    const answer = await sent;
    const found = answer.ok && answer.body ? await readImages(answer.body) : [];
    for (const { b64_json, url } of found) {
      const data = /^data:[^,]*,/.test(url ?? '') ? url : b64_json;
      const bytes =
        url && !data?.length
          ? Buffer.from(await (await fetch(url)).arrayBuffer())
          : Buffer.from(data?.replace(/^data:[^,]*,/, '') ?? '', 'base64');
      if (data && /[^A-Za-z0-9+/=]/.test(data.replace(/^data:[^,]*,/, ''))) return 'failure';
      if (bytes.length === 0) continue;
      await sharp(bytes).stats();
      return 'image';
    }
    return 'failure';
  } catch {
    return 'failure';
  }
}

type Item = { b64_json?: string; url?: string };

/** Of a whole answer, or of the completed events of a stream, as far as it came. */
async function readImages(body: ReadableStream<Uint8Array>): Promise<Item[]> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += Buffer.from(chunk).toString();
      if (text.length > 64 * 1024 * 1024) throw new Error('The answer is too large.');
      if (text.trimEnd().endsWith('}') && !text.startsWith('data:') && itemsOf(text).length > 0) break;
    }
  } catch (error) {
    if (!/^(?:data|event|:)/.test(text)) throw error;
  }
  return itemsOf(text);
}

function itemsOf(text: string): Item[] {
  const events = [...text.matchAll(/^data: (\{.*\})\r?$/gm)].map(([, json]) => JSON.parse(json ?? ''));
  if (events.length > 0) return events.filter(({ type }) => /\.completed$/.test(type));
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')).data ?? [];
  } catch {
    return [];
  }
}

/** What a careful client makes of an answer. */
async function outcome(sent: Promise<Response>): Promise<'image' | 'failure'> {
  try {
    const answer = await sent;
    const json = answer.ok && answer.body ? await readJson(answer.body) : undefined;
    const image = lastImage(json);
    if (!image || !/^[A-Za-z0-9+/]+={0,2}$/.test(image.data) || image.data.length % 4 !== 0) {
      return 'failure';
    }
    await sharp(Buffer.from(image.data, 'base64')).stats();
    return 'image';
  } catch {
    return 'failure';
  }
}

async function readJson(body: ReadableStream<Uint8Array>): Promise<unknown> {
  const limit = 64 * 1024 * 1024;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) {
      throw new Error('The answer is too large.');
    }
    if (Buffer.from(chunk).toString().trimEnd().endsWith('}')) {
      try {
        return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
      } catch {
        // An inner bracket: the rest is still to come.
      }
    }
  }
  throw new Error('The answer ended too early.');
}
