/** Keys that people add for themselves: for anchors, and for other tools. */
const isOwn = (key: string): boolean => key.startsWith('x-');

/** The data of a manifest without people's own keys, at the top, in the defaults and in the entries. */
export function withoutOwnKeys(value: unknown): unknown {
  const held = without(value);
  if (!isRecord(held)) return held;
  return {
    ...held,
    ...('defaults' in held && { defaults: without(held.defaults) }),
    ...(Array.isArray(held.assets) && { assets: held.assets.map(without) }),
  };
}

const without = (value: unknown): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !isOwn(key))) : value;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
