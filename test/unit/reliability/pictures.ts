import assert from 'node:assert/strict';
import type { Codec } from '../../../src/core/images/codec.ts';
import { bytesOf, noise } from '../images/pictures.ts';
import { ways } from './phases.ts';
import { extent, type Pictures, Scene } from './scene.ts';

/** The pictures of all cells: each way is gone once without a fault, and its answer taken. */
export async function makePictures(codec: Codec): Promise<Pictures> {
  const { width, height } = extent;
  const [source, other] = await Promise.all([1, 2].map(() => bytesOf(noise(width, height).png())));
  assert.ok(source && other);
  const pictures: Pictures = { source, other, answers: {} };
  for (const way of ways) {
    const scene = await Scene.open({ way, phase: 'read back', fault: 'stop' }, codec, pictures);
    scene.line.change = (answer) => {
      const [, base64 = ''] = answer.toString('latin1').match(/"(?:data|b64_json)":"([^"]{99,})"/) ?? [];
      pictures.answers[way.name] = new Uint8Array(Buffer.from(base64, 'base64'));
      return answer;
    };
    const outcome = await scene.run();
    assert.ok(outcome.ok && outcome.value.savedAs, way.name);
    await scene.close();
    assert.ok((pictures.answers[way.name]?.length ?? 0) > 100);
  }
  return pictures;
}
