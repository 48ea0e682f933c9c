import { literal, RawBody, type Snippet, type SnippetHeader, variablesOf, waitSeconds } from './snippet.ts';

const header = ({ name, value }: SnippetHeader): string => {
  const parts = value.map((part) =>
    typeof part === 'string' ? JSON.stringify(part) : `fromEnvironment(${JSON.stringify(part.variable)})`,
  );
  return `    ${JSON.stringify(name)}: ${parts.join(' + ')},`;
};

const rawLine = (piece: RawBody['pieces'][number]): string =>
  typeof piece === 'string'
    ? `  Buffer.from(${JSON.stringify(piece)}),`
    : `  readFileSync(${JSON.stringify(piece.path)}),`;

const environment = `const fromEnvironment = (name) => {
  if (!process.env[name]) throw new Error(\`Set the environment variable \${name} first.\`);
  return process.env[name];
};`;

/** For Node 20 or later. Not `fetch`: that gives up after 300 seconds, whatever it is told. */
export function nodeCode(snippet: Snippet): string {
  const { url, headers, body, pictures } = snippet;
  const module = url.startsWith('http:') ? 'node:http' : 'node:https';
  const isRaw = body instanceof RawBody;
  const written = isRaw
    ? `Buffer.concat([\n${body.pieces.map(rawLine).join('\n')}\n])`
    : literal(body, ['true', 'false'], (path) => `base64(${path})`);
  return `// Save as request.mjs and run with: node request.mjs
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from '${module}';

${isRaw ? '' : "const base64 = (path) => readFileSync(path).toString('base64');\n"}${variablesOf(snippet).length > 0 ? environment : ''}
const body = ${written};

// No redirect is followed: what is in the headers is meant for this server only.
const call = request(${JSON.stringify(url)}, {
  method: 'POST',
  signal: AbortSignal.timeout(${waitSeconds}_000),
  headers: {
${headers.map(header).join('\n')}
  },
});
call.end(${isRaw ? 'body' : 'JSON.stringify(body)'});
const [response] = await once(call, 'response');
const chunks = [];
for await (const chunk of response) chunks.push(chunk);
const text = Buffer.concat(chunks).toString().replace(/^\\uFEFF/, '');
const { statusCode } = response;
if (statusCode >= 300 && statusCode < 400) {
  throw new Error(\`The server answered with a redirect (\${statusCode}), which is not followed.\`);
}
if (statusCode >= 400) throw new Error(\`\${statusCode}: \${text}\`);

// A name that is free, so that nothing is overwritten.
const save = (name, ending, content) => {
  let file = \`\${name}.\${ending}\`;
  for (let n = 2; existsSync(file); n++) file = \`\${name}-\${n}.\${ending}\`;
  writeFileSync(file, content, { flag: 'wx' });
  return file;
};
// The first bytes tell the type.
const typeOf = (bytes) => {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\\x89PNG\\r\\n\\x1a\\n')) return 'png';
  if (start.startsWith('\\xff\\xd8\\xff')) return 'jpg';
  if (start.startsWith('GIF8')) return 'gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  if (/^<(?:[?]xml|svg)/.test(start)) return 'svg';
  return start.endsWith('ftypavif') ? 'avif' : undefined;
};
${pictures}
let pictures = [];
try {
  pictures = readPictures();
} catch (error) {
  console.error(error);
}
// The last picture that is not a thought is the result.
const result = pictures.findLast(({ thought }) => !thought) ?? pictures.at(-1);
if (!result) throw new Error(\`No picture came back: see \${save('response', 'json', text)}\`);
console.log(\`Saved \${save('result', typeOf(result.bytes), result.bytes)}\`);
`;
}
