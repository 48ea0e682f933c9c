import type { ModelCapabilities } from '../../core/capabilities.ts';
import { listedMeans, type ModelChoice, modelGroups } from '../../core/edit/choices/modelChoices.ts';
import { fitOptions } from '../../core/edit/plan/defaultOptions.ts';
import { type Quote, quoteRun } from '../../core/edit/price/quote.ts';
import type { SettingsValues } from '../../core/ports.ts';
import { formatCost } from '../../core/shared/format.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import type { EditOptions } from '../../core/shared/options.ts';
import type { Choice, PanelState } from '../../core/shared/protocol/panelState.ts';
import type { Region } from '../../core/shared/region/region.ts';
import { quotedRequests } from './session/state/inputs.ts';
import { editsEach, requestsOf } from './session/state/requests.ts';
import type { SessionState } from './session/state/sessionState.ts';

/** Of a larger batch the first images stand for all: the price of each model is asked at every change. */
const mostQuoted = 24;

/** The models to choose from, each with what this very edit would cost. */
export function modelViews(
  state: SessionState,
  values: SettingsValues,
  { provider, capabilities }: Quote,
): Pick<PanelState['choices'], 'models' | 'modelsNote'> {
  const { id, name, description } = capabilities;
  if (!provider.ok)
    return { models: [{ value: id, label: name, detail: '', means: description() }], modelsNote: '' };
  const { baseUrl } = provider.value;
  const listed = state.listed?.baseUrl === baseUrl ? state.listed.ids : undefined;
  const current = state.form.options.model;
  const prices = pricesFor(state, values);
  const models = modelGroups({ provider: provider.value, current, listed }).flatMap(({ title, models }) =>
    models.map((model) => viewOf(model, title, prices(model), current)),
  );
  if (!models.some(({ value }) => value === current)) models.unshift(unaskedView(capabilities, current));
  const note = inARow(
    t('Prices are estimates for this edit.'),
    listed !== undefined && listedMeans(new URL(baseUrl).host),
  );
  return { models, modelsNote: note };
}

/** The one that is chosen and can't be asked here: it says so. */
const unaskedView = ({ name, cannotBeAsked }: ModelCapabilities, value: string): Choice => ({
  value,
  label: name,
  detail: '',
  means: cannotBeAsked ?? '',
});

function viewOf(model: ModelChoice, group: string, price: string, current: string): Choice {
  const { id, name, badges, isInUse, speed, purpose, abilities } = model;
  return {
    value: isInUse ? current : id,
    label: name,
    detail: speed,
    means: `${purpose}\n${abilities}`,
    group,
    price,
    badges: [...badges],
  };
}

/** What the edit would cost with a model and the options that it has, in words. */
function pricesFor(state: SessionState, values: SettingsValues): (model: ModelChoice) => string {
  const subject = subjectOf(state, values);
  const { region } = state.form;
  let known = keptPrices.get(state.form.options);
  if (known?.subject !== subject || known.region !== region) {
    known = { subject, region, words: new Map() };
    keptPrices.set(state.form.options, known);
  }
  const { words } = known;
  return (model) => {
    const kept = words.get(model.id) ?? priceOf(state, values, model);
    words.set(model.id, kept);
    return kept;
  };
}

interface KeptPrices {
  subject: string;
  region: Region | undefined;
  words: Map<string, string>;
}
const keptPrices = new WeakMap<EditOptions, KeptPrices>();

function priceOf(state: SessionState, values: SettingsValues, { id, capabilities }: ModelChoice): string {
  const { options } = fitOptions({ ...state.form.options, model: id }, capabilities);
  const asked = { ...state, form: { ...state.form, options } };
  const { ids } = state.inputs;
  const some = editsEach(asked, capabilities) ? ids.slice(0, mostQuoted) : ids;
  const inputs = { ...state.inputs, ids: some };
  const requests = quotedRequests(inputs, requestsOf({ ...asked, inputs }, capabilities));
  const { usd } = quoteRun(values, options, state.form.prompt.length, requests);
  if (usd === undefined || requests.length === 0) return t('price unknown');
  return formatCost(some.length === 0 ? usd : (usd * ids.length) / some.length);
}

/** All that decides on prices beside the options: the pictures come one by one, and most of their changes don't. */
function subjectOf({ form, inputs }: SessionState, values: SettingsValues): string {
  const { markup, variants, severalMode, prompt } = form;
  const sizes = inputs.ids.slice(0, mostQuoted).map((id) => {
    const info = inputs.known.get(id)?.inspection?.info;
    return [info?.width, info?.height];
  });
  const { provider, billing, customBaseUrl, customProtocol } = values;
  return JSON.stringify([
    [markup !== undefined, variants, severalMode, Math.ceil(prompt.length / 512)],
    [sizes, inputs.ids.length, inputs.editedId],
    [provider, billing, customBaseUrl, customProtocol],
  ]);
}
