import type { HostRequestParams } from '../src/core/shared/protocol/protocol.ts';

/** Images by address (from the explorer) or by bytes (from the desktop or the clipboard). */
export type Dropped = HostRequestParams<'addInputs'>;

/** What VS Code's explorer and other sources put on a drag; the first that has addresses counts. */
const addressTypes = ['application/vnd.code.uri-list', 'text/uri-list'];
const imageName = /\.(png|jpe?g|jpe|jfif|webp|gif|avif|hei[cf]|tiff?|svg)$/i;
const maxFiles = 50;
const maxFileBytes = 256 * 1024 * 1024;

/** Whether a drag over the page may hold images; their names are not known before the drop. */
export const mayHoldImages = (transfer: DataTransfer): boolean =>
  [...addressTypes, 'Files'].some((type) => transfer.types.includes(type));

/**
 * Reads addresses, or else the bytes of image files. The transfer is read before the first `await`: it is
 * empty afterwards.
 * @returns null when there is no image in it
 */
export async function readDropped(transfer: DataTransfer): Promise<Dropped | null> {
  for (const type of addressTypes) {
    const addresses = readAddresses(transfer.getData(type));
    if (addresses.length > 0) return { addresses, files: [] };
  }
  const files = [...transfer.files]
    .filter((file) => file.type.startsWith('image/') || imageName.test(file.name))
    .filter((file) => file.size > 0 && file.size <= maxFileBytes)
    .slice(0, maxFiles);
  if (files.length === 0) return null;
  const read = files.map(async (file) => ({
    name: file.name.slice(-255),
    bytes: new Uint8Array(await file.arrayBuffer()),
  }));
  return { addresses: [], files: await Promise.all(read) };
}

/** Lines of a uri-list without comments. Pictures on the web are left out: the page and the host fetch nothing. */
function readAddresses(list: string): string[] {
  return list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !/^(https?|data|blob):/i.test(line))
    .filter((line) => line.length <= 4000)
    .slice(0, 200);
}
