import assert from 'node:assert/strict';
import { checkSize } from '../../../../src/core/api/body/request.ts';
import { resolveProvider } from '../../../../src/core/api/providers.ts';
import { image, plan, seedModel, unwrap } from '../support.ts';

describe('request limits', () => {
  const apiyi = unwrap(resolveProvider({ provider: 'apiyi' }));
  const google = unwrap(resolveProvider({ provider: 'google' }));
  const sized = (byteLength: number) =>
    plan({ images: [{ ...image(Buffer.alloc(0)), byteLength }] }, seedModel);

  it('lets through what the provider takes', () => {
    assert.equal(checkSize(sized(7_000_000), 9_400_000, apiyi, apiyi.limits), undefined);
    assert.equal(checkSize(sized(13_000_000), 17_900_000, google, google.limits), undefined);
  });

  it('names the image that is too large', () => {
    const failure = checkSize(sized(7_000_001), 9_400_000, apiyi, apiyi.limits);
    assert.equal(failure?.code, 'request.imageTooLarge');
    assert.equal(
      failure?.sentence,
      'Input 1 is 7.1 MB, and APIYI accepts at most 7 MB per image. Use a smaller copy of it.',
    );
  });

  it('names the size of a request that is too large', () => {
    const failure = checkSize(sized(1), 18_000_001, google, google.limits);
    assert.equal(failure?.code, 'request.tooLarge');
    assert.match(failure?.sentence ?? '', /18\.1 MB, and Google accepts at most 18 MB/);
  });
});
