import type { EditRequest } from './editRequest.ts';
import { type Inspection, readInput } from './inspect.ts';
import type { FileStore } from './ports.ts';

/**
 * The first SVG among the inputs that only the panel draws right, and what it uses that the codec doesn't. What looks
 * through an SVG is loaded with the first one.
 */
export async function svgForPage(
  files: FileStore,
  { inputs }: EditRequest,
  inspections: readonly Inspection[],
): Promise<{ name: string; feature: string } | undefined> {
  for (const [index, { info }] of inspections.entries()) {
    const input = info.type === 'svg' ? inputs[index] : undefined;
    if (input === undefined || input.drawnAs !== undefined) continue;
    const { svgFeature } = await import('../images/svgFeatures.ts');
    const feature = svgFeature(await readInput(files, input));
    if (feature !== undefined) return { name: input.name, feature };
  }
  return undefined;
}
