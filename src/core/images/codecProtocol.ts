import type { CodecErrorCode } from './codecError.ts';
import type { FitPlan, Padding, Rectangle, Restoring } from './geometry.ts';
import type { ImageInfo, ImageType, OutputType, Size } from './imageTypes.ts';
import type { PlacedRegion } from './region/placedRegion.ts';

/** What a picture is flattened on. */
export interface Matte {
  /** As people call it: `white`. */
  name: string;
  /** `#rrggbb` */
  hex: string;
}

/** What a provider needs of a picture before it is sent. */
export interface PrepareOptions {
  /** Puts a matte under what is transparent, chosen against the picture. Missing: transparency stays. */
  flatten?: boolean | undefined;
  /** What it is flattened on in place of a matte that is chosen. */
  matte?: Matte | undefined;
  pad?: Padding | undefined;
  /** The part of the upright picture that is sent. Missing: all of it. */
  crop?: Rectangle | undefined;
  /** An SVG that is drawn over what is sent, in its pixels. */
  overlay?: string | undefined;
  /** Largest file that the provider takes. */
  maxBytes?: number | undefined;
  /** Types that the provider takes; PNG, JPEG and WebP when not said. */
  accept?: readonly ImageType[] | undefined;
  /** Encode anew in any case: what is in the file besides the picture can't be cut out. */
  rewrite?: boolean | undefined;
}

export interface PrepareRequest extends PrepareOptions {
  bytes: Uint8Array;
}

export interface Prepared extends Size {
  /** The very bytes of the request when nothing had to be done. */
  bytes: Uint8Array;
  type: ImageType;
  /** What was done, for the person: `rotated upright`, `converted from GIF (first frame)`. */
  changes: string[];
  /** That of them which the provider's limit is the reason of, where there is one. */
  limited?: string;
  /** What it was flattened on. */
  matte?: Matte;
  /** The colour profile that the source had, where a result can be brought into it. */
  profile?: Uint8Array;
}

export interface FinishRequest {
  /** The result as it arrived. */
  bytes: Uint8Array;
  /** What to cut out and the size to bring it to; see `restore`. */
  restoring?: Restoring | undefined;
  outputType: OutputType;
  /** 1 to 100, for JPEG, WebP and AVIF. */
  quality?: number | undefined;
  /** The source, whose transparency is put on a result of equal size, and its matte taken off. */
  alphaFrom?: Uint8Array | undefined;
  /** What that was flattened on before it was sent; missing: what `prepare` would choose, which takes a look at it. */
  sentOn?: Matte | undefined;
  /** The source's colour profile, into which the result's colours are brought. */
  profile?: Uint8Array | undefined;
  /** Makes of a huge opaque picture what a page shows of it, from fewer pixels than it has then. */
  shown?: boolean | undefined;
}

export interface Finished extends Size {
  /** The very bytes of the request when they were already right. */
  bytes: Uint8Array;
  type: OutputType;
  /** What a page shows of it, where that was asked for and is cheaper than decoding it again. */
  shown?: Thumbnail;
  /**
   * What came of `alphaFrom`: `kept`; `none`: not asked for or the source is opaque; `sizeDiffers`;
   * `typeHasNone`: JPEG knows no transparency.
   */
  transparency: 'kept' | 'none' | 'sizeDiffers' | 'typeHasNone';
}

/** What came back for one part of a source. */
export interface SetInPart {
  /** The answer as it arrived. */
  bytes: Uint8Array;
  /** The part that was sent, in pixels of the upright source. */
  crop: Rectangle;
  /** Of the source, where this part counts before others that reach there too. */
  inner: Rectangle;
  /** How the part was brought into the shape that was asked for. */
  fit: FitPlan;
}

export interface SetInRequest {
  /** The source, as it lies on the disk. */
  bytes: Uint8Array;
  /** On the upright source. */
  region: PlacedRegion;
  parts: readonly SetInPart[];
  outputType: OutputType;
  /** Leaves metadata out of a file that could keep it. */
  strip: boolean;
  /** The source's transparency stays inside the region, too, and what shone through is taken out of the new pixels. */
  keepAlpha?: boolean | undefined;
  /** Lays answers where they came, for tests of what that does. */
  unaligned?: boolean | undefined;
}

/** How an answer was laid over its part of the source, found by what both show around the region. */
export interface PartFit {
  /** Pixels of the source by which it lay beside itself, and how much larger it was: 0.01 is one per cent. */
  shiftX: number;
  shiftY: number;
  scale: number;
  /** `asTheyCame`: the region has no surroundings, or everything has other colours. */
  colours: 'fitted' | 'asTheyCame';
  /** Around the region it does not show what the source shows. */
  isSomethingElse: boolean;
}

export interface SetIn extends Size {
  bytes: Uint8Array;
  type: OutputType;
  /** Pixels outside the region, and how many of them are another colour than in the source, decoded both. */
  outside: number;
  changed: number;
  /** What the new pixels left no room for. */
  widened: 'palette' | 'grey' | undefined;
  /** Of each part. */
  fits: PartFit[];
  /** Only the blocks of a JPEG under the region were coded anew; these count as inside. */
  inBlocks: boolean;
}

