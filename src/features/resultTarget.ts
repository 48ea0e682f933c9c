/** What the results of a panel are for, where it was opened for something else, like a document. */
export interface ResultTarget {
  /** Name that the result gets, with its ending; where it is taken, a number is added. */
  fileName?: string;
  /** One sentence for the person: what becomes of the result. */
  note: string;
  /** A result was saved under this URI. */
  saved(uri: string): void;
}
