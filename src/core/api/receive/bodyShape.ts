import type { Buffer } from 'node:buffer';

/**
 * What a body is: JSON or events, or a text with either in it; one JSON string; a picture's `data:` URL or base64
 * as plain text; several parts; or the bytes of a picture themselves, as some gateways hand them on.
 */
export type BodyShape = 'json' | 'string' | 'text' | 'parts' | 'picture';

/** As they begin: PNG, JPEG, GIF, WebP, AVIF or HEIC, BMP, TIFF and SVG. */
const pictures = [
  /^\x89PNG\r\n/,
  /^\xff\xd8\xff/,
  /^GIF8[79]a/,
  /^RIFF....WEBP/s,
  /^....ftyp(?:avi|mif|hei)/s,
  /^BM.{4}\0{4}/s,
  /^(?:II\*\0|MM\0\*)/,
  /^(?:<\?xml[^<>]{0,100}\?>\s{0,4})?<svg\s/i,
];
const texts = /^(?:data:image\/|iVBORw0KGgo|\/9j\/|UklGR|R0lGOD)/;
/** The first line of a body of several parts, with the head of the first one. */
const parts = /^--[^\s-][^\r\n]{0,100}\r?\n[A-Za-z-]{4,40}:/;
/** Enough for every beginning above. */
const enough = 16;
/** What it takes where the beginning alone does not say it. */
const slow = /^(?:--[^\s-]|<\?xml)/;

/** @returns undefined while more of it has to come */
export function shapeOf(head: Buffer, isWhole: boolean): BodyShape | undefined {
  const start = head.toString('latin1', 0, 256).replace(/^(?:[ \t\r\n]|\xef\xbb\xbf)+/, '');
  if (/^[{[:]/.test(start)) return 'json';
  const needed = slow.test(start) ? 200 : enough;
  if (start.length < needed && !isWhole) return head.length < 256 ? undefined : 'json';
  if (start.startsWith('"')) return 'string';
  if (pictures.some((one) => one.test(start))) return 'picture';
  if (parts.test(start)) return 'parts';
  return texts.test(start) ? 'text' : 'json';
}
