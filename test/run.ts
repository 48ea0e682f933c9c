/**
 * `npm test`: type check, lint, build, then the tests in plain Node, inside VS Code's extension host and at its
 * screen. `npm test -- unit host` runs these alone. Closes with the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { glob, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MochaReport } from './report.ts';
import { findChromium } from './vscode/chromium.ts';
import { fetchVSCode } from './vscode/fetch.ts';
import { projectFolder } from './vscode/paths.ts';

interface Stage {
  name: string;
  title: string;
  /** A script of this project or of a package, and its arguments. */
  args: string[];
  /** The test files, where they run in several processes beside each other. */
  lanes?: { files: string; count: number };
  /** Whether it writes mocha's counts; else the stage counts as one check. */
  reports?: boolean;
  needsBuild?: boolean;
  needsVSCode?: boolean;
}

const mocha = 'node_modules/mocha/bin/mocha.js';

const stages: Stage[] = [
  { name: 'types', title: 'Type check', args: ['node_modules/typescript/bin/tsc', '-b'] },
  {
    name: 'lint',
    title: 'Lint',
    args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  },
  { name: 'build', title: 'Build', args: ['esbuild.mjs'] },
  {
    name: 'unit',
    title: 'Tests in plain Node',
    args: [mocha, 'test/unit/**/*.test.ts'],
    reports: true,
    needsBuild: true,
  },
  {
    name: 'host',
    title: "Tests inside VS Code's extension host",
    args: ['test/host/run.ts'],
    reports: true,
    needsBuild: true,
    needsVSCode: true,
  },
  {
    name: 'ui',
    title: 'Tests at the screen of VS Code',
    // A window that hangs on a busy machine gets another chance; what is really broken fails each time.
    args: [mocha, '--timeout', '90000', '--retries', '2'],
    // Windows mostly wait, so two of them fit on two cores.
    lanes: { files: 'test/ui/**/*.test.ts', count: 2 },
    reports: true,
    needsBuild: true,
    needsVSCode: true,
  },
];

const stageLimitMs = 10 * 60_000;

interface Count {
  passed: number;
  failed: number;
  notRun: number;
}

async function main(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no stage "${unknown}"; choose from ${stages.map(({ name }) => name).join(', ')}.`,
    );
  }
  const chosen = stages.filter(({ name }) => names.length === 0 || names.includes(name));
  const build = chosen.some((stage) => stage.needsBuild);
  const wanted = stages.filter((stage) => chosen.includes(stage) || (stage.name === 'build' && build));
  // While the early stages run, which need the processor and not the network.
  const fetched = wanted.some((stage) => stage.needsVSCode) ? fetchAll() : undefined;
  const total: Count = { passed: 0, failed: 0, notRun: 0 };
  const summary: string[] = [];
  for (const stage of wanted) {
    if (stage.needsVSCode) await fetched;
    console.log(`\n=== ${stage.title}`);
    const started = performance.now();
    const count = await runStage(stage);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    total.passed += count.passed;
    total.failed += count.failed;
    total.notRun += count.notRun;
    summary.push(`${stage.title}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
  }
  console.log(`\n${summary.join('\n')}`);
  if (total.notRun > 0) console.log(`Not run: ${total.notRun}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** A failure here shows itself, with its reason, in the first stage that needs what is missing. */
async function fetchAll(): Promise<void> {
  await Promise.allSettled([fetchVSCode(), findChromium()]);
}

async function runStage(stage: Stage): Promise<Count> {
  if (!stage.lanes) return runLane(stage, stage.args, 'live');
  const lanes = await splitFiles(stage.lanes.files, stage.lanes.count);
  const counts = await Promise.all(
    lanes.map((files, at) => runLane(stage, [...stage.args, ...files], at === 0 ? 'live' : 'afterwards')),
  );
  return counts.reduce((sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    notRun: sum.notRun + count.notRun,
  }));
}

/** Deals files out so that each lane has about as much to do: the largest first, each to the emptiest lane. */
async function splitFiles(pattern: string, count: number): Promise<string[][]> {
  const weighed: { file: string; weight: number }[] = [];
  for await (const file of glob(pattern, { cwd: projectFolder })) {
    weighed.push({ file, weight: (await stat(join(projectFolder, file))).size });
  }
  weighed.sort((a, b) => b.weight - a.weight || a.file.localeCompare(b.file));
  const lanes = Array.from({ length: count }, () => ({ files: [] as string[], weight: 0 }));
  for (const { file, weight } of weighed) {
    const emptiest = lanes.reduce((least, lane) => (lane.weight < least.weight ? lane : least));
    emptiest.files.push(file);
    emptiest.weight += weight;
  }
  return lanes.map(({ files }) => files.sort());
}

/** @param output where it is read: as it comes, or whole when the lane has ended */
async function runLane(stage: Stage, args: string[], output: 'live' | 'afterwards'): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'nano-banana-report-'));
  const path = join(folder, 'report.json');
  try {
    const code = await run(args, { NANO_BANANA_REPORT: path }, output);
    if (!stage.reports) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, notRun: 0 };
    const { passes, failures, pending } = await readReport(path);
    // A stage that ended badly without a failed test, or without any test, has failed as a whole.
    const brokeDown = failures === 0 && (code !== 0 || passes === 0);
    return { passed: passes, failed: brokeDown ? 1 : failures, notRun: pending };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(path: string): Promise<MochaReport['stats']> {
  try {
    const report: MochaReport = JSON.parse(await readFile(path, 'utf8'));
    return report.stats;
  } catch {
    return { passes: 0, failures: 0, pending: 0 };
  }
}

function run(args: string[], env: Record<string, string>, output: 'live' | 'afterwards'): Promise<number> {
  const piped = output === 'live' ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['inherit', piped, piped],
    timeout: stageLimitMs,
  });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => pieces.push(piece));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      process.stdout.write(Buffer.concat(pieces));
      if (signal) console.error(`Ended by ${signal} after ${stageLimitMs / 60_000} minutes at most.`);
      resolve(code ?? 1);
    });
  });
}

await main(process.argv.slice(2));
