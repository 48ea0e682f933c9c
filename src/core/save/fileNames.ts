import { withoutEnd } from '../shared/text.ts';

/** Longest file name that all common file systems take is 255 bytes; the rest is for `-123` and the ending. */
const maxNameBytes = 200;
/** Git keeps its own files there, and writes it so where names have eight letters. */
const ofGit = /^(?:\.git|git~\d+)$/i;
/** Signs that HFS+, a file system of Macs, leaves out when it compares names. */
const unseen = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;
const windowsReserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// Control characters, what Windows forbids in names, and marks that turn the reading direction around.
const forbidden = /[\p{Cc}\p{Cs}<>:"/\\|?*\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;

/** Cuts at whole characters as people see them, so that no half of a letter or emoji stays. */
export function shorten(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let kept = '';
  // Made here and not at load, where its 8 ms would be paid by everybody.
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(text)) {
    if (!fits(kept + segment)) break;
    kept += segment;
  }
  return kept;
}

/** A name that every common file system takes, as near to what was asked for as can be. */
export function safeName(wanted: string): string {
  let name = wanted.normalize('NFC').replace(forbidden, '').replace(/\s+/gu, ' ').trim();
  name = withoutEnd(
    shorten(name, (text) => byteLength(text) <= maxNameBytes),
    '. ',
  );
  if (windowsReserved.test(name)) name = `${name.replace(/\..*/s, '')}_`;
  if (ofGit.test(name.replace(unseen, ''))) name = `${name}_`;
  return name === '' || /^\.+$/.test(name) ? 'image' : name;
}

/** `name.png`, `name-2.png`, `name-3.png`, … up to a bound. */
export function* freeNames(base: string, extension: string): Generator<string> {
  for (let number = 1; number <= 10_000; number++) {
    yield `${number === 1 ? base : `${base}-${number}`}.${extension}`;
  }
}
