import { Buffer } from 'node:buffer';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { type Ask, ask, endpoint } from '../connection/ask.ts';
import { noHeaders, type SentHeaders } from '../customHeaders.ts';
import { modelListAt } from '../engines.ts';
import { failure, mayBeBilled, redactFailure } from '../failures.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import { field, listOf, textOf } from '../json/lenient.ts';
import type { Provider } from '../providers.ts';

const deadlineMs = 30_000;
const maxPages = 20;
const maxBytes = 16_000_000;

/**
 * The ids of the models that the endpoint offers to this key, in Google's form or OpenAI's, all pages.
 * Costs nothing. Where the provider has several paths for the list, the first that has one counts.
 */
export async function listModels(
  provider: Provider,
  key: string | undefined,
  signal: AbortSignal,
  custom: SentHeaders = noHeaders,
): Promise<Outcome<{ ids: string[] }>> {
  let outcome: Outcome<{ ids: string[] }> | undefined;
  for (const path of provider.modelListPaths) {
    outcome = await readPages(provider, key, signal, path, custom);
    if (outcome.ok || !isMissing(outcome.failure)) break;
  }
  if (!outcome) return succeed({ ids: [] });
  if (outcome.ok) return outcome;
  return fail([key, ...custom.secrets].reduce(redactFailure, unbilled(outcome.failure)));
}

/** Lists are free, also those that never came. */
const unbilled = (failed: Failure): Failure => ({
  ...failed,
  sentence: failed.sentence.replace(mayBeBilled(), '').replace(/ {2,}/, ' ').trim(),
  billed: 'no',
});

/** Whether an answer means that there is no list at this path, so that another one may have it. */
const isMissing = ({ code }: Failure) =>
  [
    'model.notFound',
    'request.noAddress',
    'request.notAllowed',
    'request.invalid',
    'list.unreadable',
    'server.error',
  ].includes(code);

async function readPages(
  provider: Provider,
  key: string | undefined,
  signal: AbortSignal,
  path: string,
  custom: SentHeaders,
): Promise<Outcome<{ ids: string[] }>> {
  const form = modelListAt(path);
  const ids: string[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    // OpenAI's form, which gateways have too, knows neither pages nor parameters.
    const query = form?.query(pageToken) ?? '';
    const answer = await readJson({
      provider,
      key,
      custom,
      signal,
      method: 'GET',
      url: endpoint(provider, path + query),
      deadlineMs,
      maxResponseBytes: maxBytes,
    });
    if (!answer.ok) return answer;
    const models = modelsIn(answer.value);
    if (models === undefined) return fail(unreadable(provider));
    for (const model of models) {
      const id = idOf(model);
      if (id && !ids.includes(id)) ids.push(id);
    }
    const next = form?.nextPage(answer.value);
    if (!next || next === pageToken) break;
    pageToken = next;
  }
  return succeed({ ids });
}

const listKeys = ['models', 'data', 'result', 'results', 'list', 'items', 'model_list'];
const idKeys = ['id', 'model', 'model_id', 'model_name', 'name'];

/**
 * The models of a list: some gateways give the bare list, call it otherwise, wrap it once more, sort it by groups, or
 * have an object of models by their ids.
 */
function modelsIn(value: JsonValue | undefined, depth = 0): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || depth > 2) return undefined;
  for (const key of listKeys) {
    const models = modelsIn(field(value, key), depth + 1);
    if (models !== undefined) return models;
  }
  const entries = Object.entries(value);
  if (depth === 0 || entries.length === 0) return undefined;
  if (entries.every(([, group]) => Array.isArray(group)))
    return entries.flatMap(([, group]) => listOf(group));
  const isById = entries.every(([, model]) => typeof model === 'object' && model !== null);
  return isById ? entries.map(([id]) => id) : undefined;
}

/** Google's form has only a name, `models/…`; elsewhere `name` beside an id is one for people. */
const idOf = (model: JsonValue): string | undefined =>
  [textOf(model), ...idKeys.map((key) => textOf(field(model, key)))]
    .find((id) => id !== undefined && id.trim() !== '')
    ?.trim()
    .replace(/^models\//, '');

async function readJson(wire: Ask): Promise<Outcome<JsonValue>> {
  const chunks: Buffer[] = [];
  const trouble = await ask(wire, () => ({
    write: (chunk) => {
      chunks.push(chunk);
      return false;
    },
  }));
  if (trouble) return fail(trouble);
  try {
    const text = Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    return succeed(JSON.parse(text) as JsonValue);
  } catch {
    return fail(unreadable(wire.provider));
  }
}

const unreadable = ({ name }: Provider): Failure =>
  failure(
    'list.unreadable',
    t('{name} answered with something other than a list of models. Check the endpoint.', { name }),
    'no',
    ['openSettings', 'showLog'],
  );
