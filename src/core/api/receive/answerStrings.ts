import { Buffer } from 'node:buffer';
import type { Encoding } from '../answer/encodings.ts';
import type { ImageReceiver } from '../answer/imageReceiver.ts';
import type { ImageSink } from '../answer/response.ts';
import { type ScannedText, TextScanner } from '../answer/textScanner.ts';
import { JsonStream, type StringTaker } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';

/** What an answer carries along and nobody needs: it can be larger than the picture. */
const droppedKeys = new Set([
  'thoughtSignature',
  'thought_signature',
  'signature',
  'encrypted_content',
  'encryptedContent',
]);

/** Keys whose strings are base64 and nothing else, as Google, Vertex, OpenAI and resellers name them. */
const base64Keys = new Set([
  'b64_json',
  'b64',
  'base64',
  'bytesBase64Encoded',
  'bytes_base64_encoded',
  'imageBytes',
  'image_bytes',
  'image_base64',
  'imageBase64',
  'partial_image_b64',
  'base64_data',
]);

/** Keys at which gateways put a whole answer as a text. */
const envelopeKeys = new Set([
  'arguments',
  'body',
  'content',
  'data',
  'message',
  'output',
  'payload',
  'raw',
  'response',
  'result',
  'text',
]);
const nestingLimit = 3;
/** Not so `[a link](…)`, and not a text in braces. */
const looksLikeJson = /^\s*(?:\{\s*["'}]|\[\s*[[{"])/;
const nothing = Buffer.alloc(0);

/** Enough to tell what a string is. */
const headBytes = 64;
/** A text that is shorter has no picture in it but as a `data:` URL. */
const leastPicture = 56;
/** Base64 of the first bytes of PNG, JPEG, WebP, GIF, AVIF or HEIC, and TIFF. */
const pictureStart = /^(?:iVBORw0KGgo|[/_]9j[/_]|UklGR|R0lGOD|AAAA.GZ0eX|SUkqA|TU0AK)/;
/** Base64 of the base64 of a PNG, JPEG or WebP, or of the `data:` URL of a picture. */
const twiceStart = /^(?:aVZCT1J3MEtHZ|LzlqL[w-z0-9+/]|VWtsR1|ZGF0YTppbWFnZ)[\w+/-]+=*$/;
/** The first bytes of a PNG, JPEG, WebP or GIF in hexadecimal digits. */
const hexStart = /^(?:0x|\\x)?(?:89504e470d0a1a0a|ffd8ff|52494646.{8}57454250|47494638)[\da-f\s]*$/i;
/** What base64 has before its first bytes, and nothing else. */
const cleanStart = /^[\sA-Za-z0-9+/_=%-]*$|^data:/i;
/** Of all texts of an answer; beyond it only the start of each is kept. */
const textLimit = 8 * 1024 * 1024;
const stringLimit = 256 * 1024;
const shortText = 256;

/**
 * Decides for every string of an answer what it is as it comes: the base64 of an image goes to the
 * receiver wherever it stands, also inside a text or as a `data:` URL; signatures go nowhere; texts are kept.
 */
export class AnswerStrings<S extends ImageSink> {
  readonly #images: ImageReceiver<S>;
  readonly #scanned = new Map<JsonValue, ScannedText>();
  /** Texts that come in pieces over several events, with what a piece left open. */
  readonly #deltas = new Map<string, TextScanner>();
  /** By how deep their strings lie in texts that are JSON. */
  readonly #deciding: DecidingTaker[] = [];
  #signatureBytes = 0;
  #textLeft = textLimit;

  constructor(images: ImageReceiver<S>) {
    this.#images = images;
  }

  /** How much of the answer was thought signatures. */
  get signatureBytes(): number {
    return this.#signatureBytes;
  }

  /** Whether texts were dropped because there was too much of them. */
  get tooLarge(): boolean {
    return this.#textLeft < 0;
  }

  /** What stands for a text with images in it leads to both. */
  scanned(token: JsonValue): ScannedText | undefined {
    return this.#scanned.get(token);
  }

  takerFor(key: string, parentKey: string | undefined, nesting = 0): StringTaker {
    if (droppedKeys.has(key)) return this.#signature;
    if (parentKey === 'delta' || key === 'delta') return this.#deltaTaker(`${parentKey}.${key}`);
    const isBase64 = base64Keys.has(key) || (key === 'data' && /^inline_?data$/i.test(parentKey ?? ''));
    const mayNest = nesting < nestingLimit && envelopeKeys.has(key);
    // Of the strings at one depth one is read at a time, and an answer can have a million.
    let taker = this.#deciding[nesting];
    if (!taker) {
      taker = new DecidingTaker({
        takerFor: (kind, nests) => {
          if (kind === 'image') return this.#images.taker();
          if (kind !== 'text') return this.#images.taker(kind);
          return nests ? this.#nestedTaker(nesting + 1) : this.textTaker();
        },
        keeps: (characters) => this.#keeps(characters, 0),
      });
      this.#deciding[nesting] = taker;
    }
    taker.begin(isBase64, mayNest);
    return taker;
  }

  /** The answer has ended; an image whose pieces came in several events has too. */
  finish(): void {
    for (const scanner of this.#deltas.values()) scanner.finish();
    this.#deltas.clear();
  }

  readonly #signature: StringTaker = {
    take: (_chunk, start, end) => {
      this.#signatureBytes += end - start;
      return false;
    },
    done: () => null,
  };

  #scanner(): TextScanner {
    let kept = 0;
    return new TextScanner({
      imageTaker: () => this.#images.taker(),
      mayKeep: (characters) => {
        const before = kept;
        kept += characters;
        return this.#keeps(characters, before);
      },
    });
  }

  /** Whether so many more characters of a text are kept that has `before` by now. */
  #keeps(characters: number, before: number): boolean {
    if (before >= stringLimit) return false;
    this.#textLeft -= characters;
    return this.#textLeft >= 0 || before < shortText;
  }

  /** Takes a text, and the pictures out of it. */
  textTaker(): StringTaker {
    const scanner = this.#scanner();
    return {
      take: (chunk, start, end) => scanner.take(chunk, start, end),
      done: () => this.#valueOf(scanner.finish()),
    };
  }

  #deltaTaker(path: string): StringTaker {
    const open = this.#deltas.get(path) ?? this.#scanner();
    this.#deltas.set(path, open);
    return {
      take: (chunk, start, end) => open.take(chunk, start, end),
      done: () => this.#valueOf(open.piece()),
    };
  }

  /** A text that looks like JSON is read as such, and kept as a text where no image was in it. */
  #nestedTaker(nesting: number): StringTaker {
    const before = this.#images.all.length;
    const text = this.#scanner();
    const json = new JsonStream({
      takerFor: (key, parentKey) => this.takerFor(key, parentKey, nesting),
    });
    let plain = true;
    let kept: Buffer[] = [];
    let keptBytes = 0;
    let isText = false;
    const readText = (chunk: Buffer, start: number, end: number): boolean => {
      for (const piece of kept) text.take(piece, 0, piece.length);
      kept = [];
      return text.take(chunk, start, end);
    };
    return {
      take: (chunk, start, end) => {
        if (isText) return text.take(chunk, start, end);
        const bytes = chunk.subarray(0, end);
        let waits = false;
        for (let at = start; at < end && !json.complete; ) {
          const stop = json.push(bytes, at);
          waits = waits || (stop < end && !json.complete);
          at = stop;
        }
        plain = plain && this.#images.all.length === before;
        // The two never read the same image: it would be written twice at once.
        if (!plain) kept = [];
        else if (json.complete) {
          isText = true;
          return readText(chunk, start, end) || waits;
        } else if (keptBytes < stringLimit) {
          kept.push(Buffer.from(chunk.subarray(start, end)));
          keptBytes += end - start;
        }
        return waits;
      },
      done: () => {
        if (!plain) return json.value ?? null;
        if (!isText) readText(nothing, 0, 0);
        return this.#valueOf(text.finish());
      },
    };
  }

  #valueOf(scanned: ScannedText): JsonValue {
    if (scanned.images.length === 0) return scanned.text.slice(0, stringLimit);
    const token: JsonValue = {};
    this.#scanned.set(token, scanned);
    return token;
  }
}

