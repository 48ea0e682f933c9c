import sharp from 'sharp';
import { changedShare } from './codec/changedShare.ts';
import { check } from './codec/check.ts';
import { cutOut, keyShares } from './codec/cutOut.ts';
import { finish } from './codec/finish.ts';
import { metadata } from './codec/metadata.ts';
import { prepare } from './codec/prepare.ts';
import { differing } from './codec/region/differing.ts';
import { setIn } from './codec/region/setIn.ts';
import { thumbnail } from './codec/thumbnail.ts';
import { CodecError, codecFailed } from './codecError.ts';
import type { CodecCall, CodecReply, ShownPicture, Thumbnail } from './codecProtocol.ts';
import type { Size } from './imageTypes.ts';
import { sniff } from './sniff/sniff.ts';

// One picture at a time, each with fresh bytes: a cache would only hold memory.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Does what a call asks for, in a thread or a process of its own. Never fails: what went wrong is a reply.
 * @param own makes bytes of the codec's memory such as can be handed over
 */
export async function answerCall(
  call: CodecCall,
  own: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Promise<CodecReply> {
  const { id } = call;
  try {
    const { bytes, shown, small, ...others } = await run(call);
    const ownPicture = (picture: Thumbnail): Thumbnail => ({
      ...picture,
      bytes: own(picture.bytes),
      ...(picture.small && { small: ownPicture(picture.small) }),
    });
    const rest = {
      ...others,
      ...(shown && { shown: ownPicture(shown) }),
      ...(small && { small: ownPicture(small) }),
    };
    const made = bytes === call.request.bytes || bytes === undefined ? undefined : own(bytes);
    const { width = 0, height = 0 } = sniff(call.request.bytes) ?? {};
    const pixels = Math.max(width * height, rest.width * rest.height);
    return { id, ok: true, answer: made ? { ...rest, bytes: made } : rest, pixels };
  } catch (error) {
    const { code, message, detail } = error instanceof CodecError ? error : codecFailed(String(error));
    return { id, ok: false, code, sentence: message, detail };
  }
}

/** What an operation gives, as far as its bytes have to be copied. */
interface Ran extends Size {
  bytes?: Uint8Array;
  shown?: Thumbnail;
  small?: ShownPicture;
}

async function run(call: CodecCall): Promise<Ran> {
  switch (call.operation) {
    case 'prepare':
      return prepare(call.request, call.maxPixels);
    case 'finish':
      return finish(call.request, call.maxPixels);
    case 'setIn':
      return setIn(call.request, call.maxPixels);
    case 'differing':
      return differing(call.request, call.maxPixels);
    case 'changedShare':
      return changedShare(call.request, call.maxPixels);
    case 'keyShares':
      return keyShares(call.request, call.maxPixels);
    case 'cutOut':
      return cutOut(call.request, call.maxPixels);
    case 'thumbnail':
      return thumbnail(call.request, call.maxPixels);
    case 'check':
      return check(call.request, call.maxPixels);
    case 'metadata':
      return metadata(call.request, call.maxPixels);
  }
}
