#!/bin/sh
# sanitize-html gives the name of an element that was renamed and then left out to the end of its next sibling: what
# `transformTags` renames to a name that is not allowed is discarded, but its new name stays noted for that depth. The
# answer is markup that is not well formed; as XML nobody opens it. Here `i` is renamed and left out, and `u`, which is
# allowed and was not renamed, ends as `</gone>`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact sanitize-html@2.17.5
cat > run.cjs <<'JS'
const sanitize = require('sanitize-html');
const options = { allowedTags: ['b', 'u'], transformTags: { i: 'gone' } };
const alone = sanitize('<b><i>x</i></b>', options);
const before = sanitize('<b><i>x</i><u>y</u></b>', options);
const plain = sanitize('<b><i>x</i><u>y</u></b>', { allowedTags: ['b', 'u'] });
console.log(`sanitize-html ${require('sanitize-html/package.json').version}`);
console.log(`not renamed: ${plain}`);
console.log(`renamed, without a sibling: ${alone}`);
console.log(`renamed, with a sibling: ${before}`);
process.exitCode = before === '<b>x<u>y</gone></b>' && plain === '<b>x<u>y</u></b>' ? 0 : 1;
JS
node run.cjs
