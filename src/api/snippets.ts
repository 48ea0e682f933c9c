import { type Outcome, succeed } from '../shared/failure.ts';
import type { Provider } from './providers.ts';
import { describeBody, type GenerateBody, type RequestPlan } from './request.ts';

export const snippetLanguages = ['curl', 'node', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

export interface SnippetRequest {
  provider: Provider;
  plan: RequestPlan;
  /** Paths of the files that hold the plan's images, in the same order. */
  paths: readonly string[];
}

/** The variable that the code takes the key from, so that no code ever holds one. */
export const keyVariable = ({ id }: Provider): string =>
  ({ apiyi: 'APIYI_API_KEY', google: 'GEMINI_API_KEY', custom: 'NANO_BANANA_API_KEY' })[id];

/**
 * Code that makes the very request and saves the picture as `result.png`, `.jpg` or `.webp`, whatever its
 * bytes are. It runs as it stands, with curl in a POSIX shell, Node 20 or Python 3.9 and nothing else.
 */
export function codeFor(language: SnippetLanguage, request: SnippetRequest): Outcome<string> {
  const body = describeBody(request.plan, request.provider.body);
  if (!body.ok) return body;
  const write = { curl: curlCode, node: nodeCode, python: pythonCode }[language];
  return succeed(write(request, body.value));
}

const urlOf = ({ provider, plan }: SnippetRequest): string =>
  `${provider.baseUrl}/v1beta/models/${encodeURIComponent(plan.capabilities.id)}:generateContent`;

/** The body as JSON, with `mark(n)` in the place of the n-th image's base64. */
function bodyText(body: GenerateBody, mark: (index: number) => string): string {
  const [content] = body.contents;
  const [text, ...images] = content.parts;
  const parts = images.map(({ inlineData }, index) => ({
    inlineData: { ...inlineData, data: `@@${index}@@` },
  }));
  const whole = { ...body, contents: [{ ...content, parts: [text, ...parts] }] };
  return JSON.stringify(whole, null, 2).replace(
    /"data": "@@(\d+)@@"/g,
    (_, index: string) => `"data": ${mark(Number(index))}`,
  );
}

/** Quoted for a POSIX shell. */
const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function curlCode(request: SnippetRequest, body: GenerateBody): string {
  const { provider, paths } = request;
  const key = `$${keyVariable(provider)}`;
  const auth = {
    bearer: `-H "Authorization: Bearer ${key}"`,
    'x-goog-api-key': `-H "x-goog-api-key: ${key}"`,
    none: '',
  }[provider.auth];
  // In a heredoc that is expanded, these three have a meaning of their own.
  const json = bodyText(body, (index) => `"@@${index}@@"`)
    .replace(/[\\$`]/g, '\\$&')
    .replace(
      /@@(\d+)@@/g,
      (_, index: string) => `$(base64 < ${shellQuote(paths[Number(index)] ?? '')} | tr -d '\\n')`,
    );
  return `curl -sS --fail-with-body --max-time 600 ${shellQuote(urlOf(request))} \\
  -H 'Content-Type: application/json' ${auth && `${auth} `}\\
  --data-binary @- > response.json <<JSON || { cat response.json >&2; exit 1; }
${json}
JSON

# The last picture that came is the result; its first characters tell its type.
data=$(tr -d ' \\n' < response.json | grep -o '"data":"[^"]*"' | tail -n 1 | cut -d '"' -f 4)
case "$data" in
  iVBOR*) name=result.png ;;
  /9j/*) name=result.jpg ;;
  UklGR*) name=result.webp ;;
  *) echo 'No picture came back: see response.json' >&2; exit 1 ;;
esac
printf '%s' "$data" | base64 -d > "$name"
echo "Saved $name"
`;
}

function nodeCode(request: SnippetRequest, body: GenerateBody): string {
  const { provider, paths } = request;
  const key = `process.env.${keyVariable(provider)}`;
  const auth = {
    bearer: `Authorization: \`Bearer \${${key}}\`, `,
    'x-goog-api-key': `'x-goog-api-key': ${key}, `,
    none: '',
  }[provider.auth];
  const json = bodyText(body, (index) => `base64(${JSON.stringify(paths[index] ?? '')})`);
  return `// Save as request.mjs and run with: node request.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const base64 = (path) => readFileSync(path).toString('base64');
const body = ${json};

const response = await fetch(${JSON.stringify(urlOf(request))}, {
  method: 'POST',
  headers: { ${auth}'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const answer = await response.json();
if (!response.ok) throw new Error(JSON.stringify(answer));

// The last picture that is not a thought is the result; its first bytes tell its type.
const parts = answer.candidates?.[0]?.content?.parts ?? [];
const picture = parts.findLast((part) => part.inlineData && !part.thought);
if (!picture) throw new Error(\`No picture came back: \${JSON.stringify(answer).slice(0, 2000)}\`);
const bytes = Buffer.from(picture.inlineData.data, 'base64');
const type = { '89': 'png', ff: 'jpg', '52': 'webp' }[bytes.subarray(0, 1).toString('hex')] ?? 'img';
writeFileSync(\`result.\${type}\`, bytes);
console.log(\`Saved result.\${type}\`);
`;
}

function pythonCode(request: SnippetRequest, body: GenerateBody): string {
  const { provider, paths } = request;
  const key = `os.environ["${keyVariable(provider)}"]`;
  const auth = {
    bearer: `"Authorization": "Bearer " + ${key}, `,
    'x-goog-api-key': `"x-goog-api-key": ${key}, `,
    none: '',
  }[provider.auth];
  // JSON strings are Python strings, except for half surrogates, which JSON.stringify escapes.
  const json = bodyText(body, (index) => `base64_of(${JSON.stringify(paths[index] ?? '')})`).replace(
    /": true$/gm,
    '": True',
  );
  return `# Save as request.py and run with: python3 request.py
import base64, json, os, urllib.error, urllib.request


def base64_of(path):
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()


body = ${json}

request = urllib.request.Request(
    ${JSON.stringify(urlOf(request))},
    data=json.dumps(body).encode(),
    headers={${auth}"Content-Type": "application/json"},
)
try:
    with urllib.request.urlopen(request, timeout=600) as response:
        answer = json.load(response)
except urllib.error.HTTPError as error:
    raise SystemExit(error.read().decode())

# The last picture that is not a thought is the result; its first bytes tell its type.
parts = ((answer.get("candidates") or [{}])[0].get("content") or {}).get("parts") or []
pictures = [part for part in parts if part.get("inlineData") and not part.get("thought")]
if not pictures:
    raise SystemExit("No picture came back: " + json.dumps(answer)[:2000])
data = base64.b64decode(pictures[-1]["inlineData"]["data"])
name = "result." + {0x89: "png", 0xFF: "jpg", 0x52: "webp"}.get(data[0], "img")
with open(name, "wb") as file:
    file.write(data)
print("Saved " + name)
`;
}
