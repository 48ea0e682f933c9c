import type { Picture } from '../../src/core/shared/protocol/panelState.ts';
import type { Size } from './align.ts';

const unknownSize: Size = { width: 4, height: 3 };

/** What the pictures themselves tell once they are loaded, by their addresses. */
export class KnownPictures {
  /** Of pictures whose size is not told. */
  readonly #sizes = new Map<string, Size>();
  /** Those that the browser could not read. */
  readonly #damaged = new Set<string>();

  /** In pixels; a guess where nothing is known yet. */
  sizeOf(picture: Picture | undefined): Size {
    if (!picture) return unknownSize;
    const { width, height, preview } = picture;
    if (width !== null && height !== null) return { width, height };
    return this.#sizes.get(preview ?? '') ?? unknownSize;
  }

  isShown({ picture: { preview } }: { picture: Picture }): boolean {
    return preview !== null && !this.#damaged.has(preview);
  }

  /** @returns the address of the image that was loaded, or could not be; undefined: there is nothing to learn */
  learn({ target, type }: Event): string | undefined {
    if (!(target instanceof HTMLImageElement)) return undefined;
    const address = target.getAttribute('src') ?? '';
    const { naturalWidth: width, naturalHeight: height } = target;
    if (type === 'error') this.#damaged.add(address);
    else if (width > 0) this.#sizes.set(address, { width, height });
    else return undefined;
    return address;
  }
}
