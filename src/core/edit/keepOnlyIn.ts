import type { Answer } from '../api/answer/response.ts';
import { extensionFor, type Size } from '../images/imageTypes.ts';
import { placeRegion, regionBox } from '../images/region/placedRegion.ts';
import { sniff } from '../images/sniff/sniff.ts';
import type { FileStore, ScratchFile } from '../ports.ts';
import type { ImageRecord } from '../records/record.ts';
import { type Outcome, succeed } from '../shared/failure.ts';
import { formatPixels } from '../shared/format.ts';
import { t } from '../shared/l10n.ts';
import type { Region } from '../shared/region/region.ts';
import type { Decided } from './prepare/outgoing.ts';
import { unusable } from './prepare/prepare.ts';

/** A result of which only a region is to be kept. */
export interface WholeResult {
  bytes: Uint8Array;
  /** How it was made, as far as that is known. */
  made: Partial<Pick<ImageRecord, 'provider' | 'model' | 'answeredBy' | 'options' | 'sent'>>;
}

/**
 * What was decided for a request, for setting a picture of the source's very size into the source, as if it were an
 * answer to the whole of it. Fails where the region or the picture does not fit the source.
 */
export function toKeepOnlyIn(
  decided: Decided,
  region: Region | undefined,
  result: Uint8Array,
): Outcome<Decided> {
  const { editedInfo, edited } = decided;
  const made = sniff(result);
  if (edited === undefined || editedInfo === undefined || made === undefined || region === undefined) {
    return unusable(t('There is no source, or no region, to insert the result into.'));
  }
  const size: Size = { width: editedInfo.width, height: editedInfo.height };
  if (made.width !== size.width || made.height !== size.height) {
    return unusable(
      t(
        "{name}: the result ({pixels}) is not the size of its source ({wanted}), so the rest can't be taken from there.",
        {
          name: edited.name,
          pixels: formatPixels(made.width, made.height),
          wanted: formatPixels(size.width, size.height),
        },
      ),
    );
  }
  const placed = placeRegion(region, size);
  if (placed === undefined || regionBox(placed) === undefined) {
    return unusable(
      t('{name}: the region is outside the picture, or was marked on one of a different shape.', {
        name: edited.name,
      }),
    );
  }
  const crop = { left: 0, top: 0, ...size };
  const plan = { ...decided.plan, fit: { source: size, canvas: size } };
  return succeed({
    ...decided,
    region: { region: placed, whole: true, parts: [{ crop, inner: crop, plan }] },
    // Nothing is asked for or sent.
    further: [],
    backdrop: undefined,
    prepared: { ...decided.prepared, notes: [] },
  });
}

/** A picture as an answer that has nothing else. */
export async function answerWith(
  files: Pick<FileStore, 'createScratch'>,
  bytes: Uint8Array,
  sourceName: string,
): Promise<Answer<ScratchFile>> {
  const info = sniff(bytes);
  const sink = await files.createScratch(info ? extensionFor(info.type) : 'img');
  try {
    await sink.write(bytes);
    await sink.close();
  } catch (error) {
    await sink.discard();
    throw error;
  }
  return {
    final: { sink, byteLength: bytes.byteLength, thought: false },
    others: [],
    thoughts: { images: [], texts: [] },
    words: '',
    links: [],
    notes: [
      t('Only the changes in the region were kept; the rest comes from {name}. Nothing was sent.', {
        name: sourceName,
      }),
    ],
  };
}
