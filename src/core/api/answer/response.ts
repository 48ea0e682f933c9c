import type { Failure } from '../../shared/failure.ts';

/**
 * Where the bytes of one image go. Calls never overlap. The bytes given to `write` are valid until it
 * returns or its promise settles. `discard` removes what was written and may come before or after `close`.
 */
export interface ImageSink {
  write(bytes: Uint8Array): void | Promise<void>;
  close(): Promise<void>;
  /** SHA-256 in hex of what was written, read back from where it lies; only after `close`. */
  sha256(): Promise<string>;
  discard(): Promise<void>;
}

export interface ReceivedImage<S extends ImageSink> {
  /** Closed, with every byte written. */
  sink: S;
  byteLength: number;
  /** What the answer calls it, which can be wrong: look at the bytes. */
  declaredType?: string;
  /** Flagged as a thought. */
  thought: boolean;
}

/** Tokens as the provider counted them; what it did not say is absent. */
export interface Usage {
  promptTokens?: number;
  candidatesTokens?: number;
  thoughtsTokens?: number;
  totalTokens?: number;
  cachedTokens?: number;
  toolUseTokens?: number;
  /** Split by modality, keys in upper case: `TEXT`, `IMAGE`. */
  promptDetails?: Record<string, number>;
  candidatesDetails?: Record<string, number>;
  serviceTier?: string;
}

/** What came back, with an image in it. */
export interface Answer<S extends ImageSink> {
  final: ReceivedImage<S>;
  /** Further results, or drafts that were not flagged as such, in order. */
  others: ReceivedImage<S>[];
  thoughts: { images: ReceivedImage<S>[]; texts: string[] };
  /** What the model said beside the image; may be empty. */
  words: string;
  /** Addresses (https) of pictures, and those in the words; nobody has asked for any of them. */
  links: string[];
  /** What else a person should know of the answer, as sentences. */
  notes: string[];
  usage?: Usage;
  finishReason?: string;
  modelVersion?: string;
  responseId?: string;
  requestId?: string;
  /** The image is whole, but the answer broke off after it. */
  incomplete?: true;
}

/** An answer that has an address where its picture is. */
export interface LinkedAnswer<S extends ImageSink> {
  /** Addresses (https) of the picture; the first that leads to one counts. */
  links: readonly string[];
  /** All but the picture. */
  answer: Omit<Answer<S>, 'final'>;
}

/** Why an answer has no image that counts. */
export type NoImage = Failure | 'damaged' | 'notStored' | 'broken';