type Kind = Exclude<Encoding, 'base64'> | 'image' | 'text';

interface DecidingDeps {
  /** @param nests whether a text looks like JSON */
  takerFor(kind: Kind, nests: boolean): StringTaker;
  /** Whether a text of so many characters may be kept. */
  keeps(characters: number): boolean;
}

/** Waits for the first bytes of a string before it is known who takes it. Used for one string after the other. */
class DecidingTaker implements StringTaker {
  readonly #deps: DecidingDeps;
  readonly #head = Buffer.alloc(headBytes);
  #length = 0;
  #taker: StringTaker | undefined;
  #isBase64 = false;
  #mayNest = false;

  constructor(deps: DecidingDeps) {
    this.#deps = deps;
  }

  /** What was before has ended. */
  begin(isBase64: boolean, mayNest: boolean): void {
    this.#length = 0;
    this.#taker = undefined;
    this.#isBase64 = isBase64;
    this.#mayNest = mayNest;
  }

  take(chunk: Buffer, start: number, end: number): boolean {
    if (this.#taker) return this.#taker.take(chunk, start, end);
    const rest = Math.min(end, start + headBytes - this.#length);
    this.#length += chunk.copy(this.#head, this.#length, start, rest);
    if (this.#length < headBytes) return false;
    const taker = this.#settle(this.#head.toString('latin1'), false);
    const waits = taker.take(this.#head, 0, headBytes);
    return (rest < end && taker.take(chunk, rest, end)) || waits;
  }

  done(): JsonValue {
    if (this.#taker) return this.#taker.done();
    const head = this.#head.toString('latin1', 0, this.#length);
    if (!this.#isBase64 && this.#length < leastPicture && !head.includes(':')) {
      const text = this.#head.toString('utf8', 0, this.#length);
      return this.#deps.keeps(text.length) ? text : '';
    }
    const taker = this.#settle(head, true);
    if (this.#length > 0) taker.take(this.#head, 0, this.#length);
    return taker.done();
  }

  #settle(head: string, whole: boolean): StringTaker {
    const kind = kindOf(head, whole, this.#isBase64);
    this.#taker = this.#deps.takerFor(kind, kind === 'text' && this.#mayNest && looksLikeJson.test(head));
    return this.#taker;
  }
}

function kindOf(head: string, whole: boolean, isBase64: boolean): Kind {
  const plain = head.replace(/%2f/gi, '/').trimStart();
  const isPicture = pictureStart.test(plain);
  // The comma of an address without base64 stands where its text begins.
  if (/^data:image\/[\w.+-]{1,20}(?:;(?!\s?base64)[\w=-]{1,20}){0,3},/i.test(plain)) return 'escaped';
  if (!whole && twiceStart.test(plain)) return 'base64Twice';
  if (isBase64 && hexStart.test(plain)) return 'hex';
  if (isBase64) {
    if (/^(?:<\?xml|<svg|<!--)/i.test(plain)) return 'bytes';
    if (/^(?:https?|gs|file):/i.test(plain)) return 'text';
    // Quotes, names and a prefix of its own around it: whoever reads texts finds the picture.
    return isPicture || whole || cleanStart.test(plain) ? 'image' : 'text';
  }
  return isPicture && !whole ? 'image' : 'text';
}
