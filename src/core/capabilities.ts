import type { SizeRule } from './images/freeSizes.ts';
import type {
  AspectRatio,
  Background,
  Complexity,
  ImageSize,
  MadeFormat,
  Quality,
  ThinkingLevel,
} from './shared/options.ts';

/** Width and height of an image in pixels. */
export interface Pixels {
  width: number;
  height: number;
}

/** @property seconds from and to, at usual sizes */
export interface Speed {
  pace: 'fast' | 'medium' | 'slow';
  seconds?: readonly [number, number];
}

/** What one model can do. An option that is not here is not offered for it and never sent to it. */
export interface ModelCapabilities {
  /** As the wire spells it. */
  id: string;
  /** "Nano Banana 2"; the id itself for a model that isn't known. Ids of one name are one model. */
  name: string;
  known: boolean;
  /** The id of the engine that asks it. */
  engine: string;
  /** Why nothing here can ask it, as a sentence: "It does not speak the protocol of …". Absent for all others. */
  cannotBeAsked?: string;
  aspectRatios: readonly AspectRatio[];
  /** The tiers that may be asked for; empty when the model has one size and refuses the field. */
  sizes: readonly ImageSize[];
  /** The tier that comes when none is asked for. */
  defaultSize: ImageSize;
  /** The levels that may be asked for; empty when the model refuses the field. */
  thinkingLevels: readonly ThinkingLevel[];
  /** What the model does when no level is sent; empty when it has no levels. */
  defaultThinking: ThinkingLevel | '';
  takesIncludeThoughts: boolean;
  /** Whether it can be asked for the picture alone, without words. */
  takesImageOnly: boolean;
  /** The rule of the pixels that may be asked for beside the tiers; absent when there are tiers only, or none. */
  freeSizes?: SizeRule;
  /** The levels that may be asked for; empty when the model has none. */
  qualities: readonly Quality[];
  /** What is asked for when nothing is chosen, so that the price is known; empty without levels. */
  defaultQuality: Quality | '';
  complexities: readonly Complexity[];
  /** What it can be told to put behind the subject; empty when it can't. */
  backgrounds: readonly Background[];
  /** What it can make beside still pictures of pixels. */
  formats: readonly MadeFormat[];
  /** How many pictures it draws for one request, each at the price of one; absent: one. The provider has to take it. */
  picturesAtOnce?: number;
  /** Sends pictures of what it draws before it is done, to be looked at; the provider has to pass them on, too. */
  takesPartialImages?: true;
  maxInputs: number;
  /** Reads a mask of where the first image may change, as a hint: it keeps to it about, and no more. */
  takesMask?: true;
  /** Reads marks on a transparent ground that lie over the first image; never together with a mask. */
  takesMarkup?: true;
  /** The most bytes of one input image, where the model says it itself; else the provider's limit counts. */
  inputBytes?: number;
  /** MIME types of the inputs that may be sent. */
  inputTypes: readonly string[];
  /** How long one edit may take in all, in milliseconds: at 4K, and at every smaller size. */
  deadlineMs: { at4K: number; below4K: number };
  /** How fast it usually is, with the seconds of one edit where a provider says them; absent where nobody does. */
  speed?: Speed;
  /** The ids of providers that have shut it down, while others still take it; absent: none. */
  shutDownAt?: readonly string[];
  /** What it is good for, as a sentence; what it can do is said by the rest. */
  description: () => string;
  /**
   * The documented pixels for a ratio and tier; for the default tier where the model takes no size.
   * The real image can differ by some pixels: measure it.
   */
  pixels(ratio: AspectRatio, size: ImageSize): Pixels;
}

/** A model that can be asked twice makes no transparency itself: it is worked out of its opaque pictures. */
export const isTransparencyWorkedOut = ({ backgrounds }: ModelCapabilities): boolean =>
  backgrounds.includes('transparent-twice');
