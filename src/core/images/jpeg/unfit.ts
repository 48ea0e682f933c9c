import { type Sentence, say, sentence } from '../../shared/l10n.ts';

/** Why the blocks of a JPEG can't be exchanged. */
export type Unfit =
  | 'notJpeg'
  | 'arithmetic'
  | 'lossless'
  | 'hierarchical'
  | 'bitDepth'
  | 'sampling'
  | 'colours'
  | 'tooManyScans'
  | 'damaged';

/** Ends the work on a file; it is caught where the module begins and never leaves it. */
export class UnfitError extends Error {
  readonly reason: Unfit;

  /** @param detail for the log */
  constructor(reason: Unfit, detail: string) {
    super(detail);
    this.name = 'UnfitError';
    this.reason = reason;
  }
}

const kinds: Record<Unfit, Sentence> = {
  notJpeg: sentence('It is not a JPEG.'),
  arithmetic: sentence('It is an arithmetic-coded JPEG.'),
  lossless: sentence('It is a lossless JPEG.'),
  hierarchical: sentence('It is a hierarchical JPEG.'),
  bitDepth: sentence('It has more than 8 bits per colour.'),
  sampling: sentence('It uses an unusual chroma subsampling.'),
  colours: sentence('It uses ink colours (CMYK) or another rare colour space.'),
  tooManyScans: sentence('It has too many scans.'),
  damaged: sentence('It is damaged.'),
};

/** The reason as a sentence: "It is an arithmetic-coded JPEG." */
export const because = (reason: Unfit): string => say(kinds[reason]);
