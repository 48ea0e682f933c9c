import { crc32 } from 'node:zlib';
import { fromU32, joined, latin1, u32 } from '../containers/bytes.ts';
import type { ImagePart } from '../containers/imageParts.ts';

/** PNG's chunks of text (PNG, third edition, §11.3.3). */
const textChunks = ['tEXt', 'zTXt', 'iTXt'];
const longestKeyword = 79;
/** XMP is metadata of its own; raw profiles are what old programs made of EXIF, XMP and IPTC. */
const otherwiseKept = /^(?:XML:com\.adobe\.xmp|Raw profile type )/;
/** More is no comment any more. */
const maxBytes = 1024 * 1024;

/**
 * What a PNG or JPEG says in words: the content of its text chunks, with the chunk's name, or of its comments. Words
 * stay within their type.
 */
export function commentsOf(type: string, bytes: Uint8Array, parts: readonly ImagePart[]): Uint8Array[] {
  const found = parts.flatMap(({ name, start, body, end }) => {
    if (type === 'jpeg') return name === 'COM' ? bytes.subarray(body, end) : [];
    const isText = type === 'png' && textChunks.includes(name);
    const text = bytes.subarray(start + 4, end - 4);
    return isText && !otherwiseKept.test(keywordOf(text)) ? text : [];
  });
  return found.reduce((sum, { length }) => sum + length, 0) > maxBytes ? [] : found;
}

/** Those that the picture doesn't say itself: in a PNG under the same keyword, in a JPEG in the same words. */
export function newComments(type: string, own: readonly Uint8Array[], given: readonly Uint8Array[]) {
  const nameOf = (comment: Uint8Array) =>
    type === 'png' ? keywordOf(comment) : latin1(comment, 0, comment.length);
  const said = new Set(own.map(nameOf));
  return given.filter((comment) => !said.has(nameOf(comment)));
}

/** @param at where text chunks are put in */
export function withTextChunks(png: Uint8Array, texts: readonly Uint8Array[], at: number): Uint8Array {
  const chunks = texts.map((text) => joined(fromU32(text.length - 4), text, fromU32(crc32(text))));
  return joined(png.subarray(0, at), ...chunks, png.subarray(at));
}

/** Where the pixels of a PNG start: what stands behind them is not read by many programs. */
export function pixelsOfPng(png: Uint8Array): number | undefined {
  let at = 8;
  while (at + 12 <= png.length) {
    if (latin1(png, at + 4, 4) === 'IDAT') return at;
    at += 12 + u32(png, at);
  }
  return undefined;
}

/** The words before the zero, behind the chunk's name. */
function keywordOf(text: Uint8Array): string {
  const words = latin1(text, 4, Math.min(longestKeyword + 1, text.length - 4));
  return words.slice(0, words.indexOf('\0'));
}
