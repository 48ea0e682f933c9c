import { neededSecrets } from '../../core/api/customHeaders.ts';
import type { ModelCapabilities } from '../../core/capabilities.ts';
import { regionType } from '../../core/edit/finish/finishRegion.ts';
import { picturesFor, transparencyProblem } from '../../core/edit/plan/backdrop.ts';
import { coloursProblem, regionOutlook } from '../../core/edit/plan/regionOutlook.ts';
import { transparentType, wantedType } from '../../core/edit/plan/resultType.ts';
import { returnSentence } from '../../core/edit/prepare/outlook.ts';
import type { Quote } from '../../core/edit/price/quote.ts';
import { wantedNameOf } from '../../core/editRequest.ts';
import { placeRegion } from '../../core/images/region/placedRegion.ts';
import type { SettingsValues } from '../../core/ports.ts';
import { inCommas, plural, t } from '../../core/shared/l10n.ts';
import type { PanelState } from '../../core/shared/protocol/panelState.ts';
import type { Region } from '../../core/shared/region/region.ts';
import { isRecordedSession } from '../../core/storage/sessions.ts';
import { violations } from '../../core/violations.ts';
import { type AutoSubject, optionChoices } from './choicesView.ts';
import { cropView, regionProblem } from './cropView.ts';
import { modelViews } from './modelViews.ts';
import { outlookNotes } from './session/form/outlook.ts';
import { presetsOf } from './session/form/promptBook.ts';
import type { SessionSettings } from './session/form/sessionSettings.ts';
import {
  editedInput,
  inputViews,
  listedInputs,
  originalOfEdited,
  pictureOfInput,
} from './session/state/inputs.ts';
import { jobViews } from './session/state/jobs.ts';
import { canCombine, editsEach, tooMany, whyBlocked } from './session/state/requests.ts';
import { resultViews } from './session/state/results.ts';
import { isRunning, type SessionState } from './session/state/sessionState.ts';
import { spentWords } from './session/state/spending.ts';
import { setupView } from './setupView.ts';

/** What the view depends on beside the state. */
export interface ViewDeps {
  settings: Pick<SessionSettings, 'values' | 'quote' | 'dearer'>;
  hasFileManager: boolean;
}

/** What the page shows of a session, whole. */
export function viewOf(
  state: SessionState,
  { settings, hasFileManager }: ViewDeps,
  revision: number,
): PanelState {
  const quote = settings.quote();
  const { capabilities, plan, provider } = quote;
  const { form, inputs, prompts, results } = state;
  const original = originalOfEdited(inputs);
  return {
    revision,
    sessionId: state.id,
    kind: state.kind,
    inputs: inputViews(inputs),
    inputLimit: capabilities.maxInputs,
    several: severalView(state, capabilities),
    prompt: form.prompt,
    promptEpoch: form.promptEpoch,
    options: form.options,
    variants: form.variants,
    region: form.region ?? null,
    markup: form.markup ?? null,
    crop: cropView(state, quote),
    marksEpoch: form.marksEpoch,
    presets: presetsOf(state),
    presetProblem: prompts.problem ?? null,
    recentPrompts: [...prompts.recent],
    choices: {
      ...modelViews(state, settings.values(), quote),
      ...optionChoices(quote, autoSubject(state, capabilities)),
      ...(state.inputs.ids.length > 0 && { formats: [] }),
      keepTransparency:
        plan.exact && (editedInput(inputs)?.transparent ?? false) && keepsAlpha(state, settings.values()),
    },
    provider: providerView(state, quote),
    setup: setupView(state, settings.values(), quote),
    recorded: isRecordedSession(state.id),
    notes: notesOf(state, settings, quote),
    estimate: quote.words,
    spent: isRecordedSession(state.id) ? null : (spentWords(state.spending) ?? null),
    blocked: provider.ok
      ? (optionProblem(state, capabilities) ?? whyBlocked(state, capabilities) ?? regionProblem(state, quote))
      : provider.failure.sentence,
    running: isRunning(state),
    ended: state.ended?.sentence ?? null,
    jobs: jobViews(state.jobs, state.spending, inputs),
    source: original ? { ...pictureOfInput(original), restorable: state.isRestorable } : null,
    results: resultViews(results),
    hasFileManager,
    hasHistory: state.history.isShown,
    undo: state.undoable.at(-1)?.words ?? null,
    discarded: state.discarded.length,
    selectedResultId: results.selectedId ?? null,
    status: state.status,
    alert: state.alert ?? null,
  };
}

function severalView(state: SessionState, capabilities: ModelCapabilities): PanelState['several'] {
  if (state.inputs.ids.length < 2) return null;
  return {
    mode: editsEach(state, capabilities) ? 'each' : 'combine',
    canCombine: canCombine(state, capabilities),
    reason: tooMany(state, capabilities)?.fault ?? '',
  };
}

