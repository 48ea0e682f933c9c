import type { ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';

/** How many pictures of one request a model can be asked for at once; 1: each is a request of its own. */
export function picturesAtOnce(
  { picturesAtOnce = 1 }: ModelCapabilities,
  { format, partialImages }: Pick<EditRequest['options'], 'format' | 'partialImages'>,
  { region }: { region?: EditRequest['region'] | undefined },
): number {
  // Nobody says whose partial images they are, nor what becomes of a mask; of an SVG there is one.
  return format === 'svg' || partialImages !== 0 || region !== undefined ? 1 : picturesAtOnce;
}

/**
 * Which requests of a run are asked as one: those that are the very same, as the variants of one image are.
 * @param most how many of one may go together
 * @returns their places in the run, in order; each place once
 */
export function togetherIn<T>(requests: readonly T[], most: (request: T) => number): number[][] {
  const groups: number[][] = [];
  const open = new Map<T, number[]>();
  for (const [place, request] of requests.entries()) {
    const group = open.get(request);
    if (group && group.length < most(request)) group.push(place);
    else {
      const begun = [place];
      groups.push(begun);
      open.set(request, begun);
    }
  }
  return groups;
}
