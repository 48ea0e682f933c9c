import { Buffer } from 'node:buffer';
import type { Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';

/** Compressed and compressed again is seen; more than a few times is nobody's mistake any more. */
const mostLayers = 4;
/** Enough for every mark below. */
const headBytes = 4;

/**
 * A body without its compression. Gateways compress although they were asked not to, twice, or under a
 * wrong name, so the first bytes decide (RFC 1952, 1950 and 8878 have marks); the name counts where they
 * can't: `br`, and `deflate` without its frame, as some servers send it.
 *
 * @param codings the value of Content-Encoding, whose last entry was applied last
 */
export async function unpack(body: Readable, codings: string | undefined): Promise<Readable> {
  const named = (codings ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  let stream = body;
  for (let layer = 0; layer < mostLayers; layer++) {
    const head = await headOf(stream);
    const unpacker = unpackerFor(head, named.at(-1));
    if (!unpacker) break;
    named.pop();
    const packed = stream;
    packed.on('error', (error) => unpacker.destroy(error));
    unpacker.on('close', () => packed.destroy());
    stream = packed.pipe(unpacker);
  }
  return stream;
}

function unpackerFor(head: Buffer, name: string | undefined): Transform | undefined {
  const [first = 0, second = 0] = head;
  if (first === 0x1f && second === 0x8b) return zlib.createGunzip();
  if (head.length === headBytes && head.readUInt32LE() === 0xfd2fb528) return zstd();
  if (first === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(second)) return zlib.createInflate();
  if (head.length === 0 || beginsPlain(head)) return undefined;
  if (name === 'br') return zlib.createBrotliDecompress();
  if (name === 'deflate') return zlib.createInflateRaw();
  return undefined;
}

/** Node has it from 22.15 on, and the extension host of an older VS Code does not. */
const zstd = (): Transform | undefined =>
  typeof zlib.createZstdDecompress === 'function' ? zlib.createZstdDecompress() : undefined;

/** How JSON, events, texts, web pages, several parts, pictures and their base64 begin, and white space before them. */
const beginsPlain = (head: Buffer): boolean =>
  /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|iVBO|\/9j\/|UklG|R0lG|--\w\w|"[\w/]{3}|!\[|```|[ \t\r\n]|\xef\xbb|\{[\s"}]|\[[\s{"[\]]|<[!?a-z]|data|even|id:|: |:\w)/i.test(
    head.toString('latin1'),
  );

/** The first bytes of a stream, which stay in it; fewer where it ends before, or begins with white space. */
function headOf(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const look = () => {
      for (let bytes: Buffer | null = stream.read(); bytes !== null; bytes = stream.read()) {
        head = Buffer.concat([head, bytes]);
      }
      if (head.length < headBytes && !/^[ \t\r\n]/.test(head.toString('latin1'))) return;
      unlisten();
      stream.unshift(head);
      resolve(head.subarray(0, headBytes));
    };
    const ended = () => {
      unlisten();
      resolve(Buffer.alloc(0));
    };
    const failed = (error: Error) => {
      unlisten();
      reject(error);
    };
    const unlisten = () => {
      stream.off('readable', look).off('end', ended).off('close', ended).off('error', failed);
    };
    stream.on('readable', look).on('end', ended).on('close', ended).on('error', failed);
  });
}
