import type { Markup, Region } from '../../src/core/shared/region/region.ts';
import type { Size } from '../compare/align.ts';
import { Marking } from './marking.ts';

/** The picture that is marked. */
export interface MarkTarget {
  /** Another key is another picture. */
  key: string;
  size: Size;
  /** It is the edited image. */
  isEdited: boolean;
  /** What is drawn on it, as the host told it last. */
  region: Region | null;
  markup: Markup | null;
  /** Grows when that is to be shown in the place of what is drawn here. */
  epoch: number;
}

/** Marking on whatever picture the stage shows: what is drawn here is told, and what the host says is drawn. */
export class MarkControl {
  readonly marking = new Marking();
  #target: MarkTarget | null = null;
  #isLoading = false;
  #told: { region: Region | null; markup: Markup | null } = { region: null, markup: null };

  /** @param tell is given what is drawn now, where it changed; undefined: it did not */
  constructor(
    tell: (target: MarkTarget, region: Region | null | undefined, markup: Markup | null | undefined) => void,
  ) {
    this.marking.subscribe((what) => {
      const target = this.#target;
      if (what !== 'drawings' || target === null || this.#isLoading) return;
      const { region, markup } = this.marking;
      const before = this.#told;
      this.#told = { region, markup };
      tell(
        target,
        isSame(region, before.region) ? undefined : region,
        isSame(markup, before.markup) ? undefined : markup,
      );
    });
  }

  /** The picture that is marked is the one that the host has a region for. */
  get isTold(): boolean {
    return this.#target?.isEdited ?? false;
  }

  get target(): MarkTarget | null {
    return this.#target;
  }

  follow(target: MarkTarget | null): void {
    const before = this.#target;
    this.#target = target;
    if (target === null) return;
    const isKnown =
      before?.key === target.key &&
      before.epoch === target.epoch &&
      before.size.width === target.size.width &&
      before.size.height === target.size.height;
    if (isKnown) return;
    this.#isLoading = true;
    this.#told = { region: target.region, markup: target.markup };
    this.marking.load(target.size, target.region, target.markup);
    this.#isLoading = false;
  }
}

const isSame = (one: object | null, other: object | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
