import { capabilitiesOf } from '../api/models.ts';
import { type EditRequest, pixelsWanted, scopeOf } from '../editRequest.ts';
import { restore } from '../images/geometry.ts';
import type { Size } from '../images/imageTypes.ts';
import { formatPixels } from '../shared/format.ts';
import type { OutgoingDeps } from './outgoing.ts';
import { type Plan, planEdit } from './plan.ts';
import { inspectAll, largestImage, mayExceed, prepareInputs, roomForImages } from './prepare.ts';
import { providerOf } from './providerOf.ts';

/**
 * What the provider's limits make of a request's inputs, before it is sent: "photo.png: sent at 3256 × 3256 as
 * JPEG to fit the provider’s limit of 7.0 MB." The inputs that may be too large are prepared for it, and sent as
 * they were prepared here. Empty for what can't be sent at all, which is told elsewhere.
 */
export async function limitedInputs(
  deps: Omit<OutgoingDeps, 'secrets'>,
  request: EditRequest,
  signal: AbortSignal,
): Promise<string[]> {
  const provider = providerOf(deps.settings.read(scopeOf(request)));
  const inspections = await inspectAll(deps.files, request);
  if (!provider.ok || !inspections.ok) return [];
  const { limits } = provider.value;
  const editedInfo = inspections.value[request.editedIndex]?.info;
  const capabilities = capabilitiesOf(request.options.model);
  const plan = planEdit(request.options, capabilities, editedInfo, pixelsWanted(request));
  const sizes = inspections.value.map(({ byteLength }) => byteLength);
  const most = largestImage(sizes, roomForImages(limits, request.prompt), limits.imageBytes);
  const isLarge = inspections.value.some((inspection, index) =>
    mayExceed(inspection, index === request.editedIndex ? plan : undefined, most),
  );
  if (!isLarge) return [];
  const prepared = await prepareInputs(deps, request, inspections.value, plan, provider.value, signal);
  return prepared.ok ? prepared.value.limited : [];
}

/**
 * The pixels in which a result that gets the edited image's size comes from the model, where they are fewer;
 * undefined: it has to be enlarged by nothing.
 */
export function enlargedFrom({ exact, fit, asked }: Plan): Size | undefined {
  if (!exact || fit === undefined || asked === undefined) return undefined;
  const { crop, resize } = restore(fit, asked, 'source');
  const isFewer = crop.width * crop.height < resize.width * resize.height;
  return isFewer ? asked : undefined;
}

/** "The result comes back with 8000 × 8000 pixels, like photo.png, enlarged from 4096 × 4096." */
export function returnSentence(plan: Plan, edited: Size, name: string): string {
  const from = enlargedFrom(plan);
  const size = formatPixels(edited.width, edited.height);
  const enlarged = from ? `, enlarged from ${formatPixels(from.width, from.height)}` : '';
  return `The result comes back with ${size} pixels, like ${name}${enlarged}.`;
}
