/**
 * `npm test`: type check, lint, build, then the tests in plain Node, inside VS Code's extension host and at its
 * screen. `npm test -- unit host` runs these alone, `--grep TEXT` the tests whose title holds a text, and `--pictures`
 * keeps pictures of the screen. Closes with the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpFor, picturesFolder } from './failureHelp.ts';
import type { MochaFailure, MochaReport } from './report.ts';
import { findChromium } from './vscode/chromium.ts';
import { fetchVSCode } from './vscode/fetch.ts';
import { projectFolder } from './vscode/paths.ts';

interface Stage {
  name: string;
  title: string;
  /** Options of Node, a script of this project or of a package, and its arguments. */
  args: string[];
  /**
   * Whether it runs in what the others leave of the processors, while they wait for a window or the disk. Its tests
   * may wait long for their turn.
   */
  isPatient?: boolean;
  /** Whether it writes mocha's counts; else the stage counts as one check. */
  reports?: boolean;
  needsVSCode?: boolean;
  /** Whether it passes without any test, as where none has the text that is looked for. */
  mayBeEmpty?: boolean;
}

const mocha = 'node_modules/mocha/bin/mocha.js';

/** With the usual heap each picture in memory makes the collector mark anew: a sixth of the processor's time. */
const roomyHeap = '--initial-old-space-size=600';

const checks: Stage[] = [
  { name: 'types', title: 'Type check', args: ['node_modules/typescript/bin/tsc', '-b'] },
  {
    name: 'lint',
    title: 'Lint',
    args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  },
  {
    name: 'lint',
    title: 'Code and packages that nobody uses',
    args: ['node_modules/knip/bin/knip.js', '--no-config-hints'],
  },
  { name: 'build', title: 'Build', args: ['esbuild.mjs'] },
];

// A window that hangs on a busy machine gets another chance; what is really broken fails each time.
const atScreen = [mocha, '--retries', '2'];

/** They all need the build. The longest begins first, so that the others run beside it. */
const tests: Stage[] = [
  {
    name: 'unit',
    title: 'Tests in plain Node',
    args: [roomyHeap, mocha, 'test/unit/**/*.test.ts'],
    isPatient: true,
    reports: true,
  },
  {
    name: 'ui',
    title: 'Tests at the screen of VS Code',
    args: [...atScreen, 'test/ui/journeys/**/*.test.ts'],
    reports: true,
    needsVSCode: true,
  },
  {
    name: 'host',
    title: "Tests inside VS Code's extension host",
    args: ['test/host/run.ts'],
    reports: true,
    needsVSCode: true,
  },
  {
    name: 'ui',
    title: "Tests of the panel's page alone",
    args: [...atScreen, 'test/ui/page/**/*.test.ts'],
    reports: true,
    needsVSCode: true,
  },
];

/**
 * How far a patient stage stands back, as `nice` counts it: the others go first, and beside other people's work it
 * still gets on. At 19 two busy processes left it nothing.
 */
const patience = 3;

/** More of them would be in each other's way, but for a patient one. */
const stagesAtOnce = 2;
const stageLimitMs = 40 * 60_000;

/** Tests start many processes of the same modules. */
const compileCache = join(projectFolder, '.vscode-test/compile-cache');

interface Count {
  passed: number;
  failed: number;
  notRun: number;
  failures: MochaFailure[];
  retries: MochaFailure[];
}

const noCount = (): Count => ({ passed: 0, failed: 0, notRun: 0, failures: [], retries: [] });