export interface DifferingRequest {
  bytes: Uint8Array;
  /** Another file of the same picture. */
  parts: readonly [{ bytes: Uint8Array }];
}

export interface Differing extends Size {
  /** How many pixels of the two, decoded, are not the same; all where their sizes differ. */
  differing: number;
}

export interface KeySharesRequest {
  bytes: Uint8Array;
}

export interface KeyShares extends Size {
  /** For each key colour, the share of pixels, 0 … 1, that have much of it. */
  shares: number[];
}

export interface CutOutRequest {
  /** What came on a key colour, or on white. */
  bytes: Uint8Array;
  /** The key colour that was asked for: `#00ff00`. Without one and without parts it is only looked at. */
  key?: string | undefined;
  /** The same picture on black; one at most. */
  parts?: readonly { bytes: Uint8Array }[] | undefined;
}

/**
 * `clean`: the transparency was worked out; `own`: the picture has one. Of all others the picture stays as it is:
 * `missing`: there is no such backdrop; `uneven`: it is not flat; `checkerboard`: the squares that stand for
 * transparency were painted; `edges`: colours came out that can't be; `differ`: the two show different subjects.
 */
export type CutOutState = 'clean' | 'own' | 'missing' | 'uneven' | 'checkerboard' | 'edges' | 'differ';

export interface CutOut extends Size {
  /** A PNG with transparency; the very bytes of the request where nothing was done. */
  bytes: Uint8Array;
  state: CutOutState;
  /** The share of half transparent pixels, 0 … 1. */
  half: number;
}

export interface ThumbnailRequest {
  bytes: Uint8Array;
  /** Longest side in pixels; smaller pictures stay as large as they are. Missing: full size, every pixel as it is. */
  maxSide?: number | undefined;
  /** Longest side of a second, smaller one: both cost hardly more than one of them. */
  smallSide?: number | undefined;
}

export interface Thumbnail extends ShownPicture {
  /** The second one, where one was asked for. */
  small?: ShownPicture;
}

export interface ShownPicture extends Size {
  bytes: Uint8Array;
  /** JPEG for a small picture without transparency, else PNG. */
  type: 'png' | 'jpeg';
}

export interface MetadataRequest {
  bytes: Uint8Array;
}

export interface Metadata extends ImageInfo {
  /** Really has transparent pixels, found by looking at all of them. */
  transparent: boolean;
  /** What it is flattened on before it is sent, where it has transparent pixels. */
  matte?: Matte;
  /** Has an ICC colour profile. */
  profile: boolean;
  /**
   * How its colours are told where they are not sRGB: `Display P3`; empty where a profile has no name. New pixels can be
   * set into it where there is a way back from sRGB.
   */
  colours?: { name: string; hdr: boolean; settable: boolean };
}

export interface CheckRequest {
  bytes: Uint8Array;
}

export interface ChangedShareRequest {
  bytes: Uint8Array;
  /** The picture as it was before, of the same size. */
  parts: readonly [{ bytes: Uint8Array }];
  /** The largest difference of a channel that does not count, in steps of 255. */
  tolerance: number;
}

export interface ChangedShare extends Size {
  /** 0 to 1. */
  share: number;
}

/** All that the codec can be asked to do. */
export interface CodecOperations {
  prepare: { request: PrepareRequest; answer: Prepared };
  finish: { request: FinishRequest; answer: Finished };
  setIn: { request: SetInRequest; answer: SetIn };
  differing: { request: DifferingRequest; answer: Differing };
  changedShare: { request: ChangedShareRequest; answer: ChangedShare };
  keyShares: { request: KeySharesRequest; answer: KeyShares };
  cutOut: { request: CutOutRequest; answer: CutOut };
  thumbnail: { request: ThumbnailRequest; answer: Thumbnail };
  metadata: { request: MetadataRequest; answer: Metadata };
  /** Decodes to the end and keeps nothing: fails for what is cut off, damaged or too large. */
  check: { request: CheckRequest; answer: Size };
}
export type CodecOperation = keyof CodecOperations;

/** The pictures of a call, whatever it asks for. */
export interface CodecPictures {
  bytes: Uint8Array;
  alphaFrom?: Uint8Array | undefined;
  parts?: readonly { bytes: Uint8Array }[] | undefined;
}

/** A call on its way to the worker. */
export type CodecCall = {
  [Name in CodecOperation]: {
    id: number;
    operation: Name;
    request: CodecOperations[Name]['request'];
    /** Pictures with more pixels are refused. */
    maxPixels: number;
  };
}[CodecOperation];

/** What the worker says to a call. `bytes` is missing from an answer whose bytes are those of the request. */
export type CodecReply =
  | { id: number; ok: true; answer: object; pixels: number }
  | { id: number; ok: false; code: CodecErrorCode; sentence: string; detail: string | undefined };
