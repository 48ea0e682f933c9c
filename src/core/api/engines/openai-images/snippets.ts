import type { EngineSnippets } from '../engine.ts';
import { fieldsOf } from './fields.ts';

/*
 * Cuts the JSON at its quotes, so that strings and what stands between them take turns, and keeps the first string
 * called b64_json, or the first data: URL. No single quote may stand in it.
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
      else if (result == "" && (key == "b64_json" || text ~ /^data:image/)) result = text
      inside = 1; text = ""
    }
    END { printf "%s", result }`;

const nodePictures = `const readPictures = () => {
  const items = JSON.parse(text).data ?? [];
  return items.flatMap((item) => {
    const data = item?.b64_json ?? item?.url;
    if (typeof data !== 'string') return [];
    const bytes = Buffer.from(data.replace(/^data:[^,]*,/, ''), 'base64');
    return typeOf(bytes) ? [{ bytes, thought: false }] : [];
  }).slice(0, 1);
};`;

const pythonPictures = `def read_pictures():
    for item in json.loads(text).get("data") or []:
        data = (item or {}).get("b64_json") or (item or {}).get("url")
        if isinstance(data, str) and not data.startswith("http"):
            data = data.split(",", 1)[-1] if data.startswith("data:") else data
            data = base64.b64decode(data.rstrip("=").translate(str.maketrans("-_", "+/")) + "===")
            if type_of(data):
                yield data, False
                return`;

export const snippets: EngineSnippets = {
  body: fieldsOf,
  pictures: { curl: curlPicture, node: nodePictures, python: pythonPictures },
};
