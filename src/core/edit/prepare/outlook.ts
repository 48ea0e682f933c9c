import { capabilitiesAt } from '../../api/models/models.ts';
import { limitsFor, type Provider } from '../../api/providers.ts';
import { type EditRequest, pixelsWanted } from '../../editRequest.ts';
import { restore } from '../../images/geometry.ts';
import type { Size } from '../../images/imageTypes.ts';
import type { Inspection } from '../../inspect.ts';
import { formatPixels } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';
import { type Plan, planEdit } from '../plan/plan.ts';
import { planRequestRegion } from './outgoing.ts';
import { largestImage, mayExceed, roomForImages } from './prepare.ts';

/** Whether the provider's limits may make something of a request's inputs, by their headers: to know takes its time. */
export function mayBeLimited(
  request: EditRequest,
  inspections: readonly Inspection[],
  provider: Provider,
): boolean {
  const edited = inspections[request.editedIndex]?.info;
  const capabilities = capabilitiesAt(provider, request.options.model);
  const limits = limitsFor(provider, capabilities);
  const region = planRequestRegion(request, capabilities, edited);
  const [part] = region?.ok ? region.value.parts : [];
  const plan = part?.plan ?? planEdit(request.options, capabilities, edited, pixelsWanted(request));
  const sizes = inspections.map(({ byteLength }) => byteLength);
  const most = largestImage(sizes, roomForImages(limits, request.prompt), limits.imageBytes);
  return inspections.some((inspection, index) =>
    mayExceed(inspection, index === request.editedIndex ? plan : undefined, most),
  );
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

/** "The result will be 8000 × 8000, like photo.png, enlarged from 4096 × 4096." */
export function returnSentence(plan: Plan, edited: Size, name: string): string {
  const from = enlargedFrom(plan);
  const size = formatPixels(edited.width, edited.height);
  if (from === undefined) return t('The result will be {size}, like {name}.', { size, name });
  const smaller = formatPixels(from.width, from.height);
  return t('The result will be {size}, like {name}, enlarged from {smaller}.', { size, name, smaller });
}
