import type { SentFile } from '../../api/body/request.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';
import { maskPng } from '../../images/region/maskPng.ts';
import type { Plan } from '../plan/plan.ts';
import type { RegionPart, RegionPlan } from '../plan/regionPlan.ts';
import { inMemory } from './bareInput.ts';
import type { PreparedInputs } from './prepare.ts';

/** OpenAI's reference says so; other pages say more. */
const mostOfMask = 4_000_000;

/**
 * Where the picture that is sent may change, for a model that reads it. It applies to the first image, and has its
 * very pixels: where these are not known it is left out, because it is only a hint.
 */
export async function maskFor(
  { editedIndex }: EditRequest,
  capabilities: ModelCapabilities,
  { fit }: Plan,
  region: RegionPlan | undefined,
  part: RegionPart | undefined,
  { limited }: PreparedInputs,
): Promise<SentFile | undefined> {
  if (!capabilities.takesMask || region === undefined || part === undefined || fit === undefined)
    return undefined;
  if (editedIndex !== 0 || limited.length > 0) return undefined;
  const png = await maskPng(region.region, part.crop, fit);
  return png.byteLength < mostOfMask ? inMemory(png, 'image/png') : undefined;
}
