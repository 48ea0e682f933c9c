/** One of two images to compare. */
export interface ComparedImage {
  uri: string;
  /** Where it comes from: "docs/dashboard.png", "HEAD", "Working tree". */
  caption: string;
  /** For the committed version: the URI of the file in the working tree. */
  headOf?: string | undefined;
}

/** Opens two images beside each other; what other features know of comparing. */
export interface Comparing {
  compare(left: ComparedImage, right: ComparedImage): unknown;
}
