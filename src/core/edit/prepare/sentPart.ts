import type { SentFile } from '../../api/body/request.ts';
import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';
import type { Matte } from '../../images/codec.ts';
import type { Inspection } from '../../inspect.ts';
import { type Outcome, succeed } from '../../shared/failure.ts';
import type { Plan } from '../plan/plan.ts';
import type { RegionPart, RegionPlan } from '../plan/regionPlan.ts';
import type { PreparedImage } from './bareInput.ts';
import { marksFor } from './marks.ts';
import { maskFor } from './mask.ts';
import { type PrepareDeps, type PreparedInputs, prepareInputs } from './prepare.ts';

/** What goes out in one request. */
export interface SentPart {
  plan: Plan;
  prepared: PreparedInputs;
  /** What explains the marks behind the prompt; undefined without any. */
  marks: string | undefined;
  /** The marks alone, to lie over the first image; undefined where they are on a copy, or there are none. */
  markup: PreparedImage | undefined;
  /** Where the first image may change, for a model that reads it. */
  mask: SentFile | undefined;
}

/** What is the same for all parts of a request. */
interface KnownOfRequest {
  provider: Provider;
  capabilities: ModelCapabilities;
  region: RegionPlan | undefined;
  inspections: readonly Inspection[];
  matte: Matte | undefined;
}

/** Prepares what goes out in one request. @param part of the region; undefined without one */
export async function preparePart(
  deps: PrepareDeps,
  request: EditRequest,
  { provider, capabilities, region, inspections, matte }: KnownOfRequest,
  part: RegionPart | undefined,
  plan: Plan,
  signal: AbortSignal,
): Promise<Outcome<SentPart>> {
  const crop = region?.whole === false ? part?.crop : undefined;
  const prepared = await prepareInputs(deps, request, inspections, plan, provider, signal, { crop, matte });
  if (!prepared.ok) return prepared;
  const mask = await maskFor(request, capabilities, plan, region, part, prepared.value);
  const marks = await marksFor(
    deps,
    request,
    {
      capabilities,
      inspection: inspections[request.editedIndex],
      plan,
      crop,
      prepared: prepared.value,
      masked: mask !== undefined,
      maxBytes: provider.limits.imageBytes,
    },
    signal,
  );
  if (!marks.ok) return marks;
  const { copy, layer, sentence } = marks.value ?? {};
  return succeed({
    plan,
    prepared: copy ? { ...prepared.value, images: [...prepared.value.images, copy] } : prepared.value,
    marks: sentence,
    markup: layer,
    mask,
  });
}
