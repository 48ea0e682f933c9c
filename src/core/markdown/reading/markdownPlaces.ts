import type { Extension } from 'mdast-util-from-markdown';
import type { Span } from '../document/spans.ts';

/** Where in the text the addresses and alternative texts are: the tree itself knows whole nodes only. */
export class MarkdownPlaces {
  readonly #targets = new Map<number, Span>();
  readonly #alts = new Map<number, Span>();

  readonly extension: Extension = this.#extension();

  #extension(): Extension {
    const places = this;
    return {
      enter: {
        labelText({ start, end }) {
          places.#alts.set(start.offset, { start: start.offset, end: end.offset });
        },
      },
      exit: {
        resourceMarker({ end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined && !places.#targets.has(at))
            places.#targets.set(at, { start: end.offset, end: end.offset });
        },
        resourceDestination({ start, end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined) places.#targets.set(at, { start: start.offset, end: end.offset });
        },
        definitionDestination({ start, end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined) places.#targets.set(at, { start: start.offset, end: end.offset });
        },
      },
    };
  }

  /** @param span of the image, link or definition */
  targetOf({ start, end }: Span): Span {
    return this.#targets.get(start) ?? { start: end, end };
  }

  altOf({ start }: Span): Span | undefined {
    // Behind `![`.
    return this.#alts.get(start + 2);
  }
}
