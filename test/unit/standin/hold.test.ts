import assert from 'node:assert/strict';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { ask, bodyOf, lastImage, picture } from './ask.ts';

const small = { size: { width: 64, height: 48 } };

describe('holding a request at the stand-in', () => {
  let standIn: StandIn;

  beforeEach(async () => {
    standIn = await startStandIn({ style: 'apiyi' });
  });

  afterEach(() => standIn.close());

  it('beforeHeaders: the request has arrived whole, the answer waits', async () => {
    const held = standIn.tell({ ...small, hold: 'beforeHeaders' });
    let answered = false;
    const answer = ask(standIn, bodyOf('Boats')).then((response) => {
      answered = true;
      return response;
    });
    const request = await held.arrived;
    assert.deepEqual(request.body, bodyOf('Boats'));
    standIn.tell(small);
    await (await ask(standIn, bodyOf('Others overtake it'))).text();
    assert.equal(answered, false);
    held.release();
    assert.equal((await answer).status, 200);
  });

  it('midBody: half of the answer comes, the rest waits', async () => {
    const held = standIn.tell({ ...small, hold: 'midBody' });
    const answer = await ask(standIn, bodyOf('Boats'));
    const reader = answer.body?.getReader();
    const half = Buffer.from((await reader?.read())?.value ?? []);
    await held.arrived;
    assert.throws(() => JSON.parse(half.toString()));
    held.release();
    let text = half.toString();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      text += Buffer.from(next.value).toString();
    }
    assert.ok(lastImage(JSON.parse(text)));
  });

  it('beforeRead: only the headers have arrived', async () => {
    const held = standIn.tell({ ...small, hold: 'beforeRead' });
    const image = await picture(64, 64, '#08f');
    const answer = ask(standIn, bodyOf('Boats', [image]));
    const request = await held.arrived;
    assert.deepEqual([request.body, request.bodyBytes], [undefined, 0]);
    assert.ok(Number(request.header('content-length')) > 100);
    held.release();
    assert.equal((await answer).status, 200);
  });

  it('a client that leaves while held is seen, and others go on', async () => {
    const leaving = new AbortController();
    const held = standIn.tell({ hold: 'beforeHeaders' });
    const answer = ask(standIn, bodyOf('Boats'), { signal: leaving.signal });
    const request = await held.arrived;
    leaving.abort();
    await assert.rejects(answer);
    assert.equal(await request.ended, 'aborted');
    standIn.tell(small);
    assert.equal((await ask(standIn, bodyOf('Boats'))).status, 200);
  });

  it('closing ends what is held', async () => {
    const held = standIn.tell({ hold: 'beforeHeaders' });
    const answer = assert.rejects(ask(standIn, bodyOf('Boats')));
    const request = await held.arrived;
    await standIn.close();
    await answer;
    assert.equal(await request.ended, 'cut');
    standIn = await startStandIn({ style: 'apiyi' });
  });
});
