/** Loads a main bundle as the extension host does, once, and tells what that took and what was loaded. */
import { createRequire } from 'node:module';

/** What the extension host has loaded for itself before it loads any extension. */
const hostHas = [
  'crypto',
  'fs/promises',
  'http',
  'https',
  'stream',
  'string_decoder',
  'url',
  'worker_threads',
  'zlib',
];

process.once('message', ({ bundle }: { bundle: string }) => {
  const require = createRequire(bundle);
  for (const name of hostHas) require(`node:${name}`);
  const started = performance.now();
  require(bundle);
  const milliseconds = performance.now() - started;
  process.send?.({
    milliseconds,
    files: Object.keys(require.cache),
  });
  process.disconnect();
});