function autoSubject(state: SessionState, capabilities: ModelCapabilities): AutoSubject {
  const edited = editedInput(state.inputs);
  const size = edited?.inspection?.info;
  return {
    edited: edited && size && { name: edited.input.name, size },
    each: editsEach(state, capabilities),
  };
}

/** Why the model can't be asked at all, or not so, as a sentence. */
function optionProblem(state: SessionState, capabilities: ModelCapabilities): string | undefined {
  const all = state.inputs.ids.length;
  const count = editsEach(state, capabilities) ? Math.min(1, all) : all;
  return violations(state.form.options, capabilities, { count }).find(({ key }) => key !== 'inputs')
    ?.sentence;
}

/** The type of the result, as far as the settings and its name say one. */
function wantedTypeOf({ inputs, form }: SessionState, { outputFormat }: SettingsValues) {
  const edited = editedInput(inputs)?.inspection?.info;
  return wantedType(outputFormat, edited, wantedNameOf(form.fileName)?.ending);
}

/** What a transparent background means, or why it can't be had. */
function backgroundNotes({ inputs, form }: SessionState, { outputFormat }: SettingsValues): string[] {
  const listed = listedInputs(inputs).map(({ input }) => input);
  const edited = editedInput(inputs)?.inspection?.info;
  const ending = wantedNameOf(form.fileName)?.ending;
  const type = transparentType(wantedType(outputFormat, edited, ending), outputFormat, ending);
  const problem = transparencyProblem({ options: form.options, region: form.region, inputs: listed }, type);
  if (problem !== undefined) return [problem];
  return picturesFor(form.options) === 2
    ? [
        t(
          'Two pictures are requested, on white and on black, at twice the price: their difference gives the transparency.',
        ),
      ]
    : [];
}

/** With Edit each: images on which a region can't lie, because they have another shape than the one it was drawn on. */
function otherShapes({ inputs }: SessionState, region: Region): string[] {
  const others = listedInputs(inputs).filter(({ inspection }) => {
    const info = inspection?.info;
    return info !== undefined && placeRegion(region, info) === undefined;
  });
  if (others.length === 0) return [];
  const names = inCommas(others.slice(0, 3).map(({ input }) => input.name));
  return [
    plural(
      others.length,
      {
        one: '{names} has a different shape from the picture that the selection was drawn on, and is edited as a whole.',
        other:
          '{count} images ({names}{more}) have a different shape from the picture that the selection was drawn on, and are edited as a whole.',
      },
      { names, more: others.length > 3 ? ', …' : '' },
    ),
  ];
}

/** Whether the result's type can surely hold transparency. */
function keepsAlpha(state: SessionState, values: SettingsValues): boolean {
  const type = wantedTypeOf(state, values);
  return type !== undefined && type !== 'jpeg';
}

function providerView({ hasKey }: SessionState, { provider }: Quote): PanelState['provider'] {
  if (!provider.ok) return { name: '', host: '', key: 'notNeeded', problem: provider.failure.sentence };
  const { name, origin } = provider.value;
  const isNeeded = neededSecrets(provider.value).length > 0;
  const key = !isNeeded || hasKey === undefined ? 'notNeeded' : hasKey ? 'set' : 'missing';
  return { name, host: new URL(origin).host, key, problem: null };
}

/** What happens to the pictures on the way, said before Run. */
function notesOf(
  state: SessionState,
  settings: ViewDeps['settings'],
  { plan, capabilities }: Quote,
): string[] {
  const dearer = settings.dearer();
  const notes: string[] = [];
  if (dearer !== undefined) notes.push(dearer);
  if (state.target !== undefined) notes.push(state.target.note);
  const all = listedInputs(state.inputs);
  const edited = editedInput(state.inputs);
  for (const matte of new Set(all.flatMap((input) => input.matte ?? []))) {
    const those = all.filter((input) => input.matte === matte);
    const names = inCommas(those.map(({ input }) => input.name));
    const kept = state.form.options.keepTransparency && plan.exact && edited && those.includes(edited);
    notes.push(
      kept
        ? t('{names}: transparency is flattened on {matte} before sending and put back on the result.', {
            names,
            matte,
          })
        : t('{names}: transparency is flattened on {matte} before sending.', { names, matte }),
    );
  }
  notes.push(...outlookNotes(state, settings.values()));
  const info = edited?.inspection?.info;
  notes.push(...backgroundNotes(state, settings.values()));
  if (info && edited && state.form.region) {
    const asked = wantedType(settings.values().outputFormat, info, wantedNameOf(state.form.fileName)?.ending);
    const outlook = regionOutlook(edited.input.name, info, regionType(asked, info));
    if (outlook !== undefined) notes.push(outlook);
    const oneWay = coloursProblem(edited.input.name, info, edited.colours);
    if (oneWay !== undefined) notes.push(oneWay);
    if (editsEach(state, capabilities)) notes.push(...otherShapes(state, state.form.region));
  }
  if (info && plan.exact && state.form.region === undefined && !editsEach(state, capabilities)) {
    notes.push(returnSentence(plan, info, edited.input.name));
  }
  return notes;
}
