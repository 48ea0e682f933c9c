import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

/**
 * Any character of Unicode but halves of characters. fast-check's own `unit: 'binary'` keeps a map of all 1.1 million
 * of them, 85 MB, which every collection of garbage in all later tests would walk through.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - surrogates.count })
  .map((code) => String.fromCodePoint(code < surrogates.first ? code : code + surrogates.count));
