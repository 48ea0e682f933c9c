import * as z from 'zod/mini';
import type { Failure } from '../../../../core/shared/failure.ts';
import { formatCost } from '../../../../core/shared/format.ts';
import { inARow, plural, t } from '../../../../core/shared/l10n.ts';

const paidSchema = z.object({
  /** The job; one that went on from another's answer counts as that one. */
  jobId: z.string(),
  /** USD; absent when unknown. */
  usd: z.optional(z.number()),
  /** Nobody said what it cost: `usd` is the estimate. */
  estimated: z.boolean(),
  /** False: it may have been billed, and nobody knows. */
  certain: z.boolean(),
});

/** What was paid for jobs, or may have been, as it is written down. */
export const spendingSchema = z.array(paidSchema);
export type Paid = z.infer<typeof paidSchema>;

/** What a session has cost, for people. */
export interface SpentWords {
  /** "$0.11"; with what may have been billed "$0.11 to $0.17". */
  text: string;
  /** The same in sentences. */
  detail: string;
}

/** What the jobs of a session cost so far, each once, with those that may have been billed without a result. */
export type Spending = readonly Paid[];

const withOne = (spending: Spending, one: Paid): Spending =>
  spending.some(({ jobId }) => jobId === one.jobId)
    ? spending.map((other) => (other.jobId === one.jobId ? one : other))
    : [...spending, one];

/** A job gave a result. What is known of its price already stays where the answer says nothing. */
export function withPaid(spending: Spending, jobId: string, usd: number | undefined): Spending {
  const before = spending.find((one) => one.jobId === jobId);
  if (usd === undefined && before) return withOne(spending, { ...before, certain: true });
  return withOne(spending, { jobId, ...(usd !== undefined && { usd }), estimated: false, certain: true });
}

/** A job ended without a result. @param estimate USD, undefined when unknown */
export function withFailed(
  spending: Spending,
  jobId: string,
  { billed }: Pick<Failure, 'billed'>,
  estimate: number | undefined,
): Spending {
  if (billed === 'no' || spending.some((one) => one.jobId === jobId)) return spending;
  const usd = estimate === undefined ? {} : { usd: estimate };
  return withOne(spending, { jobId, ...usd, estimated: true, certain: billed === 'yes' });
}

/** What was written down before a reload counts with what is known since. */
export const withStored = (spending: Spending, stored: Spending): Spending =>
  stored.reduce(withOne, spending);

/** What one job cost, or may have: "$0.055", "about $0.055", "up to $0.055"; empty: nothing, or unknown. */
export function paidWords(paid: Paid | undefined): string {
  if (paid?.usd === undefined) return '';
  const before = paid.certain ? (paid.estimated ? 'about ' : '') : 'up to ';
  return `${before}${formatCost(paid.usd)}`;
}

/** Undefined where nothing was paid, or nothing is known of it. */
export function spentWords(spending: Spending): SpentWords | undefined {
  const certain = spending.filter((one) => one.certain);
  const open = spending.filter((one) => !one.certain);
  const [least, more] = [sumOf(certain), sumOf(open)];
  if (certain.every(isUnknown) && open.every(isUnknown)) return undefined;
  const isRough = certain.some(({ usd, estimated }) => estimated && usd !== undefined);
  const cost = formatCost(least);
  const from = certain.some(isUnknown)
    ? t('at least {cost}', { cost })
    : isRough
      ? t('about {cost}', { cost })
      : cost;
  const upTo = formatCost(least + more);
  const isRange = open.some((one) => !isUnknown(one));
  const text = isRange
    ? least > 0
      ? t('{from} to {upTo}', { from, upTo })
      : t('up to {upTo}', { upTo })
    : from;
  return { text, detail: inARow(t('This session has cost {from} so far.', { from }), openSentence(open)) };
}

const isUnknown = ({ usd }: Paid): boolean => usd === undefined;
const sumOf = (paid: readonly Paid[]): number => paid.reduce((sum, { usd = 0 }) => sum + usd, 0);

function openSentence(open: readonly Paid[]): string {
  if (open.length === 0) return '';
  if (open.every(isUnknown)) {
    return plural(open.length, {
      one: '1 more request returned no result and may have been billed.',
      other: '{count} more requests returned no result and may have been billed.',
    });
  }
  return plural(
    open.length,
    {
      one: '1 more request, about {cost}, returned no result and may have been billed.',
      other: '{count} more requests, about {cost}, returned no result and may have been billed.',
    },
    { cost: formatCost(sumOf(open)) },
  );
}
