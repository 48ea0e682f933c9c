import type { EditRequest } from '../../editRequest.ts';
import { svgNeedsPanel } from '../../images/codecError.ts';
import type { Size } from '../../images/imageTypes.ts';
import { type Inspection, readInput } from '../../inspect.ts';
import type { DrawnSvg, FileStore, SvgRenderer } from '../../ports.ts';
import { t } from '../../shared/l10n.ts';

/** Loads what draws SVGs as browsers do, where there is no page. */
export interface SvgDeps {
  svgRenderer?(): Promise<SvgRenderer>;
}

/** An SVG that can't be drawn here. */
export interface UndrawnSvg {
  name: string;
  /** What it uses that the codec doesn't draw right. */
  feature: string;
  /** Why no browser draws it, in words to follow "and". */
  missing: string;
}

/**
 * The first SVG among the inputs that only a browser draws right while there is none. What looks through an SVG is
 * loaded with the first one.
 */
export async function undrawnSvg(
  { files, svgRenderer }: SvgDeps & { files: FileStore },
  { inputs }: EditRequest,
  inspections: readonly Inspection[],
): Promise<UndrawnSvg | undefined> {
  for (const [index, { info }] of inspections.entries()) {
    const input = info.type === 'svg' ? inputs[index] : undefined;
    if (input === undefined || input.drawnAs !== undefined) continue;
    const feature = await featureOf(await readInput(files, input));
    if (feature === undefined) continue;
    const missing = svgRenderer ? await (await svgRenderer()).missing() : noBrowser();
    if (missing !== undefined) return { name: input.name, feature, missing };
  }
  return undefined;
}

/**
 * What a browser makes of an SVG that the codec would draw otherwise; undefined for one that the codec draws right.
 * Throws a `CodecError` where there is no browser, or it does not draw.
 */
export async function drawnSvg(
  { svgRenderer }: SvgDeps,
  svg: Uint8Array,
  size: Size,
  signal: AbortSignal,
): Promise<DrawnSvg | undefined> {
  const feature = await featureOf(svg);
  if (feature === undefined) return undefined;
  const renderer = await svgRenderer?.();
  const missing = renderer ? await renderer.missing() : noBrowser();
  if (renderer === undefined || missing !== undefined) throw svgNeedsPanel(feature, missing);
  return renderer.draw(svg, size, signal);
}

const noBrowser = (): string => t('there is no browser here');

async function featureOf(svg: Uint8Array): Promise<string | undefined> {
  const { svgFeature } = await import('../../images/svg/svgFeatures.ts');
  return svgFeature(svg);
}
