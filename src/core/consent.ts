import type { Provider } from './api/providers.ts';
import { formatCost } from './shared/format.ts';
import { plural, t } from './shared/l10n.ts';

/** The limit in USD as it is installed; package.json says the same. */
export const installedCostLimit = 0.5;

/** Whether a cost in USD is above the limit from which on the person is asked. One that nobody knows is not. */
export const isAboveLimit = (usd: number | undefined, limit: number): boolean =>
  usd !== undefined && usd > limit;

/** What a question says of such a cost: "more than the limit you set ($0.20)". */
export const aboveLimit = (limit: number): string =>
  limit === installedCostLimit
    ? t('more than the limit of {limit}', { limit: formatCost(limit) })
    : t('more than the limit you set ({limit})', { limit: formatCost(limit) });

/** What is paid for: requests of a run, or images of a build. */
type Kind = 'run' | 'build';

/** The question before something that costs more than the limit: how many, and how much. */
function aboveLimitQuestion(kind: Kind, count: number, usd: number, limit: number): string {
  const values = { cost: formatCost(usd), above: aboveLimit(limit) };
  return kind === 'run'
    ? plural(
        count,
        {
          one: 'This run costs about {cost}, {above}.',
          other: 'This run of {count} requests costs about {cost}, {above}.',
        },
        values,
      )
    : plural(
        count,
        {
          one: 'This build costs about {cost}, {above}.',
          other: 'This build of {count} images costs about {cost}, {above}.',
        },
        values,
      );
}

/** What is about to be paid for, as far as leave to spend depends on it. */
export interface Purchase {
  provider: Provider;
  /** How many requests or images. */
  count: number;
  /** USD; undefined when nobody knows. */
  usd: number | undefined;
  /** The person's own limit, in USD. */
  limit: number;
  /** What the workspace makes dearer than the person's own settings would, as a sentence. */
  dearer: string | undefined;
}

/** How a person is asked. */
export interface ConsentDialogs {
  /** Whether the key and every secret of the headers is there; asks for what is missing. */
  hasKey(provider: Provider): Promise<boolean>;
  confirm(question: string, detail: string, yes: string): Promise<boolean>;
  /** As `confirm`, and Enter alone does not spend. */
  confirmCost(question: string, detail: string, yes: string): Promise<boolean>;
}

/**
 * Leave to spend: the key, what a workspace makes dearer, and the person's limit, in this order and before anything
 * is sent. What a workspace makes dearer is agreed to once for a window, wherever it was asked.
 */
export class Consent {
  readonly #agreed = new Set<string>();

  /** Whether a sentence on what the workspace makes dearer was not agreed to yet. */
  isNew(dearer: string | undefined): boolean {
    return dearer !== undefined && !this.#agreed.has(dearer);
  }

  /** Whether the person has to be asked about what it costs. */
  isDear({ usd, limit, dearer }: Pick<Purchase, 'usd' | 'limit' | 'dearer'>): boolean {
    return isAboveLimit(usd, limit) || this.isNew(dearer);
  }

  /** The person has agreed to it. */
  agreed(dearer: string | undefined): void {
    if (dearer !== undefined) this.#agreed.add(dearer);
  }

  async ask(
    purchase: Purchase,
    kind: Kind,
    dialogs: ConsentDialogs,
  ): Promise<'agreed' | 'noKey' | 'declined'> {
    const { provider, count, usd, limit, dearer } = purchase;
    const yes = kind === 'run' ? t('Run') : t('Build');
    if (!(await dialogs.hasKey(provider))) return 'noKey';
    if (dearer !== undefined && this.isNew(dearer)) {
      if (!(await dialogs.confirm(dearer, '', yes))) return 'declined';
      this.agreed(dearer);
    }
    if (usd === undefined || !isAboveLimit(usd, limit)) return 'agreed';
    const question = aboveLimitQuestion(kind, count, usd, limit);
    return (await dialogs.confirmCost(question, '', yes)) ? 'agreed' : 'declined';
  }
}