async function main(words: string[]): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: words,
    options: { grep: { type: 'string' }, pictures: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.pictures) process.env.NANO_BANANA_SCREENSHOTS = picturesFolder;
  const all = [...checks, ...tests];
  const unknown = names.filter((name) => !all.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no stage "${unknown}"; choose from ${[...new Set(all.map(({ name }) => name))].join(', ')}.`,
    );
  }
  const isChosen = ({ name }: Stage) => names.length === 0 || names.includes(name);
  const chosenTests = tests.filter(isChosen);
  const chosenChecks = checks.filter(
    (stage) => isChosen(stage) || (stage.name === 'build' && chosenTests.length > 0),
  );
  // Meanwhile others need the processor and not the network. A failure shows itself, with its reason, in the
  // first stage that needs what is missing.
  const fetched = chosenTests.some(({ needsVSCode }) => needsVSCode)
    ? Promise.allSettled([fetchVSCode(), findChromium()])
    : Promise.resolve();
  const counts = new Map<Stage, Count>();
  await runAll(chosenChecks, counts, fetched);
  await runAll(
    chosenTests.map((stage) => only(stage, values.grep)),
    counts,
    fetched,
  );
  tell(counts);
  const foundSome = [...counts].some(([{ reports }, { passed, failed }]) => reports && passed + failed > 0);
  if (values.grep !== undefined && chosenTests.length > 0 && !foundSome) {
    console.log(`No test has "${values.grep}" in its title.`);
    process.exitCode = 1;
  }
}

/** A stage that runs only the tests whose full title holds a text. */
function only(stage: Stage, text: string | undefined): Stage {
  return text === undefined ? stage : { ...stage, args: [...stage.args, '--fgrep', text], mayBeEmpty: true };
}

function tell(counts: ReadonlyMap<Stage, Count>): void {
  const total = noCount();
  for (const [{ name }, { failures, retries }] of counts) {
    for (const failure of failures) console.log(['', ...helpFor(failure, name)].join('\n'));
    const failed = new Set(failures.map(({ fullTitle }) => fullTitle));
    const passed = retries.filter(({ fullTitle }) => !failed.has(fullTitle));
    if (passed.length > 0) console.log('\nPassed only when tried again:');
    for (const { fullTitle, err } of passed) console.log(`- ${fullTitle}: ${err.message.split('\n')[0]}`);
  }
  console.log();
  for (const [{ title }, count] of counts) {
    console.log(`${title}: ${count.passed} passed, ${count.failed} failed`);
    add(total, count);
  }
  if (total.notRun > 0) console.log(`Not run: ${total.notRun}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function add(total: Count, { passed, failed, notRun, failures, retries }: Count): void {
  total.failures.push(...failures);
  total.retries.push(...retries);
  total.passed += passed;
  total.failed += failed;
  total.notRun += notRun;
}

/** Runs stages beside each other, as many processes at once as the machine bears. */
async function runAll(
  stages: readonly Stage[],
  counts: Map<Stage, Count>,
  fetched: Promise<unknown>,
): Promise<void> {
  for (const stage of stages) counts.set(stage, noCount());
  // What runs alone is read as it comes, what runs beside others when it has ended.
  const output = stages.length === 1 ? 'live' : 'afterwards';
  const patient = stages.filter(({ isPatient }) => isPatient);
  const others = stages.filter(({ isPatient }) => !isPatient);
  const work = async (waiting: Stage[]): Promise<void> => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      if (stage.needsVSCode) await fetched;
      counts.set(stage, await runStage(stage, output));
    }
  };
  await Promise.all([work(patient), ...Array.from({ length: stagesAtOnce }, () => work(others))]);
}

type Output = 'live' | 'afterwards';

async function runStage(stage: Stage, output: Output): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'nano-banana-report-'));
  const path = join(folder, 'report.json');
  try {
    const code = await run(stage, { NANO_BANANA_REPORT: path }, output);
    if (!stage.reports) return { ...noCount(), passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    const { stats, failures: failed, retries = [] } = await readReport(path);
    const { passes, failures, pending } = stats;
    // A stage that ended badly without a failed test, or without any test, has failed as a whole.
    const brokeDown = failures === 0 && (code !== 0 || (passes === 0 && !stage.mayBeEmpty));
    return {
      passed: passes,
      failed: brokeDown ? 1 : failures,
      notRun: pending,
      failures: failed,
      retries,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(path: string): Promise<MochaReport> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return { stats: { passes: 0, failures: 0, pending: 0 }, failures: [] };
  }
}

function run(
  { args, title, isPatient }: Stage,
  env: Record<string, string>,
  output: Output,
): Promise<number> {
  const piped = output === 'live' ? 'inherit' : 'pipe';
  const started = performance.now();
  if (output === 'live') console.log(`\n=== ${title}`);
  // Where all processors are busy, helpers that collect garbage only take from others: an eighth less in all.
  const child = spawn(process.execPath, ['--single-threaded-gc', ...args], {
    cwd: projectFolder,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['inherit', piped, piped],
    timeout: stageLimitMs,
  });
  if (isPatient && child.pid !== undefined) setPriority(child.pid, patience);
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => pieces.push(piece));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (output === 'afterwards') console.log(`\n=== ${title} (${seconds} s)`);
      process.stdout.write(Buffer.concat(pieces));
      if (signal) console.error(`Ended by ${signal} after ${stageLimitMs / 60_000} minutes at most.`);
      resolve(code ?? 1);
    });
  });
}

await main(process.argv.slice(2));
