import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { checksumsName } from '../../../build/checksums.mjs';
import { projectFolder } from '../../vscode/paths.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
const workflows = globSync('.github/workflows/*.yml', { cwd: projectFolder }).sort();
const forms = globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: projectFolder }).filter(
  (path) => !path.endsWith('config.yml'),
);

interface Job {
  uses?: string;
  needs?: string | string[];
  'timeout-minutes'?: number;
  permissions?: Record<string, string>;
  steps?: { run?: string; uses?: string; with?: Record<string, string> }[];
}
interface Workflow {
  permissions?: unknown;
  jobs: Record<string, Job>;
}
interface Form {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: { label?: string; value?: string } }[];
}

type Parser = typeof import('@actions/workflow-parser');

/** GitHub's own parser is made for bundlers: as it stands, Node refuses how it imports its JSON. */
async function loadParser(): Promise<Parser> {
  const folder = await mkdtemp(join(tmpdir(), 'nano-banana-workflows-'));
  const outfile = join(folder, 'parser.cjs');
  try {
    await build({
      stdin: { contents: "export * from '@actions/workflow-parser';", resolveDir: projectFolder },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the workflows', () => {
  let parser: Parser;
  before(async () => {
    parser = await loadParser();
  });

  it('are those that test, package and release', () => {
    assert.deepEqual(
      workflows.map((path) => path.replaceAll('\\', '/')),
      ['.github/workflows/package.yml', '.github/workflows/release.yml', '.github/workflows/test.yml'],
    );
  });

  for (const path of workflows) {
    const text = read(path);
    const { permissions, jobs }: Workflow = parse(text);
    const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
    const runs = steps.flatMap(({ run }) => run ?? []);

    describe(path, () => {
      it('is one that GitHub takes', async () => {
        const trace = new parser.NoOperationTraceWriter();
        const { context, value } = parser.parseWorkflow({ name: path, content: text }, trace);
        if (value) await parser.convertWorkflowTemplate(context, value);
        assert.deepEqual(
          context.errors.getErrors().map(({ message }) => message),
          [],
        );
      });

      it('runs scripts and files that are there', () => {
        for (const run of runs) {
          for (const [, script = ''] of run.matchAll(/\bnpm run ([\w:]+)/g)) assert.ok(scripts[script], run);
          for (const [, file = ''] of run.matchAll(/\bnode ([\w./]+)/g))
            assert.ok(existsSync(join(projectFolder, file)), run);
        }
        for (const { uses } of Object.values(jobs)) {
          if (uses?.startsWith('./')) assert.ok(existsSync(join(projectFolder, uses)), uses);
        }
      });

      it('may do no more than it needs, and ends at last', () => {
        assert.deepEqual(permissions, { contents: 'read' });
        for (const [name, job] of Object.entries(jobs))
          assert.ok(job.uses !== undefined || (job['timeout-minutes'] ?? 0) > 0, name);
      });

      it('runs actions at a commit that is pinned, with its version beside it', () => {
        const used = text.split('\n').filter((line) => /\buses: (?!\.\/)/.test(line));
        for (const line of used)
          assert.match(line, /uses: [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/, line);
      });

      it('never gives a secret to a command as its text', () => {
        for (const run of runs) assert.doesNotMatch(run, /\$\{\{/);
      });
    });
  }
});

describe('the workflow of a release', () => {
  const { jobs }: Workflow = parse(read('.github/workflows/release.yml'));
  const { jobs: packaging }: Workflow = parse(read('.github/workflows/package.yml'));
  const publish = jobs.publish;
  const steps = publish?.steps ?? [];
  const at = (text: RegExp): number =>
    steps.findIndex(({ run = '', uses = '' }) => text.test(run) || text.test(uses));

  it('makes what it publishes by the command that makes it on any machine', () => {
    assert.equal(scripts['release:dry'], 'node build/release.mjs');
    const made = packaging.package?.steps ?? [];
    assert.ok(made.some(({ run }) => run === 'npm run release:dry -- --all'));
    assert.ok(made.some(({ with: given }) => given?.path === 'out/release'));
    assert.equal(jobs.package?.uses, './.github/workflows/package.yml');
  });

  it('refuses a tag of another version before anything is built', () => {
    assert.ok(
      jobs.version?.steps?.some(({ run }) =>
        run?.startsWith('node build/releaseNotes.mjs "$GITHUB_REF_NAME"'),
      ),
    );
    assert.deepEqual([jobs.test?.needs, jobs.package?.needs], ['version', 'version']);
    assert.deepEqual(publish?.needs, ['test', 'package']);
  });

  it('publishes nothing before the checksums are right and where it was built is attested', () => {
    const order = [
      /^sha256sum --check/,
      /^actions\/attest@/,
      /^gh release view/,
      /vsce publish/,
      /^npm publish/,
    ].map(at);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.ok(order[0] !== undefined && order[0] >= 0);
    assert.equal(steps[order[1] ?? -1]?.with?.['subject-checksums'], `out/release/${checksumsName}`);
    assert.match(steps[order[4] ?? -1]?.run ?? '', /--provenance/);
    assert.deepEqual(publish?.permissions, { contents: 'write', 'id-token': 'write', attestations: 'write' });
  });
});

describe('the forms for issues', () => {
  for (const path of forms) {
    it(`ask what is needed: ${path}`, () => {
      const { name, description, body }: Form = parse(read(path));
      assert.ok(name && description && body.length > 0);
      const ids = body.flatMap(({ id }) => id ?? []);
      assert.equal(new Set(ids).size, ids.length);
      for (const { type, attributes } of body) {
        assert.match(type, /^(markdown|input|textarea|dropdown|checkboxes)$/);
        assert.ok(type === 'markdown' ? attributes.value : attributes.label);
      }
    });
  }
});
