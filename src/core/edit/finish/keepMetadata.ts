import type { EditInput } from '../../editRequest.ts';
import type { ImageInfo } from '../../images/imageTypes.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import { readInput } from '../../inspect.ts';
import type { FileStore } from '../../ports.ts';
import { t } from '../../shared/l10n.ts';

/** A result with its source's metadata, and what a person should know of it. */
export interface KeptMetadata {
  bytes: Uint8Array;
  notes: string[];
}

/**
 * Puts the metadata of the edited image into a finished result: EXIF, XMP and resolution, between JPEG and TIFF
 * IPTC, between JPEGs comments, between PNGs texts. A signed result is not touched. What can't be carried over is told only where there was something.
 */
export async function keepMetadata(
  files: FileStore,
  edited: EditInput,
  bytes: Uint8Array,
  { type, width, height, orientation, signed, multiPicture }: ImageInfo,
): Promise<KeptMetadata> {
  const none = { bytes, notes: [] };
  if (edited.drawnAs !== undefined) return none;
  const { bareBytes } = await import('../../records/bareImage.ts');
  const { saysMore, sourceMetadata, tellsPlace, withSourceMetadata } = await import(
    '../../records/metadata/sourceMetadata.ts'
  );
  const source = await readInput(files, edited);
  const found = sourceMetadata(sniff(source)?.type ?? '', source);
  if (found === undefined) return none;
  const isTouchable = !signed && multiPicture !== true;
  const size = orientation >= 5 ? { width: height, height: width } : { width, height };
  // What is still turned says so in an EXIF of nothing else, in whose place that of the source comes.
  const bare = orientation === 1 ? bytes : (bareBytes(type, bytes) ?? bytes);
  const made = isTouchable ? withSourceMetadata(type, bare, found, size, orientation) : undefined;
  if (made === undefined) {
    if (!saysMore(found)) return none;
    return {
      bytes,
      notes: [
        t('The metadata of {name} (EXIF, XMP, IPTC, texts) could not be put into the result.', {
          name: edited.name,
        }),
      ],
    };
  }
  const told = sourceMetadata(type, made);
  const notes =
    told && tellsPlace(told)
      ? [
          t(
            'The result keeps the place where {name} was taken (GPS). The setting output.metadata can remove it.',
            {
              name: edited.name,
            },
          ),
        ]
      : [];
  return { bytes: made, notes };
}
