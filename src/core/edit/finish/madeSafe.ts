import { sniff } from '../../images/sniff/sniff.ts';

/**
 * Bytes from elsewhere as they may be saved: an SVG without what could run, load or lead anywhere. What was taken out
 * is told.
 *
 * @throws where nothing of an SVG is left
 */
export async function madeSafe(bytes: Uint8Array): Promise<{ bytes: Uint8Array; notes: string[] }> {
  if (sniff(bytes)?.type !== 'svg') return { bytes, notes: [] };
  const { removedFromSvg, safeSvg } = await import('../../images/svg/svgSafe.ts');
  const safe = safeSvg(bytes);
  const told = removedFromSvg(safe.removed);
  return { bytes: safe.bytes, notes: told === undefined ? [] : [told] };
}
