import { priceOf } from '../../../core/assets/build/plan.ts';
import type { Asset } from '../../../core/assets/compile/asset.ts';
import type { FileStore, Settings } from '../../../core/ports.ts';

export interface AssetPricesDeps {
  files: FileStore;
  settings: Pick<Settings, 'read'>;
}

/** What assets cost, looked up once until files or settings change. */
export class AssetPrices {
  readonly #deps: AssetPricesDeps;
  readonly #known = new Map<string, Promise<number | undefined>>();

  constructor(deps: AssetPricesDeps) {
    this.#deps = deps;
  }

  /** USD for all together; undefined when one price is not known. */
  async of(assets: readonly Asset[]): Promise<number | undefined> {
    const prices = await Promise.all(assets.map((asset) => this.#priceOf(asset)));
    return prices.includes(undefined)
      ? undefined
      : prices.reduce<number>((sum, price) => sum + (price ?? 0), 0);
  }

  forget(): void {
    this.#known.clear();
  }

  #priceOf(asset: Asset): Promise<number | undefined> {
    const { uri, model, options, pixels, inputs, prompt } = asset;
    const key = JSON.stringify([uri, model, options, pixels, inputs.map((one) => one.uri), prompt.length]);
    const known = this.#known.get(key) ?? priceOf(this.#deps, asset).catch(() => undefined);
    this.#known.set(key, known);
    return known;
  }
}
