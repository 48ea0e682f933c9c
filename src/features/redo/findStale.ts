import { InputHashes } from '../../core/assets/states/inputHashes.ts';
import type { RedoDeps } from '../../core/edit/redo/redo.ts';
import { type PricedRedo, priceRedo } from '../../core/edit/redo/redoPrice.ts';
import { type StaleEdits, staleEdits } from '../../core/edit/redo/staleEdits.ts';
import type { Settings } from '../../core/ports.ts';
import type { Failure } from '../../core/shared/failure.ts';
import { t } from '../../core/shared/l10n.ts';

/** What can be done again, with its price, and what can't although its source changed. */
export interface FoundStale extends Pick<StaleEdits, 'waiting' | 'aside'> {
  priced: PricedRedo[];
  unable: Failure[];
}

/** How many images are looked at between two words about it. */
const told = 50;

/** Looks through images; undefined when the person stopped it. Inputs that many of them share are read once. */
export async function findStale(
  deps: Omit<RedoDeps, 'contentAt'> & { settings: Settings },
  uris: readonly string[],
  tell: (message: string) => void,
  signal: AbortSignal,
): Promise<FoundStale | undefined> {
  const hashes = new InputHashes(deps.files);
  const contentAt = (uri: string) => hashes.of(uri).catch(() => undefined);
  let looked = 0;
  try {
    const { stale, waiting, aside, unable } = await staleEdits({ ...deps, contentAt }, uris, signal, () => {
      looked++;
      if (looked % told === 0) tell(t('{looked} of {all} images', { looked, all: uris.length }));
    });
    const found: FoundStale = { priced: [], unable: [...unable], waiting, aside };
    for (const redo of stale) {
      const price = await priceRedo(deps, redo);
      if (price.ok) found.priced.push(price.value);
      else found.unable.push(price.failure);
    }
    return found;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
