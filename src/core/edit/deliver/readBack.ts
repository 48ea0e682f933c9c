import type { RegionProof } from '../../editRequest.ts';
import { type Codec, CodecError } from '../../images/codec.ts';
import type { FileStore, Log } from '../../ports.ts';
import { formatNumber, t } from '../../shared/l10n.ts';
import { nameOf } from '../../uris.ts';

/** What a saved file says of the pixels outside a region, and what a person should know of it. */
export interface ReadBack {
  /** Undefined where the file could not be read back: then nothing is said of it. */
  region: RegionProof | undefined;
  notes: string[];
}

/**
 * Reads a saved file and decodes it: only when its pixels are those that were counted, the count is the file's. Never
 * rejects: the file is saved.
 * @param counted the picture before its record was put into it
 * @param region what was counted in it
 */
export async function readBack(
  { files, codec, log }: { files: FileStore; codec: Codec; log: Log },
  uri: string,
  counted: Uint8Array,
  region: RegionProof,
): Promise<ReadBack> {
  try {
    const saved = await files.read(uri, Number.POSITIVE_INFINITY);
    const compare = () => codec.differing({ bytes: saved, parts: [{ bytes: counted }] });
    // A worker that ended over it says nothing of the file: another one looks again.
    const { differing } = await compare().catch((error: unknown) => {
      if (error instanceof CodecError && error.code === 'codec.failed') return compare();
      throw error;
    });
    if (differing === 0) return { region, notes: [] };
    const changed = Math.min(region.outside, region.changed + differing);
    const count = formatNumber(differing);
    const note = t(
      '{name} was read back and differs from what was made in {pixels} pixels. Save it again under another name, and compare.',
      { name: nameOf(uri), pixels: count },
    );
    return { region: { ...region, changed }, notes: [note] };
  } catch (error) {
    log.warn(`${uri} could not be read back: ${String(error)}`);
    const note = t(
      '{name} could not be read back, so it is unknown whether all pixels outside the region match the source.',
      { name: nameOf(uri) },
    );
    return { region: undefined, notes: [note] };
  }
}
