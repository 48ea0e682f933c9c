import type { Violation } from '../../../../core/askedOptions.ts';
import type { ModelCapabilities } from '../../../../core/capabilities.ts';
import { type EditRequest, wantedNameOf } from '../../../../core/editRequest.ts';
import { t } from '../../../../core/shared/l10n.ts';
import { violations } from '../../../../core/violations.ts';
import { inputWithSource, listedInputs, requestsWith } from './inputs.ts';
import { marksFor } from './marks.ts';
import type { SessionState } from './sessionState.ts';

type Asked = Pick<SessionState, 'form' | 'inputs'>;

/** What the model can't take of all inputs in one request. */
export function tooMany({ inputs }: Asked, capabilities: ModelCapabilities): Violation | undefined {
  const found = violations({}, capabilities, { count: inputs.ids.length });
  return found.find(({ key }) => key === 'inputs');
}

export const canCombine = (state: Asked, capabilities: ModelCapabilities): boolean =>
  tooMany(state, capabilities) === undefined;

/** True when each input gets a request of its own. */
export const editsEach = (state: Asked, capabilities: ModelCapabilities): boolean =>
  state.inputs.ids.length > 1 && (state.form.severalMode === 'each' || !canCombine(state, capabilities));

/**
 * The requests that Run would start, in the order of the inputs, the variants of each beside each other.
 * @param capabilities of the model that is chosen, at the provider in force
 */
export function requestsOf(state: Asked, capabilities: ModelCapabilities): EditRequest[] {
  const { prompt, options, folder, variants, fileName } = state.form;
  const each = editsEach(state, capabilities);
  const target = {
    kind: 'beside',
    otherwise: folder,
    name: each ? undefined : wantedNameOf(fileName),
  } as const;
  const marksOf = marksBySize(state);
  const requests = requestsWith(state.inputs, { prompt, options: { ...options }, target }, each).map(
    (request) => ({ ...request, ...marksOf(request) }),
  );
  return requests.flatMap((request) => Array.from({ length: variants }, () => request));
}

/** What is drawn, as far as it fits the image that a request edits; of several, those of equal shape. */
function marksBySize({ form, inputs }: Asked) {
  const nothing = {};
  // Images of one size have the very same region, so that it is planned and priced once.
  const known = new Map<string, Pick<EditRequest, 'region' | 'markup'>>();
  return ({ editedIndex, inputs: asked }: EditRequest): Pick<EditRequest, 'region' | 'markup'> => {
    if (form.region === undefined && form.markup === undefined) return nothing;
    const size = inputWithSource(inputs, asked[editedIndex])?.inspection?.info;
    if (size === undefined) return nothing;
    const key = `${size.width} ${size.height}`;
    const found = known.get(key);
    if (found) return found;
    const { region, markup } = marksFor(form, size);
    const own = { ...(region && { region }), ...(markup && { markup }) };
    known.set(key, own);
    return own;
  };
}

/** Why the inputs can't be sent now, as a sentence; null when they can. */
export function whyBlocked(
  state: Asked & Pick<SessionState, 'kind'>,
  capabilities: ModelCapabilities,
): string | null {
  const all = listedInputs(state.inputs);
  if (state.kind === 'edit' && all.length === 0) return t('Add an image to edit.');
  const bad = all.find(({ problem }) => problem !== undefined);
  if (bad) return `${bad.problem}`;
  const pending = all.find(({ inspection, awaitsDrawing }) => inspection === undefined || awaitsDrawing);
  if (pending) return t('Reading {name}…', { name: pending.input.name });
  return editsEach(state, capabilities) ? null : (tooMany(state, capabilities)?.sentence ?? null);
}
