import {
  literalPieces,
  RawBody,
  type Snippet,
  type SnippetHeader,
  variablesOf,
  waitSeconds,
} from './snippet.ts';

/** Quoted for a POSIX shell, so that nothing in it has a meaning. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** In double quotes, where a variable is replaced. */
const header = ({ name, value }: SnippetHeader): string => {
  const parts = value.map((part) =>
    typeof part === 'string' ? part.replace(/[\\"$`]/g, '\\$&') : `\${${part.variable}}`,
  );
  return `"${name}: ${parts.join('')}"`;
};

/** Writes the body piece by piece, so that no file is ever held in a variable or an argument. */
function bodyCommands(body: unknown): string {
  if (body instanceof RawBody) return body.pieces.map(rawCommand).join('\n');
  const commands: string[] = [];
  let text = '';
  for (const piece of literalPieces(body, ['true', 'false'])) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    commands.push(`    printf '%s' ${quote(`${text}"`)}`, `    base64 < ${quote(piece.path)} | tr -d '\\n'`);
    text = '"';
  }
  return [...commands, `    printf '%s' ${quote(text)}`].join('\n');
}

const rawCommand = (piece: RawBody['pieces'][number]): string =>
  typeof piece === 'string' ? `    printf '%s' ${quote(piece)}` : `    cat < ${quote(piece.path)}`;

/**
 * For a POSIX shell with curl, pasted or as a script. All in a subshell, which is left at the first trouble
 * and removes its files; without comments, which an interactive zsh takes for commands. The headers go
 * through a file, because other people of the computer can see what a program is called with.
 */
export function curlCode(snippet: Snippet): string {
  const { url, headers, body, paths, pictures } = snippet;
  const needed = variablesOf(snippet).map((name) => `  : "\${${name}:?Set it first}"\n`);
  const readable = paths.map(
    (path) => `  [ -r ${quote(path)} ] || { echo ${quote(`Can't read ${path}`)} >&2; exit 1; }\n`,
  );
  return `(
  set -eu
${needed.join('')}${readable.join('')}  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  free() {
    name=$1.$2 n=1
    while [ -e "$name" ]; do n=$((n + 1)); name=$1-$n.$2; done
  }
  {
${bodyCommands(body)}
  } > "$work/request"
  printf '%s\\n' ${headers.map(header).join(' ')} > "$work/headers"
  code=$(curl --silent --show-error --no-location --max-time ${waitSeconds} \\
    --header "@$work/headers" --data-binary "@$work/request" \\
    --output "$work/response.json" --write-out '%{http_code}' ${quote(url)}) || {
    echo 'No whole answer came. The request may have been billed.' >&2
    [ ! -s "$work/response.json" ] || { free response json; cp "$work/response.json" "$name"; echo "See $name" >&2; }
    exit 1
  }
  case "$code" in
    2??) ;;
    3??) echo "The server answered with a redirect ($code), which is not followed." >&2; exit 1 ;;
    *) cat "$work/response.json" >&2; exit 1 ;;
  esac
  LC_ALL=C awk '${pictures}' "$work/response.json" |
    sed -e 's/^data:[^,]*,//' -e 's/\\\\u002[bB]/+/g' -e 's/\\\\u002[fF]/\\//g' -e 's/\\\\u003[dD]/=/g' \\
      -e 's/\\\\[nrt]//g' -e 's/\\\\//g' -e 'y/-_/+\\//' |
    awk '{ while (length($0) % 4) $0 = $0 "="; print }' > "$work/picture"
  case "$(cut -c 1-16 "$work/picture")" in
    iVBOR*) type=png ;;
    /9j/*) type=jpg ;;
    R0lGOD*) type=gif ;;
    UklGR*) type=webp ;;
    PHN2Zy*|PD94bW*) type=svg ;;
    ?*) type=avif ;;
    *) free response json; cp "$work/response.json" "$name"; echo "No picture came back: see $name" >&2; exit 1 ;;
  esac
  free result "$type"
  base64 -d < "$work/picture" > "$name"
  echo "Saved $name"
)
`;
}
