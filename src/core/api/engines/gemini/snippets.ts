import type { EngineSnippets } from '../engine.ts';
import { generateBody } from './body.ts';

/*
 * Cuts the JSON at its quotes, so that strings and what stands between them take turns, and keeps the last
 * string called data of each object in a list called parts. No single quote may stand in it.
 */
const curlPicture = String.raw`BEGIN { RS = "\"" }
    inside {
      n = length($0)
      while (n > 0 && substr($0, n, 1) == "\\") n--
      if ((length($0) - n) % 2) { text = text $0 "\""; next }
      text = text $0; inside = 0; next
    }
    {
      if ($0 ~ /^[ \t\r\n]*:/) key = text
      else if (key == "data") data = text
      if (key == "thought" && $0 ~ /^[ \t\r\n]*:[ \t\r\n]*true/) thought = 1
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (c == "[" || c == "{") {
          depth++
          if (c == "[" && key == "parts") { list = depth; key = "" }
        } else if (c == "]" || c == "}") {
          depth--
          if (list && depth < list) list = 0
          if (list && depth == list) {
            start = substr(data, 1, 200)
            sub(/^data:[^,]*,/, "", start)
            gsub(/\\u002[fF]|\\\/|_/, "/", start)
            if (start ~ /^(iVBORw0KGgo|\/9j\/|R0lGOD|UklGR......XRUJQ|......Z0eXBhdmlm)/) {
              if (thought) flagged = data; else result = data
            }
            data = ""; thought = 0
          }
        }
      }
      inside = 1; text = ""
    }
    END { printf "%s", result == "" ? flagged : result }`;

const nodePictures = `const readPictures = () => {
  const parts = (JSON.parse(text).candidates ?? []).flatMap((candidate) => candidate?.content?.parts ?? []);
  return parts.flatMap((part) => {
    const { data } = part?.inlineData ?? part?.inline_data ?? {};
    if (typeof data !== 'string') return [];
    const bytes = Buffer.from(data.replace(/^data:[^,]*,/, ''), 'base64');
    return typeOf(bytes) ? [{ bytes, thought: part.thought === true }] : [];
  });
};`;

const pythonPictures = `def read_pictures():
    for candidate in json.loads(text).get("candidates") or []:
        for part in (candidate.get("content") or {}).get("parts") or []:
            data = (part.get("inlineData") or part.get("inline_data") or {}).get("data")
            if isinstance(data, str):
                data = data.split(",", 1)[-1] if data.startswith("data:") else data
                data = base64.b64decode(data.rstrip("=").translate(str.maketrans("-_", "+/")) + "===")
                if type_of(data):
                    yield data, part.get("thought") is True`;

export const snippets: EngineSnippets = {
  body: (plan, provider, fileAt) => generateBody(plan, provider, (_image, index) => fileAt(index)),
  pictures: { curl: curlPicture, node: nodePictures, python: pythonPictures },
};
