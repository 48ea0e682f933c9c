import { parseArgs } from 'node:util';
import { customProtocols, providerIds } from '../core/api/providers.ts';
import type { SettingsValues } from '../core/ports.ts';
import { inCommas, t } from '../core/shared/l10n.ts';
import { type FindingKind, findingKinds } from '../core/shared/protocol/findings.ts';
import { readHeaders } from './headers.ts';
import { type Environment, UsageError } from './usage.ts';
import { readUsual, type UsualOptions, usualFlags } from './usualOptions.ts';

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
  /** For assets that name none. */
  usual: UsualOptions;
  connection: Pick<
    SettingsValues,
    'provider' | 'customBaseUrl' | 'customAuth' | 'customProtocol' | 'customHeaders' | 'model' | 'billing'
  >;
}

export interface ReportArguments {
  command: 'report';
  folder: string;
  json: boolean;
  /** The program ends with 1 where one of these was found. */
  failOn: readonly FindingKind[];
}

export type Arguments = CheckArguments | BuildArguments | ReportArguments | { command: 'help' | 'version' };

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
    protocol: text,
    header: { type: 'string', multiple: true, default: [] as string[] },
    model: text,
    ...usualFlags,
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
  throw new UsageError(t('There is no command "{command}". There are check, build and report.', { command }));
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
    throw new UsageError(t('--concurrency must be a whole number from 1 to 20.'));
  }
  const customBaseUrl = values['base-url'] ?? environment.NANO_BANANA_BASE_URL ?? '';
  const provider = oneOf(
    providerIds,
    '--provider',
    values.provider ?? environment.NANO_BANANA_PROVIDER,
    customBaseUrl === '' ? 'apiyi' : 'custom',
  );
  const customAuth = oneOf(
    ['bearer', 'x-goog-api-key', 'none'],
    '--auth',
    values.auth ?? environment.NANO_BANANA_AUTH,
    'bearer',
  );
  return {
    command: 'build',
    folder: folderOf(positionals),
    yes: values.yes,
    all: values.all,
    concurrency,
    overwriteEdited: values['overwrite-edited'],
    metadata: oneOf(['keep', 'strip'], '--metadata', values.metadata, 'keep'),
    usual: readUsual(values),
    connection: {
      provider,
      customBaseUrl,
      customAuth,
      customProtocol: oneOf(
        customProtocols,
        '--protocol',
        values.protocol ?? environment.NANO_BANANA_PROTOCOL,
        'any',
      ),
      customHeaders: readHeaders(values.header, provider, customAuth),
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
  if (positionals.length > 1)
    throw new UsageError(t('Name one folder, not {number}.', { number: positionals.length }));
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
  if (found === undefined)
    throw new UsageError(t('{name} must be one of {known}.', { name, known: inCommas(known) }));
  return found;
}
