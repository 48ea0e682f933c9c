/**
 * Stands in for the `code` executable: takes the arguments that @vscode/test-electron gives it, runs the tests
 * in a VS Code of its own in a headless browser and exits with their code.
 */
import { parseArgs } from 'node:util';
import { launchChromium } from './chromium.ts';
import { startServer } from './server.ts';

const limitMs = 15 * 60_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  if (typeof extension !== 'string' || typeof tests !== 'string') {
    throw new Error('Give --extensionDevelopmentPath=… and --extensionTestsPath=….');
  }
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] =>
      pair[0].startsWith('NANO_BANANA_'),
    ),
  );
  const [server, browser] = await Promise.all([
    startServer({ automation: true, idleSeconds: 120 }),
    launchChromium(),
  ]);
  try {
    // Nothing of what is tested moves, and nobody looks.
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    const exit = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => printTestOutput(args));
    await page.exposeFunction('codeAutomationExit', exit.resolve);
    const limit = setTimeout(() => exit.reject(new Error('The host tests did not end in time.')), limitMs);
    page.on('crash', () => exit.reject(new Error('The page with the host tests crashed.')));
    try {
      const [folder] = positionals;
      const automation = { extension, tests, env };
      await page.goto(server.windowUrl({ automation, ...(folder ? { folder } : {}) }));
      return await exit.promise;
    } finally {
      clearTimeout(limit);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The workbench logs much of its own; only what the tests print matters here. */
function printTestOutput(args: unknown[]): void {
  const text = args.filter((arg) => typeof arg === 'string').join(' ');
  const start = text.indexOf('[test] ');
  if (start >= 0) console.log(text.slice(start + '[test] '.length));
}

process.exitCode = await main();
