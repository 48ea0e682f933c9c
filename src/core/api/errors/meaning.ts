import type { Billed, NextStep } from '../../shared/failure.ts';
import type { Sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';

/** What one kind of error means for a person, and how it is recognised. */
export interface Meaning {
  /** Of the failure. */
  code: string;
  /** What happened; `{name}` stands for the provider, `{model}` for the model and `{limit}` for what a body may have. */
  what: Sentence;
  /** What to do next; `{later}` stands for a time to come, as in "in 41 s". */
  next: Sentence;
  nextSteps: readonly NextStep[];
  /** `no` where nothing is said. */
  billed?: Billed;
  /** Whether the provider's own words are quoted. */
  quote?: true;
  /** The page where it is put right, for `openLink`. */
  link?: string;
  /** Whether the time that the provider asks to wait goes with it. */
  waits?: true;

  /** Codes, reasons and types in lower case. Any of `codes`, `words` and `when` is enough. */
  codes?: readonly string[];
  /** Of the whole text, or of its codes spelled as words. Nothing unbounded, so that a long text takes no long time. */
  words?: RegExp;
  /** @param status of HTTP, or the one that a gateway says it got */
  when?(body: ErrorBody, status: number): boolean;
}

/** The first meaning that fits. */
export const firstThatFits = (
  meanings: readonly Meaning[],
  body: ErrorBody,
  status: number,
): Meaning | undefined =>
  meanings.find(
    ({ codes, words, when }) =>
      codes?.some((code) => body.codes.has(code)) ||
      words?.test(body.words) ||
      words?.test(body.codeWords) ||
      when?.(body, status),
  );
