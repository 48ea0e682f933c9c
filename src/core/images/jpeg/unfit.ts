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

const kinds: Record<Unfit, string> = {
  notJpeg: 'it is no JPEG',
  arithmetic: 'it is an arithmetic-coded JPEG',
  lossless: 'it is a lossless JPEG',
  hierarchical: 'it is a hierarchical JPEG',
  bitDepth: 'its colours have more than 8 bits',
  sampling: 'its colours are sampled in an unusual way',
  colours: 'it has ink colours (CMYK) or others that are rare',
  tooManyScans: 'it is coded in too many passes',
  damaged: 'it is damaged',
};

/** The reason as the end of a sentence: "… because it is an arithmetic-coded JPEG". */
export const because = (reason: Unfit): string => kinds[reason];
