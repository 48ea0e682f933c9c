import { type Outcome, succeed } from '../shared/failure.ts';
import { describeBody } from './request.ts';
import { curlCode } from './snippets/curl.ts';
import { nodeCode } from './snippets/node.ts';
import { pythonCode } from './snippets/python.ts';
import { bodyWith, headersOf, type SnippetRequest, urlOf } from './snippets/snippet.ts';

export { keyVariable, type SnippetRequest } from './snippets/snippet.ts';

export const snippetLanguages = ['curl', 'node', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/**
 * Code that makes the very request and saves the picture as `result.png`, `.jpg`, … by its bytes, never over
 * a file that is there. Like Run it follows no redirect, waits long, and takes the last picture that is not
 * a thought. It runs as it stands, with curl in a POSIX shell, Node 20 or Python 3.9 and nothing else.
 */
export function codeFor(language: SnippetLanguage, request: SnippetRequest): Outcome<string> {
  const { provider, plan, paths } = request;
  const body = describeBody(plan, provider.body);
  if (!body.ok) return body;
  const write = { curl: curlCode, node: nodeCode, python: pythonCode }[language];
  return succeed(
    write({ url: urlOf(request), headers: headersOf(provider), body: bodyWith(body.value, paths), paths }),
  );
}
