import { literal, RawBody, type Snippet, type SnippetHeader, variablesOf, waitSeconds } from './snippet.ts';

const header = ({ name, value }: SnippetHeader): string => {
  const parts = value.map((part) =>
    typeof part === 'string' ? JSON.stringify(part) : `from_environment(${JSON.stringify(part.variable)})`,
  );
  return `        ${JSON.stringify(name)}: ${parts.join(' + ')},`;
};

const base64Reader = `
def base64_of(path):
    with open(path, "rb") as file:
        return base64.b64encode(file.read()).decode()
`;

const rawReader = `
def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()
`;

const rawLine = (piece: RawBody['pieces'][number]): string =>
  typeof piece === 'string'
    ? `    ${JSON.stringify(piece)}.encode(),`
    : `    bytes_of(${JSON.stringify(piece.path)}),`;

const environment = `

def from_environment(name):
    if not os.environ.get(name):
        raise SystemExit("Set the environment variable " + name + " first.")
    return os.environ[name]
`;

/** For Python 3.9 or later. JSON strings are Python strings too. */
export function pythonCode(snippet: Snippet): string {
  const { url, headers, body, pictures } = snippet;
  const isRaw = body instanceof RawBody;
  const written = isRaw
    ? `b"".join([\n${body.pieces.map(rawLine).join('\n')}\n])`
    : literal(body, ['True', 'False'], (path) => `base64_of(${path})`);
  const reader = isRaw ? rawReader : base64Reader;
  return `# Save as request.py and run with: python3 request.py
import base64, json, os, urllib.error, urllib.request

${reader}
${variablesOf(snippet).length > 0 ? environment : ''}
body = ${written}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    # What is in the headers is meant for this server only.
    def redirect_request(self, *arguments):
        return None


request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=${isRaw ? 'body' : 'json.dumps(body).encode()'},
    headers={
${headers.map(header).join('\n')}
    },
)
try:
    with urllib.request.build_opener(NoRedirect).open(request, timeout=${waitSeconds}) as response:
        text = response.read()
except urllib.error.HTTPError as error:
    if error.code < 400:
        raise SystemExit(f"The server answered with a redirect ({error.code}), which is not followed.")
    raise SystemExit(f"{error.code}: {error.read().decode(errors='replace')}")


def save(name, ending, content):
    # A name that is free, so that nothing is overwritten.
    path, n = f"{name}.{ending}", 2
    while os.path.exists(path):
        path, n = f"{name}-{n}.{ending}", n + 1
    with open(path, "xb") as file:
        file.write(content)
    return path


def type_of(data):
    # The first bytes tell the type.
    if data[:8] == b"\\x89PNG\\r\\n\\x1a\\n":
        return "png"
    if data[:3] == b"\\xff\\xd8\\xff":
        return "jpg"
    if data[:4] == b"GIF8":
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] in (b"<svg", b"<?xm"):
        return "svg"
    return "avif" if data[4:12] == b"ftypavif" else None


${pictures}


try:
    pictures = list(read_pictures())
except (ValueError, AttributeError) as error:
    pictures = []
    print(error)
# The last picture that is not a thought is the result.
results = [data for data, thought in pictures if not thought] or [data for data, _ in pictures]
if not results:
    raise SystemExit("No picture came back: see " + save("response", "json", text))
print("Saved " + save("result", type_of(results[-1]), results[-1]))
`;
}
