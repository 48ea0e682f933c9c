#!/bin/sh
# svgo with its preset deletes the dark colours of an icon: a rule in `@media` goes when its class was used once.
#
# An icon whose style has `.a{fill:#111}` and, within `@media (prefers-color-scheme: dark)`, `.a{fill:#eee}` is how an
# SVG favicon follows the reader's theme. inlineStyles moves the plain rule into the element and drops the class,
# minifyStyles then finds the rule in `@media` unused and deletes it. Expected: the same picture in both themes, as
# the preset promises to change nothing that is seen. Seen: the icon stays dark on dark. With the class used twice,
# both rules stay, so adding a shape "repairs" it. CSS Cascade gives the rule in `@media` its say wherever it matches.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact svgo@4.1.0
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

console.log(version('svgo'));
(async () => {
  const { optimize } = await import('svgo');
  const icon = (...paths) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><style>.a{fill:#111}@media (prefers-color-scheme:dark){.a{fill:#eee}}</style>${paths.map((d) => `<path class="a" d="${d}"/>`).join('')}</svg>`;
  const once = optimize(icon('M0 0h20v20H0z')).data;
  const twice = optimize(icon('M0 0h20v9H0z', 'M0 11h20v9H0z')).data;
  console.log(once);
  see('dark colour, class used once', once.includes('#eee'), 'false', 'true');
  see('plain colour, class used once', once.includes('fill:#111'), 'true');
  see('dark colour, class used twice', twice.includes('#eee'), 'true');
})();
JS
node check.cjs
