import { neededSecrets } from '../../core/api/customHeaders.ts';
import { knownModels } from '../../core/api/models.ts';
import type { ModelCapabilities } from '../../core/capabilities.ts';
import { wantedType } from '../../core/edit/finish.ts';
import { returnSentence } from '../../core/edit/outlook.ts';
import type { Plan } from '../../core/edit/plan.ts';
import type { Quote } from '../../core/edit/quote.ts';
import { wantedNameOf } from '../../core/editRequest.ts';
import type { Choice, PanelState } from '../../core/shared/panelState.ts';
import type { Session } from './session/session.ts';
import { sourceView } from './session/steps.ts';

/** What the page shows of a session, whole. */
export function viewOf(session: Session, revision: number): PanelState {
  const quote = session.quote();
  const { capabilities } = quote;
  const { all } = session.inputs;
  const several = all.length > 1;
  return {
    revision,
    sessionId: session.id,
    kind: session.draft.kind,
    inputs: session.inputs.view(),
    inputLimit: capabilities.maxInputs,
    several: several
      ? {
          mode: session.draft.editsEach ? 'each' : 'combine',
          canCombine: session.draft.canCombine,
          reason: session.draft.tooMany?.fault ?? '',
        }
      : null,
    prompt: session.draft.prompt,
    promptEpoch: session.draft.promptEpoch,
    options: session.draft.options,
    variants: session.draft.variants,
    presets: session.prompts.presets,
    presetProblem: session.prompts.problem,
    recentPrompts: session.prompts.recent,
    choices: choicesOf(capabilities, quote.plan, session),
    provider: providerView(session, quote),
    notes: notesOf(session, quote.plan),
    estimate: quote.words,
    spent: session.spending.words ?? null,
    blocked: blockedBy(session, quote),
    running: session.isRunning,
    jobs: session.jobs.view(),
    source: sourceView(session.steps, session.inputs, session.actions.restorable),
    results: session.results.list.view(),
    hasFileManager: session.hasFileManager,
    hasHistory: session.steps.hasHistory,
    undo: session.steps.undoable,
    discarded: session.steps.discarded.count,
    selectedResultId: session.results.list.selectedId,
    status: session.store.state.status,
    alert: session.store.state.alert ?? null,
  };
}

function choicesOf(capabilities: ModelCapabilities, plan: Plan, session: Session): PanelState['choices'] {
  const models: Choice[] = knownModels.map(({ id, name, description }) => ({
    value: id,
    label: name,
    detail: `${id} · ${description}`,
  }));
  if (!models.some(({ value }) => value === capabilities.id)) {
    models.unshift({ value: capabilities.id, label: capabilities.name, detail: capabilities.description });
  }
  const plain = (value: string): Choice => ({ value, label: value, detail: '' });
  const { sizes, thinkingLevels, defaultThinking } = capabilities;
  const edited = session.inputs.edited;
  return {
    models,
    aspectRatios: [
      { value: 'auto', label: 'Auto', detail: plan.aspectRatio ?? '' },
      ...capabilities.aspectRatios.map(plain),
    ],
    sizes:
      sizes.length === 0
        ? []
        : [{ value: 'auto', label: 'Auto', detail: plan.size ?? '' }, ...sizes.map(plain)],
    thinking:
      thinkingLevels.length === 0
        ? []
        : [
            { value: '', label: 'Auto', detail: capitalised(defaultThinking) },
            ...thinkingLevels.map((level) => ({ value: level, label: capitalised(level), detail: '' })),
          ],
    includeThoughts: capabilities.takesIncludeThoughts,
    keepTransparency: plan.exact && (edited?.transparent ?? false) && keepsAlpha(session),
  };
}

/** Whether the result's type can surely hold transparency. */
function keepsAlpha(session: Session): boolean {
  const edited = session.inputs.edited?.inspection?.info;
  const type = wantedType(
    session.settings().outputFormat,
    edited,
    wantedNameOf(session.draft.fileName)?.ending,
  );
  return type !== undefined && type !== 'jpeg';
}

function providerView(session: Session, { provider }: Quote): PanelState['provider'] {
  if (!provider.ok) return { name: '', host: '', key: 'notNeeded', problem: provider.failure.sentence };
  const { name, origin } = provider.value;
  const { hasKey } = session.store.state;
  const isNeeded = neededSecrets(provider.value).length > 0;
  const key = !isNeeded || hasKey === undefined ? 'notNeeded' : hasKey ? 'set' : 'missing';
  return { name, host: new URL(origin).host, key, problem: null };
}

/** What happens to the pictures on the way, said before Run. */
function notesOf(session: Session, plan: Plan): string[] {
  const notes: string[] = [];
  if (session.workspaceWish !== undefined) notes.push(session.workspaceWish);
  if (session.errand !== undefined) notes.push(session.errand.note);
  const { all, edited } = session.inputs;
  for (const matte of new Set(all.flatMap((input) => input.matte ?? []))) {
    const those = all.filter((input) => input.matte === matte);
    const names = those.map(({ input }) => input.name).join(', ');
    const kept = session.draft.options.keepTransparency && plan.exact && edited && those.includes(edited);
    notes.push(
      `${names}: transparency is flattened on ${matte} before sending${kept ? ' and put back on the result' : ''}.`,
    );
  }
  notes.push(...session.outlook.notes);
  const info = edited?.inspection?.info;
  if (info && plan.exact && !session.draft.editsEach) {
    notes.push(returnSentence(plan, info, edited.input.name));
  }
  return notes;
}

function blockedBy(session: Session, { provider }: Quote): string | null {
  return provider.ok ? session.draft.blocked() : provider.failure.sentence;
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
