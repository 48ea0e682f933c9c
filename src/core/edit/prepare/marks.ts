import type { ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';
import type { Rectangle } from '../../images/geometry.ts';
import type { Inspection } from '../../inspect.ts';
import { type Outcome, succeed } from '../../shared/failure.ts';
import type { Plan } from '../plan/plan.ts';
import type { PreparedImage } from './bareInput.ts';
import { markedCopy } from './markedCopy.ts';
import { markupLayer } from './markupLayer.ts';
import { layerSentence } from './markupWords.ts';
import type { PrepareDeps, PreparedInputs } from './prepare.ts';

/** How a request's marks go to the model: in a field of their own, or on a further image. */
interface SentMarks {
  layer?: PreparedImage;
  copy?: PreparedImage;
  /** What explains them. */
  sentence: string;
}

/** What of a request is decided before its marks. */
interface Decided {
  capabilities: ModelCapabilities;
  /** The edited image. */
  inspection: Inspection | undefined;
  plan: Plan;
  /** The part of the edited image that is sent; undefined: all of it. */
  crop: Rectangle | undefined;
  prepared: PreparedInputs;
  /** A mask goes along, beside which no model reads marks. */
  masked: boolean;
  maxBytes: number | undefined;
}

/** A request's marks as its model reads them; undefined where there are none. */
export async function marksFor(
  deps: PrepareDeps,
  request: EditRequest,
  decided: Decided,
  signal: AbortSignal,
): Promise<Outcome<SentMarks | undefined>> {
  const { capabilities, inspection, plan, crop, prepared, masked, maxBytes } = decided;
  if (capabilities.takesMarkup && !masked && inspection && request.markup) {
    const layer = await markupLayer(deps, request, inspection.info, plan, crop, prepared, signal);
    if (layer) return succeed({ layer, sentence: layerSentence(request.markup) });
  }
  const copied = await markedCopy(deps, request, inspection, plan, crop, maxBytes, signal);
  if (!copied.ok) return copied;
  return succeed(copied.value && { copy: copied.value.image, sentence: copied.value.sentence });
}
