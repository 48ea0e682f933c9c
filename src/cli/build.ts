import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { capabilitiesAt } from '../core/api/models/models.ts';
import { keyVariable } from '../core/api/snippets.ts';
import { type Built, build } from '../core/assets/build/build.ts';
import { type BuildPlan, planBuild } from '../core/assets/build/plan.ts';
import { requestOf } from '../core/assets/build/request.ts';
import { endSentence, isUnfinished } from '../core/assets/build/words.ts';
import { EditingService } from '../core/edit/editingService.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import type { Log } from '../core/ports.ts';
import { plural, t } from '../core/shared/l10n.ts';
import { lazy } from '../core/shared/lazy.ts';
import { Journal } from '../core/storage/journal.ts';
import { sweepStorage } from '../core/storage/sweep.ts';
import { violations } from '../core/violations.ts';
import { FileLocks } from '../node/buildLocks.ts';
import { nodeCodec } from '../node/codec/nodeCodec.ts';
import { isProcessAlive } from '../node/processes.ts';
import type { BuildArguments } from './arguments.ts';
import { endLine, planLines } from './buildReport.ts';
import { openFiles } from './files.ts';
import { secretsOfHeaders } from './headers.ts';
import { proxyFor, useProxies } from './proxy.ts';
import { problemLine, warningLine } from './report.ts';
import { CliSettings } from './settings.ts';
import { complain, say } from './terminal.ts';
import { UsageError } from './usage.ts';
import { ownVersion } from './version.ts';
import { openWorkspace } from './workspace.ts';

/** Only what went wrong; what goes well is told by the build itself. */
const log: Log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

/** `nano-banana build` */
export async function runBuild(args: BuildArguments): Promise<number> {
  const workspace = await openWorkspace(args.folder);
  const { usual } = args;
  const project = {
    ...workspace.project,
    assets: workspace.project.assets.map((asset) => ({ ...asset, usual })),
  };
  const settings = new CliSettings(args);
  const provider = providerOf(settings.read());
  if (!provider.ok) throw new UsageError(provider.failure.sentence);
  const files = openFiles(workspace.root);
  const journal = new Journal({ files, log, owner: process.pid, isAlive: isProcessAlive });
  await sweepStorage(files, log, Date.now());
  const { all, overwriteEdited, concurrency } = args;
  const plan = await planBuild({ files, settings, journal }, project, { all, overwriteEdited });
  for (const warning of plan.project.warnings) complain(warningLine(warning));
  if (plan.problems.length > 0) {
    for (const problem of plan.problems) complain(problemLine(problem));
    complain(t('Nothing was built. Fix the manifest first.'));
    return 1;
  }
  for (const { asset, model } of plan.items) {
    const { options, inputs } = requestOf(asset, model, undefined);
    const [violation] = violations(options, capabilitiesAt(provider.value, model), { count: inputs.length });
    if (violation) throw new UsageError(`${asset.name}: ${violation.sentence}`);
  }
  for (const line of planLines(plan)) say(line);
  if (plan.items.length === 0) return 0;
  const variable = keyVariable(provider.value);
  const key = process.env[variable];
  if (provider.value.auth !== 'none' && !key) {
    throw new UsageError(
      t('There is no key for {name}. Set the environment variable {variable}.', {
        name: provider.value.name,
        variable,
      }),
    );
  }
  const secrets = secretsOfHeaders(provider.value, process.env);
  if (key !== undefined) secrets.set(provider.value.origin, key);
  const proxy = proxyFor(provider.value.origin);
  // Its name and password are nobody's business.
  if (proxy) say(t('Requests go through the proxy {host}.', { host: proxy.host }));
  if (!args.yes && !(await isConfirmed(plan))) return 1;
  useProxies();

  const codec = nodeCodec(path.join(import.meta.dirname, 'codec', 'worker.cjs'), process, {
    tell: (line) => log.warn(`Image codec: ${line}`),
  });
  const editing = new EditingService({
    files,
    settings,
    log,
    codec,
    journal,
    secrets: { keyFor: async (id) => secrets.get(id) },
    newId: randomUUID,
    now: Date.now,
    tool: { name: 'Nano Banana command line', version: ownVersion() },
    workspaceFolderOf: () => pathToFileURL(workspace.root).href,
    svgRenderer,
  });
  const locks = new FileLocks({ owner: process.pid, isAlive: isProcessAlive });
  const deps = { files, editing, journal, locks, log, newId: randomUUID };
  const stopping = listenForStop();
  try {
    const outcome = await build(
      deps,
      plan,
      { concurrency, overwriteEdited },
      {
        ...stopping,
        onEnd: (item, end, done) => say(endLine(item, end, done, plan.items.length)),
      },
    );
    if (!outcome.ok) {
      complain(outcome.failure.sentence);
      return 1;
    }
    return tellEnd(outcome.value);
  } finally {
    stopping.release();
    codec.dispose();
  }
}

/** What a build's own person started may start a browser. */
const svgRenderer = lazy(async () => {
  const { SvgBrowser } = await import('../node/browser/svgBrowser.ts');
  const { env, platform } = process;
  return new SvgBrowser({ env, platform, isRoot: process.getuid?.() === 0 });
});

async function isConfirmed({ items }: BuildPlan): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError(t('Nobody can confirm here. Add --yes to build.'));
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await asking.question(
      `${plural(items.length, { one: 'Make it?', other: 'Make these {count}?' })} [y/N] `,
    );
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}

/** Ctrl+C lets what is paid for come to its end; a second one does not. */
function listenForStop(): { stop: AbortSignal; abort: AbortSignal; release(): void } {
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) {
      abort.abort();
      return;
    }
    complain(
      t(
        'Stopping once the running requests are back. Press again to stop at once; they may still be billed.',
      ),
    );
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    abort: abort.signal,
    release: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

function tellEnd(built: Built): number {
  say(endSentence(built));
  return [...built.ends.values()].some(isUnfinished) ? 1 : 0;
}
