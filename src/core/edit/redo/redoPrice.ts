import type { Provider } from '../../api/providers.ts';
import { pixelsWanted, scopeOf } from '../../editRequest.ts';
import type { FileStore, Settings } from '../../ports.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { nameOf } from '../../uris.ts';
import { inspectAll } from '../prepare/prepare.ts';
import { type SvgDeps, type UndrawnSvg, undrawnSvg } from '../prepare/svgForPage.ts';
import { quoteRun } from '../price/quote.ts';
import type { Redo } from './redo.ts';

/** An edit that can be done again, with what it costs. */
export interface PricedRedo {
  redo: Redo;
  provider: Provider;
  /** USD; undefined when the price is not known. */
  usd: number | undefined;
}

/** Estimates by the very plan that will be sent; fails where it is known before that nothing can be sent. */
export async function priceRedo(
  deps: SvgDeps & { files: FileStore; settings: Settings },
  redo: Redo,
): Promise<Outcome<PricedRedo>> {
  const { files, settings } = deps;
  const { request } = redo;
  const inspections = await inspectAll(files, request);
  if (!inspections.ok) return inspections;
  const svg = await undrawnSvg(deps, request, inspections.value);
  if (svg) return fail(needsPanel(svg, redo.uri));
  const edited = inspections.value[request.editedIndex]?.info;
  const values = settings.read(scopeOf(request));
  const quoted = [
    {
      edited,
      // The copy with the marks is sent as one more.
      inputs: request.inputs.length + (request.markup ? 1 : 0),
      pixels: pixelsWanted(request),
      region: request.region,
    },
  ];
  const { provider, usd } = quoteRun(values, request.options, request.prompt.length, quoted);
  return provider.ok ? succeed({ redo, provider: provider.value, usd }) : provider;
}

/** What is known of the prices together, in USD, and how many of them are not known. */
export function sumOf(priced: readonly Pick<PricedRedo, 'usd'>[]): { usd: number; unknown: number } {
  const known = priced.flatMap(({ usd }) => usd ?? []);
  return { usd: known.reduce((sum, usd) => sum + usd, 0), unknown: priced.length - known.length };
}

const needsPanel = ({ name, feature, missing }: UndrawnSvg, uri: string) => ({
  code: 'redo.needsPanel',
  sentence: t(
    '{name} is an SVG that uses {feature}, which only a browser draws correctly, and {missing}. Open it in the panel: Show How This Image Was Made on {image}, then Edit Again.',
    { name, feature, missing, image: nameOf(uri) },
  ),
  nextSteps: [],
  billed: 'no' as const,
});
