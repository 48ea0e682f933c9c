import type { BodyPiece, RequestBody, SentFile } from './request.ts';

/** Stands in a value for the base64 of a file's bytes. */
export class Base64Of {
  readonly file: SentFile;

  constructor(file: SentFile) {
    this.file = file;
  }
}

/**
 * A value as a JSON body, its files as base64 in their places. Nothing in a text can be taken for a file,
 * because no text is ever searched.
 */
export function jsonBody(value: unknown): RequestBody {
  const pieces: BodyPiece[] = [];
  let text = '';
  for (const part of partsOf(value)) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    pieces.push({ encoding: 'text', text: `${text}"` }, { encoding: 'base64', file: part.file });
    text = '"';
  }
  return { contentType: 'application/json', pieces: [...pieces, { encoding: 'text', text }] };
}

/** A value as `JSON.stringify` writes it, with the files between. */
function* partsOf(value: unknown): Generator<string | Base64Of> {
  if (value instanceof Base64Of) yield value;
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else {
    const isList = Array.isArray(value);
    let before = isList ? '[' : '{';
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) yield before;
    for (const [name, item] of entries) {
      yield isList ? before : `${before}${JSON.stringify(name)}:`;
      yield* partsOf(item);
      before = ',';
    }
    yield isList ? ']' : '}';
  }
}
