import { type WritingRules, writingRulesOf } from '../../../src/core/markdown/writing/writingRules.ts';

/** The rules without a site, with some of them changed. */
export const rulesFor = (changed: Partial<WritingRules> = {}): WritingRules => ({
  ...writingRulesOf(undefined, '/w/a.md'),
  ...changed,
});
