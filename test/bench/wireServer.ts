/**
 * An API that costs no time: answers `/{name}/…` with the bytes of `{name}.json`, read at the start, as soon
 * as the request is in. With `--check`, `/digest` tells the length and SHA-256 of the last body.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [folder = '.', flag] = process.argv.slice(2);
const checks = flag === '--check';
const answers = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), readFileSync(join(folder, file))]),
);
let digest = '';

const server = createServer((request, response) => {
  const name = request.url?.split('/')[1] ?? '';
  if (name === 'digest') {
    response.end(digest);
    return;
  }
  const hash = createHash('sha256');
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (checks) hash.update(chunk);
  });
  request.on('end', () => {
    digest = `${length} ${hash.digest('hex')}`;
    const answer = answers.get(name) ?? Buffer.alloc(0);
    response.writeHead(answers.has(name) ? 200 : 404, {
      'Content-Type': 'application/json',
      'Content-Length': answer.length,
    });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.once('disconnect', () => process.exit());
