import { parentPort, workerData } from 'node:worker_threads';
import { answerCall } from '../../core/images/answerCall.ts';
import type { CodecCall } from '../../core/images/codecProtocol.ts';
import { type Language, setLanguage } from '../../core/shared/l10n.ts';
import { readFrames, writeFrame } from './frames.ts';

/**
 * Where the codec works: in a thread with the WebAssembly build, in a process of its own with the native one (see
 * `build/codec.mjs`).
 */
if (parentPort) {
  speak(workerData);
  const port = parentPort;
  port.on('message', (call: CodecCall) => {
    const memory: ArrayBuffer[] = [];
    // What WebAssembly makes is a window into its whole memory, which can't be handed over. Memory of its own can.
    const own = (bytes: Uint8Array) => {
      const { buffer } = bytes;
      const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
      const kept = isOwn ? new Uint8Array(buffer) : new Uint8Array(bytes);
      memory.push(kept.buffer);
      return kept;
    };
    void answerCall(call, own).then((reply) => port.postMessage(reply, memory));
  });
} else {
  const { stdin, stdout, stderr } = process;
  // What libraries print must not get between the frames.
  console.log = (...words) => void stderr.write(`${words.join(' ')}\n`);
  // The first message is the language.
  let hasSpoken = false;
  readFrames(stdin, (message) => {
    if (hasSpoken) void answerCall(message as CodecCall).then((reply) => writeFrame(stdout, reply));
    else speak(message as Language | undefined);
    hasSpoken = true;
  });
  // Whoever started it is gone.
  stdin.once('close', () => process.exit());
}

/** What is said comes in the display language. @param language undefined: English */
function speak(language: Language | undefined): void {
  if (language) setLanguage(language.id, language.bundle);
}
