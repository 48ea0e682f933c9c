#!/bin/sh
# The `data` of an answer of @google/genai joins the draft of a thinking model with the picture that was ordered.
#
# A model that thinks sends drafts as parts marked `thought`, then the picture. The SDK's `text` leaves out parts that
# are thoughts; `data` does not: it joins the base64 of every part. Expected: the picture. Seen: the bytes of the
# draft with those of the picture behind them in one text, which every decoder shows as the draft, since it stops at
# the end of the first file. Its documentation speaks of the concatenation of inline data, not of thoughts. A paid
# picture is thrown away for a sketch. The part that is ordered has to be looked for: the last one that is not a
# thought. The pictures here stand for real ones by their names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @google/genai@3.1.0
cat >check.cjs <<'JS'
/** Prints what is seen and remembers whether it is what was seen first. */
function see(what, seen, first, right) {
  const same = `${seen}` === `${first}`;
  console.log(`${what}: ${seen}${right === undefined ? '' : ` (right: ${right})`}${same ? '' : ` CHANGED, was ${first}`}`);
  if (!same) process.exitCode = 1;
}
process.on('exit', (code) => console.log(code === 0 ? 'holds' : 'the finding does not hold any more'));
process.on('unhandledRejection', (error) => {
  console.error(error.message);
  process.exit(1);
});
const { readFileSync } = require('node:fs');
const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version}`;

console.log(version('@google/genai'));
(async () => {
  const { GenerateContentResponse } = await import('@google/genai');
  const base64 = (text) => Buffer.from(text).toString('base64');
  const inline = (text) => ({ inlineData: { mimeType: 'image/png', data: base64(text) } });
  const answer = (parts) => Object.assign(new GenerateContentResponse(), { candidates: [{ content: { parts } }] });
  const picture = answer([{ thought: true, ...inline('<draft>') }, inline('<final>')]);
  const words = answer([{ thought: true, text: '<draft>' }, { text: '<final>' }]);
  const decoded = (text) => Buffer.from(text, 'base64').toString();
  console.warn = () => {};
  see('text', words.text, '<final>');
  see('data', decoded(picture.data).slice(0, 7), '<draft>', '<final>');
  see('all of data', decoded(picture.data), '<draft><final>', '<final>');
})();
JS
node check.cjs
