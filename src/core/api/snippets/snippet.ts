import type { BodyPiece, RequestPlan } from '../body/request.ts';
import type { Provider } from '../providers.ts';

export type SnippetLanguage = 'curl' | 'node' | 'python';

export interface SnippetRequest {
  provider: Provider;
  plan: RequestPlan;
  /** Paths of the files that hold the plan's images, in the same order. */
  paths: readonly string[];
}

/** The environment variable that a value is taken from, so that no code ever holds a secret. */
interface Variable {
  variable: string;
}

export interface SnippetHeader {
  name: string;
  value: readonly (string | Variable)[];
}

/** What is written down in each language. */
export interface Snippet {
  url: string;
  headers: readonly SnippetHeader[];
  /** The body as a value, with a `FileBase64` wherever an image goes; or a `RawBody`. */
  body: unknown;
  paths: readonly string[];
  /** Code that finds the picture in the answer; see `EngineSnippets`. */
  pictures: string;
}

/** Longer than any model takes; Google is told of it too. */
export const waitSeconds = 600;

/** Stands in a value for the base64 of a file's bytes. */
export class FileBase64 {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

/** A body that is no JSON: text, and files as they are, one after the other. */
export class RawBody {
  readonly pieces: readonly (string | { path: string })[];

  constructor(pieces: readonly (string | { path: string })[]) {
    this.pieces = pieces;
  }
}

/** The pieces of a body, its files in the order in which their paths are given. */
export function rawPieces(pieces: readonly BodyPiece[], paths: readonly string[]): RawBody['pieces'] {
  const files = pieces.flatMap((piece) => (piece.encoding === 'text' ? [] : [piece]));
  return pieces.map((piece) =>
    piece.encoding === 'text' ? piece.text : { path: paths[files.indexOf(piece)] ?? '' },
  );
}

/** The variable that holds the key. */
export const keyVariable = ({ id }: Pick<Provider, 'id'>): string =>
  ({
    apiyi: 'APIYI_API_KEY',
    google: 'GEMINI_API_KEY',
    openai: 'OPENAI_API_KEY',
    custom: 'NANO_BANANA_API_KEY',
    // Asked without one.
    recorded: '',
  })[id];

/** The variable that holds a secret of a header. */
export const secretVariable = (name: string): string =>
  `NANO_BANANA_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;

export function headersOf(provider: Provider, contentType: string): SnippetHeader[] {
  const key = { variable: keyVariable(provider) };
  const auth: Record<Provider['auth'], SnippetHeader[]> = {
    bearer: [{ name: 'Authorization', value: ['Bearer ', key] }],
    'x-goog-api-key': [{ name: 'x-goog-api-key', value: [key] }],
    none: [],
  };
  return [
    { name: 'Content-Type', value: [contentType] },
    // Some gateways refuse the names that curl and Python give themselves.
    { name: 'User-Agent', value: ['nano-banana-vscode'] },
    ...(provider.deadlineHeader ? [{ name: provider.deadlineHeader, value: [String(waitSeconds)] }] : []),
    ...provider.headers.map(({ name, value }) => ({
      name,
      value: value.map((part) =>
        typeof part === 'string' ? part : { variable: secretVariable(part.secret) },
      ),
    })),
    ...auth[provider.auth],
  ];
}

/** Every variable that the headers name, each once. */
export const variablesOf = ({ headers }: Snippet): string[] => [
  ...new Set(
    headers.flatMap(({ value }) =>
      value.flatMap((part) => (typeof part === 'string' ? [] : [part.variable])),
    ),
  ),
];

/**
 * A value as JSON with two spaces a level, in pieces: text, and the files between. Nothing in a prompt can
 * be taken for one of them, because no text is ever searched.
 */
export function* literalPieces(
  value: unknown,
  booleans: readonly [yes: string, no: string],
  indent = '',
): Generator<string | FileBase64> {
  if (value instanceof FileBase64) yield value;
  else if (typeof value === 'boolean') yield booleans[value ? 0 : 1];
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else {
    const isList = Array.isArray(value);
    const inner = `${indent}  `;
    let before = isList ? '[\n' : '{\n';
    for (const [name, item] of Object.entries(value)) {
      yield `${before}${inner}${isList ? '' : `${JSON.stringify(name)}: `}`;
      yield* literalPieces(item, booleans, inner);
      before = ',\n';
    }
    yield `\n${indent}${isList ? ']' : '}'}`;
  }
}

/** The same as one text, with a file written as `file` says. */
export const literal = (
  value: unknown,
  booleans: readonly [string, string],
  file: (path: string) => string,
): string =>
  [...literalPieces(value, booleans)]
    .map((piece) => (typeof piece === 'string' ? piece : file(JSON.stringify(piece.path))))
    .join('');
