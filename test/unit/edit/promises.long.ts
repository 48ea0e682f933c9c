import assert from 'node:assert/strict';
import { behaviours } from '../../standin/behaviours.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { EditingFixture, unwrap } from './editingFixture.ts';

describe('the promises of editing', () => {
  let fixture: EditingFixture;
  let png: Uint8Array;

  before(async () => {
    png = await bytesOf(marked(320, 180).png());
  });
  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  it('ends every behaviour of the API as it should, and works on after each', async () => {
    const uri = await fixture.put('shot.png', png);
    const service = fixture.service();
    // These come as bytes in an image part: a result that can't be read, which is kept.
    const kept = ['answer=brokenImage', 'answer=notAnImage'];
    const whole = ['wire=shortLength'];
    const codes = new Map<string, string>();
    for (const { name, behaviour, ends } of behaviours) {
      // What the picture shows is another matter.
      if (ends === 'never' || name === 'wire=huge' || /^(subject|backdrop|displace)=/.test(name)) continue;
      fixture.standIn.tell({ ...behaviour, times: 9 });
      const outcome = await fixture.run(fixture.request([uri]), {}, service);
      fixture.standIn.reset();
      if (kept.includes(name)) {
        assert.match(unwrap(outcome).unsaved?.sentence ?? '', /kept/, name);
      } else if (ends === 'image' || whole.includes(name)) {
        assert.ok(unwrap(outcome).savedAs, name);
      } else {
        assert.ok(!outcome.ok, name);
        assert.match(outcome.failure.sentence, /[.!?”)]$/, `${name}: ${outcome.failure.sentence}`);
        assert.notEqual(outcome.failure.code, 'unexpected', name);
        // Two causes never share their words.
        const { code, sentence } = outcome.failure;
        assert.equal(codes.get(sentence) ?? code, code, `${name}: ${sentence}`);
        codes.set(sentence, code);
      }
    }
    const after = unwrap(await fixture.run(fixture.request([uri]), {}, service));
    assert.ok(after.savedAs);
  });
});
