/** A pointer is shorter than this (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
export const mostOfPointer = 1024;

const begins = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//;

/** Whether a file begins as a Git LFS pointer does, which stands for a file that was not downloaded. */
export const isLfsPointer = (head: Uint8Array): boolean => begins.test(textOf(head));

/** SHA-256 of the file that a Git LFS pointer stands for, in lower-case hex; undefined for everything else. */
export function lfsPointerOid(bytes: Uint8Array): string | undefined {
  const text = textOf(bytes);
  return begins.test(text) ? /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text)?.[1] : undefined;
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, mostOfPointer)).toString('latin1');
