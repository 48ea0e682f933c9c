import type { Buffer } from 'node:buffer';

/**
 * What a body is: JSON or events; one JSON string; a picture's `data:` URL, base64 or Markdown as plain text; or
 * the bytes of a picture themselves, as some gateways hand them on.
 */
export type BodyShape = 'json' | 'string' | 'text' | 'picture';

/** As they begin: PNG, JPEG, GIF, WebP, and AVIF or HEIC. */
const pictures = [
  /^\x89PNG\r\n/,
  /^\xff\xd8\xff/,
  /^GIF8[79]a/,
  /^RIFF....WEBP/s,
  /^....ftyp(?:avi|mif|hei)/s,
];
const texts = /^(?:data:image\/|!\[|iVBORw0KGgo|\/9j\/|UklGR|R0lGOD)/;
/** Enough for every beginning above. */
const enough = 16;

/** @returns undefined while more of it has to come */
export function shapeOf(head: Buffer, isWhole: boolean): BodyShape | undefined {
  const start = head.toString('latin1', 0, 256).replace(/^[ \t\r\n]+/, '');
  if (/^[{[:]/.test(start)) return 'json';
  if (start.length < enough && !isWhole) return head.length < 256 ? undefined : 'json';
  if (start.startsWith('"')) return 'string';
  if (pictures.some((one) => one.test(start))) return 'picture';
  return texts.test(start) ? 'text' : 'json';
}
