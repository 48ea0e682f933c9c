import { extensionFor, type ImageType } from '../images/imageTypes.ts';
import type { FileStore } from '../ports.ts';
import { storedNames } from './names.ts';

const nameStart = (sha256: string): string => `${storedNames.input}${sha256.slice(0, 40)}`;

/** Named by their content, so that the same bytes lie there once and a record finds them by its hash. */
export const storedInputName = (sha256: string, type: ImageType): string =>
  `${nameStart(sha256)}.${extensionFor(type)}`;

/** The stored name of pasted or dropped bytes with this hash; undefined when they are not kept any more. */
export async function findStoredInput(
  files: Pick<FileStore, 'listStored'>,
  sha256: string,
): Promise<string | undefined> {
  const [name] = await files.listStored(nameStart(sha256));
  return name;
}
