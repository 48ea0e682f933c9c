/**
 * `npm test`: type check, lint, build, then the tests in plain Node, inside VS Code's extension host and at its
 * screen. `npm test -- unit host` runs these alone, and `--grep TEXT` the tests whose title holds a text. Closes with the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { glob, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpFor } from './failureHelp.ts';
import type { MochaFailure, MochaReport } from './report.ts';
import { findChromium } from './vscode/chromium.ts';
import { fetchVSCode } from './vscode/fetch.ts';
import { projectFolder } from './vscode/paths.ts';

interface Stage {
  name: string;
  title: string;
  /** A script of this project or of a package, and its arguments. */
  args: string[];
  /** The test files, where they run in several processes: the share of each in the whole. */
  split?: { files: string; shares: readonly number[] };
  /**
   * Whether it runs in what the others leave of the processors, while they wait for a window or the disk. Its tests
   * may wait long for their turn.
   */
  isPatient?: boolean;
  /** Whether it writes mocha's counts; else the stage counts as one check. */
  reports?: boolean;
  needsVSCode?: boolean;
}

/** One process of a stage. */
interface Job {
  stage: Stage;
  args: string[];
  title: string;
}

const mocha = 'node_modules/mocha/bin/mocha.js';

const checks: Stage[] = [
  { name: 'types', title: 'Type check', args: ['node_modules/typescript/bin/tsc', '-b'] },
  {
    name: 'lint',
    title: 'Lint',
    args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  },
  { name: 'build', title: 'Build', args: ['esbuild.mjs'] },
];

/** They all need the build. */
const tests: Stage[] = [
  {
    name: 'unit',
    title: 'Tests in plain Node',
    args: [mocha, 'test/unit/**/*.test.ts'],
    isPatient: true,
    reports: true,
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
    title: 'Tests at the screen of VS Code',
    // A window that hangs on a busy machine gets another chance; what is really broken fails each time.
    args: [mocha, '--retries', '2'],
    // The second runs after the tests of the host, whose waiting the patient ones use while there are some.
    split: { files: 'test/ui/**/*.test.ts', shares: [0.58, 0.42] },
    reports: true,
    needsVSCode: true,
  },
];

/** Most of them use one processor: a third, unless it is a patient one, would be in the way of the others. */
const jobsAtOnce = 2;
const jobLimitMs = 20 * 60_000;

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
    options: { grep: { type: 'string' } },
    allowPositionals: true,
  });
  const all = [...checks, ...tests];
  const unknown = names.filter((name) => !all.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(`There is no stage "${unknown}"; choose from ${all.map(({ name }) => name).join(', ')}.`);
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
}

/** A stage that runs only the tests whose full title holds a text. */
function only(stage: Stage, text: string | undefined): Stage {
  if (text === undefined) return stage;
  const { split, ...whole } = stage;
  return { ...whole, args: [...stage.args, ...(split ? [split.files] : []), '--fgrep', text] };
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
  const waiting = (await Promise.all(stages.map(jobsOf))).flat();
  // What runs alone is read as it comes, what runs beside others when it has ended.
  const output = waiting.length === 1 ? 'live' : 'afterwards';
  const patient = waiting.filter(({ stage }) => stage.isPatient);
  const others = waiting.filter(({ stage }) => !stage.isPatient);
  const work = async (jobs: Job[]): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      if (job.stage.needsVSCode) await fetched;
      add(counts.get(job.stage) as Count, await runJob(job, output));
    }
  };
  await Promise.all([work(patient), ...Array.from({ length: jobsAtOnce }, () => work(others))]);
}

async function jobsOf(stage: Stage): Promise<Job[]> {
  const { args, title, split } = stage;
  if (!split) return [{ stage, args, title }];
  const parts = await splitFiles(split);
  return parts.map((files, at) => ({
    stage,
    args: [...args, ...files],
    title: `${title}, part ${at + 1} of ${parts.length}`,
  }));
}

/**
 * Deals files out by their size, the largest first, each to the part that is furthest from its share. Each folder
 * for itself: what a line takes is much the same in one, and not in another.
 */
async function splitFiles({ files, shares }: NonNullable<Stage['split']>): Promise<string[][]> {
  const folders = new Map<string, { file: string; weight: number }[]>();
  for await (const file of glob(files, { cwd: projectFolder })) {
    const weighed = folders.get(dirname(file)) ?? [];
    folders.set(dirname(file), weighed);
    weighed.push({ file, weight: (await stat(join(projectFolder, file))).size });
  }
  const parts = shares.map((): string[] => []);
  for (const weighed of folders.values()) {
    weighed.sort((a, b) => b.weight - a.weight || a.file.localeCompare(b.file));
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    const left = shares.map((share) => share * total);
    for (const { file, weight } of weighed) {
      const part = left.indexOf(Math.max(...left));
      parts[part]?.push(file);
      left[part] = (left[part] ?? 0) - weight;
    }
  }
  return parts.map((part) => part.sort());
}

type Output = 'live' | 'afterwards';

async function runJob({ stage, args, title }: Job, output: Output): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'nano-banana-report-'));
  const path = join(folder, 'report.json');
  try {
    const code = await run({ stage, args, title }, { NANO_BANANA_REPORT: path }, output);
    if (!stage.reports) return { ...noCount(), passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    const { stats, failures: failed, retries = [] } = await readReport(path);
    const { passes, failures, pending } = stats;
    // A job that ended badly without a failed test, or without any test, has failed as a whole.
    const brokeDown = failures === 0 && (code !== 0 || passes === 0);
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

function run({ stage, args, title }: Job, env: Record<string, string>, output: Output): Promise<number> {
  const piped = output === 'live' ? 'inherit' : 'pipe';
  const started = performance.now();
  if (output === 'live') console.log(`\n=== ${title}`);
  // Where all processors are busy, helpers that collect garbage only take from others: an eighth less in all.
  const child = spawn(process.execPath, ['--single-threaded-gc', ...args], {
    cwd: projectFolder,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['inherit', piped, piped],
    timeout: jobLimitMs,
  });
  if (stage.isPatient && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
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
      if (signal) console.error(`Ended by ${signal} after ${jobLimitMs / 60_000} minutes at most.`);
      resolve(code ?? 1);
    });
  });
}

await main(process.argv.slice(2));
