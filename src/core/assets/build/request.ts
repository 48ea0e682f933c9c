import { type ExactRequest, isExact } from '../../editRequest.ts';
import type { Content } from '../../records/content.ts';
import { unsetOptions } from '../../shared/options.ts';
import { regionOfWritten } from '../../shared/region/writtenRegion.ts';
import { nameOf } from '../../uris.ts';
import type { Asset } from '../compile/asset.ts';
import type { Leftover } from './ports.ts';

/**
 * What the editing service is asked for an asset.
 * @param replaces SHA-256 of the file that may be replaced
 */
export function requestOf(asset: Asset, model: string, replaces: string | undefined): ExactRequest {
  const { uri, type, pixels, prompt, inputs, options, region } = asset;
  const usual = usualOf(asset);
  return {
    prompt,
    inputs: inputs.map((input) => ({
      name: nameOf(input.uri),
      source: { kind: 'file' as const, uri: input.uri },
    })),
    editedIndex: inputs.length > 0 ? 0 : -1,
    options: { ...unsetOptions, ...options, ...usual, model },
    ...(Object.keys(usual).length > 0 && { usual: Object.keys(usual) }),
    ...(region && { region: regionOfWritten(region) }),
    target: { kind: 'file', uri, type, pixels, replaces },
  };
}

/** What of the usual options counts for an asset: those that it leaves open. */
function usualOf({ options, usual = {} }: Asset): Partial<Asset['options']> {
  const left = Object.entries(usual).filter(([key]) => {
    const name = key as keyof Asset['options'];
    return options[name] === unsetOptions[name];
  });
  return Object.fromEntries(left);
}

/** Whether what an earlier build got is just what is wanted now; the inputs' content is told by `hashOf`. */
export async function answers(
  { request, kept }: Leftover,
  wanted: ExactRequest,
  hashOf: (uri: string) => Promise<Content | undefined>,
): Promise<boolean> {
  if (kept === undefined || !isExact(request) || askedFor(request) !== askedFor(wanted)) return false;
  for (const { uri, sha256 } of kept.image.record?.inputs ?? []) {
    if (uri === undefined || !(await hashOf(uri))?.same.has(sha256)) return false;
  }
  return (kept.image.record?.inputs.length ?? -1) === wanted.inputs.length;
}

/** All of a request that decides on the picture, as one text. */
const askedFor = ({ prompt, inputs, options, target, region }: ExactRequest): string =>
  JSON.stringify([
    prompt,
    inputs.map(({ source }) => (source.kind === 'file' ? source.uri : source.name)),
    Object.entries(options).sort(),
    [target.uri, target.type, target.pixels?.width, target.pixels?.height],
    region,
  ]);
