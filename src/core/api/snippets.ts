import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { checkPlan } from './body/request.ts';
import { endpoint } from './connection/ask.ts';
import { engineOf } from './engines.ts';
import { curlCode } from './snippets/curl.ts';
import { nodeCode } from './snippets/node.ts';
import { pythonCode } from './snippets/python.ts';
import {
  FileBase64,
  headersOf,
  RawBody,
  rawPieces,
  type SnippetLanguage,
  type SnippetRequest,
} from './snippets/snippet.ts';

export {
  keyVariable,
  type SnippetLanguage,
  type SnippetRequest,
  secretVariable,
} from './snippets/snippet.ts';

/**
 * Code that makes the very request and saves the picture as `result.png`, `.jpg`, `.svg`, … by its bytes, never over
 * a file that is there. Like Run it follows no redirect, waits long, and takes the last picture that is not
 * a thought. It runs as it stands, with curl in a POSIX shell, Node 20 or Python 3.9 and nothing else.
 */
export async function codeFor(language: SnippetLanguage, request: SnippetRequest): Promise<Outcome<string>> {
  const { provider, paths } = request;
  // A mask is only a hint, and lies in no file. Code saves the picture and shows nothing on the way to it.
  const plan = { ...request.plan, mask: undefined, partialImages: 0 as const };
  const refused = checkPlan(plan);
  if (refused) return fail(refused);
  const engine = engineOf(plan.capabilities);
  const { body: jsonOf, pictures } = await engine.snippets();
  const { path, body } = engine.request(plan, provider);
  const isJson = body.contentType === 'application/json';
  const write = { curl: curlCode, node: nodeCode, python: pythonCode }[language];
  return succeed(
    write({
      url: endpoint(provider, path),
      headers: headersOf(provider, body.contentType),
      body: isJson
        ? jsonOf(plan, provider, (index) => new FileBase64(paths[index] ?? ''))
        : new RawBody(rawPieces(body.pieces, paths)),
      paths,
      pictures: pictures[language],
    }),
  );
}
