import fc from 'fast-check';

/** One change to bytes; positions are shares of their length. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'fill', 'cut', 'drop', 'repeat', 'number'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 64 }),
  value: fc.integer({ min: 0, max: 255 }),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** A file as a fault of a disk, a line or a program could leave it. */
export const mutated = (bytes: Uint8Array, most = 4): fc.Arbitrary<Buffer> =>
  fc
    .array(change, { minLength: 1, maxLength: most })
    .map((changes) => changes.reduce(changed, Buffer.from(bytes)));

/** The same for a text. */
export const mutatedText = (text: string, most = 4): fc.Arbitrary<string> =>
  mutated(Buffer.from(text), most).map((bytes) => bytes.toString());

function changed(bytes: Buffer, { kind, at, length, value }: Change): Buffer {
  const start = Math.floor(at * bytes.length);
  const end = Math.min(bytes.length, start + length);
  const [before, part, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, part.map((byte) => byte ^ value), after]);
    case 'fill':
      return Buffer.concat([before, Buffer.alloc(part.length, value), after]);
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([before, ...Array.from({ length: 1 + (value % 40) }, () => part), after]);
    case 'number':
      // Lengths and offsets of most formats are such numbers.
      return Buffer.concat([
        before,
        Buffer.from(value % 2 ? 'ffffffff' : '7fffffff', 'hex'),
        bytes.subarray(start + 4),
      ]);
    default:
      return bytes;
  }
}

/** A JSON value of which some parts are something else. */
export const mutatedJson = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
      fc.array(odd, { minLength: 5, maxLength: 5 }),
    )
    .map(([dice, others]) => {
      let [thrown, used] = [0, 0];
      const walk = (part: unknown): unknown => {
        if ((dice[thrown++] ?? 99) < 8) return others[used++ % others.length];
        if (Array.isArray(part)) return part.map(walk);
        if (typeof part === 'object' && part !== null && !(part instanceof Uint8Array)) {
          return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
        }
        return part;
      };
      return walk(value);
    });

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    '__proto__',
    '../../outside.png',
    '/etc/passwd',
    'C:\\outside.png',
    '\u202egnp.exe',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    1e308,
    2 ** 53,
    [],
    {},
  ),
  fc.anything({ maxDepth: 2 }),
);
