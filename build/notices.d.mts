/** Writes the licences of all that is carried into one file: of these packages, and of a target's native codec. */
export function writeNotices(
  file: string,
  options?: { names?: readonly string[]; target?: string | undefined },
): Promise<void>;
