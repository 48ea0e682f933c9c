import { parseArgs } from 'node:util';
import { providerIds } from '../core/api/providers.ts';
import type { SettingsValues } from '../core/ports.ts';
import { type FindingKind, findingKinds } from '../core/shared/findings.ts';

export const usage = `Usage:
  nano-banana check [--full] [--strict] [--json] [folder]
  nano-banana build [--yes] [--all] [--concurrency n] [--overwrite-edited] [--metadata m] [folder]
  nano-banana report [--json] [--fail-on kinds] [folder]

check   says which images of the docs are missing, stale or edited by hand. It needs no key and no
        network. Ends with 0 when all is well, 1 when something is missing or stale, 2 for wrong usage,
        3 when it can't be told because images were not downloaded (Git LFS).
  --full              compares the pixels too, and so finds every edit by hand
  --strict            ends with 1 also for warnings, and for images without a record
  --json              prints a JSON document in place of the list

build   makes what is missing or stale, after showing the list and the estimated cost.
  --yes               does not ask first
  --all               makes everything anew
  --concurrency n     requests at the same time, 1 to 20; 3 unless told
  --metadata m        keep (unless told) the source's EXIF, XMP, IPTC and comments on what is made, or strip
  --overwrite-edited  also replaces stale images that were edited by hand (a backup is kept)
  --provider p        apiyi (unless told), google or custom       NANO_BANANA_PROVIDER
  --base-url url      the endpoint of the provider custom         NANO_BANANA_BASE_URL
  --auth a            bearer (unless told), x-goog-api-key, none  NANO_BANANA_AUTH
  --model id          for assets that name none                   NANO_BANANA_MODEL
  --billing b         perCall (unless told) or perToken           NANO_BANANA_BILLING
An SVG that only a browser draws right is drawn by Chromium, Chrome or Edge: NANO_BANANA_BROWSER
Requests go through the proxy that HTTPS_PROXY and HTTP_PROXY name, but to the hosts in NO_PROXY.
The key comes from APIYI_API_KEY, GEMINI_API_KEY or, for custom, NANO_BANANA_API_KEY.

report  says what is wrong with the images of Markdown and MDX documents. It needs no manifest, no key and no
        network. What Git ignores, node_modules and what sites are built into are left out. Ends with 0 unless
        --fail-on says more, 1 when such a thing was found, 2 for wrong usage.
  --fail-on kinds     what it ends with 1 for, with commas between: missing (links without an image), caseOnly
                      (links that differ from their file in case alone), noAlt (images without alternative text),
                      oversized (images larger than they need be), unlinked (images that nobody links), or all
  --json              prints a JSON document in place of the list

The folder is the current one unless told. Every nano-banana.yaml in it and below it counts.
  --help, --version
`;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CheckArguments {
  command: 'check';
  folder: string;
  full: boolean;
  strict: boolean;
  json: boolean;
}

export interface BuildArguments {
  command: 'build';
  folder: string;
  yes: boolean;
  all: boolean;
  concurrency: number;
  overwriteEdited: boolean;
  metadata: SettingsValues['outputMetadata'];
  connection: Pick<SettingsValues, 'provider' | 'customBaseUrl' | 'customAuth' | 'model' | 'billing'>;
}

export interface ReportArguments {
  command: 'report';
  folder: string;
  json: boolean;
  /** The program ends with 1 where one of these was found. */
  failOn: readonly FindingKind[];
}

export type Arguments = CheckArguments | BuildArguments | ReportArguments | { command: 'help' | 'version' };

/** What was typed is not what the program takes; the message says why. */
export class UsageError extends Error {}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const common = { help: flag, version: flag } as const;
const optionsOf = {
  check: { ...common, full: flag, strict: flag, json: flag },
  build: {
    ...common,
    yes: flag,
    all: flag,
    'overwrite-edited': flag,
    concurrency: { type: 'string', default: '3' },
    metadata: text,
    provider: text,
    'base-url': text,
    auth: text,
    model: text,
    billing: text,
  },
  report: { ...common, json: flag, 'fail-on': { type: 'string', multiple: true, default: [] as string[] } },
} as const;

/** Reads the words behind the program's name. */
export function readArguments(words: readonly string[], environment: Environment): Arguments {
  const [command, ...rest] = words;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    return { command: 'help' };
  }
  if (command === '--version') return { command: 'version' };
  try {
    if (command === 'check') return readCheck(rest);
    if (command === 'build') return readBuild(rest, environment);
    if (command === 'report') return readReport(rest);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : '');
  }
  throw new UsageError(`There is no command "${command}". There are check, build and report.`);
}

function readCheck(args: string[]): Arguments {
  const { values, positionals } = parseArgs({ args, options: optionsOf.check, allowPositionals: true });
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const { full, strict, json } = values;
  return { command: 'check', folder: folderOf(positionals), full, strict, json };
}

function readBuild(args: string[], environment: Environment): Arguments {
  const { values, positionals } = parseArgs({ args, options: optionsOf.build, allowPositionals: true });
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 20) {
    throw new UsageError('--concurrency must be a whole number from 1 to 20.');
  }
  const customBaseUrl = values['base-url'] ?? environment.NANO_BANANA_BASE_URL ?? '';
  const unlessTold = customBaseUrl === '' ? 'apiyi' : 'custom';
  return {
    command: 'build',
    folder: folderOf(positionals),
    yes: values.yes,
    all: values.all,
    concurrency,
    overwriteEdited: values['overwrite-edited'],
    metadata: oneOf(['keep', 'strip'], '--metadata', values.metadata, 'keep'),
    connection: {
      provider: oneOf(
        providerIds,
        '--provider',
        values.provider ?? environment.NANO_BANANA_PROVIDER,
        unlessTold,
      ),
      customBaseUrl,
      customAuth: oneOf(
        ['bearer', 'x-goog-api-key', 'none'],
        '--auth',
        values.auth ?? environment.NANO_BANANA_AUTH,
        'bearer',
      ),
      model: values.model ?? environment.NANO_BANANA_MODEL ?? '',
      billing: oneOf(
        ['perCall', 'perToken'],
        '--billing',
        values.billing ?? environment.NANO_BANANA_BILLING,
        'perCall',
      ),
    },
  };
}

function readReport(args: string[]): Arguments {
  const { values, positionals } = parseArgs({ args, options: optionsOf.report, allowPositionals: true });
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const named = values['fail-on'].flatMap((list) => list.split(',')).map((kind) => kind.trim());
  const failOn = named.flatMap((kind) =>
    kind === 'all' ? findingKinds : [oneOf(findingKinds, '--fail-on', kind)],
  );
  return { command: 'report', folder: folderOf(positionals), json: values.json, failOn };
}

function folderOf(positionals: readonly string[]): string {
  if (positionals.length > 1) throw new UsageError(`Name one folder, not ${positionals.length}.`);
  return positionals[0] ?? '.';
}

function oneOf<T extends string>(
  known: readonly T[],
  name: string,
  value: string | undefined,
  unlessTold?: T,
): T {
  if (unlessTold !== undefined && (value === undefined || value === '')) return unlessTold;
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${name} must be one of ${known.join(', ')}.`);
  return found;
}
