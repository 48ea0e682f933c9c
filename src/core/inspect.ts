import type { EditInput } from './editRequest.ts';
import { notReadable } from './images/codecError.ts';
import { type ImageInfo, type ImageType, nameOf as typeName } from './images/imageTypes.ts';
import { headBytes, sniffHead } from './images/sniff/sniff.ts';
import { FileError, type FileStore } from './ports.ts';
import { messageOf } from './shared/errorText.ts';
import { formatBytes } from './shared/format.ts';
import { t } from './shared/l10n.ts';

/** What is known of an input before it is prepared. */
export interface Inspection {
  info: ImageInfo;
  byteLength: number;
}

export type InspectionOutcome = { ok: true; value: Inspection } | { ok: false; problem: string };

/** A header that is longer is damaged or hostile. */
const longestHead = 16 * 1024 * 1024;

/** Larger files are refused before anything is read: no provider takes them, and they would fill the memory. */
export const maxInputBytes = 256 * 1024 * 1024;

/** Types that neither the API nor the codec can read. */
const unreadable: readonly ImageType[] = ['bmp', 'ico'];

/**
 * Looks at an input's first bytes. Never believes the name. An SVG that was drawn has the drawing's
 * pixels and is an SVG still.
 */
export async function inspectInput(files: FileStore, input: EditInput): Promise<InspectionOutcome> {
  if (input.drawnAs !== undefined) {
    const drawn = await inspectInput(files, {
      name: input.name,
      source: { kind: 'stored', name: input.drawnAs },
    });
    return drawn.ok
      ? { ok: true, value: { ...drawn.value, info: { ...drawn.value.info, type: 'svg' } } }
      : drawn;
  }
  try {
    const { size, head } = await openInput(files, input);
    if (size === 0) return problem(t('{name} is empty. Choose another image.', { name: input.name }));
    if (size > maxInputBytes) {
      return problem(
        t('{name} has {size}; at most {most} can be read.', {
          name: input.name,
          size: formatBytes(size),
          most: formatBytes(maxInputBytes),
        }),
      );
    }
    let known = sniffHead(await head(Math.min(size, headBytes)), size);
    while (known.state === 'needsMore' && known.bytes <= longestHead) {
      known = sniffHead(await head(known.bytes), size);
    }
    if (known.state === 'unknown') {
      return problem(t('{name} is not an image of a known type, despite its name.', { name: input.name }));
    }
    if (known.state === 'foreign') {
      return problem(`${input.name}: ${notReadable(known.name, known.wayOut).message}`);
    }
    if (known.state !== 'known') {
      return problem(
        t('{name} begins like a picture of type {type} but is damaged. Restore or export it again.', {
          name: input.name,
          type: typeName(known.type),
        }),
      );
    }
    const { type } = known.info;
    if (unreadable.includes(type)) return problem(`${input.name}: ${notReadable(typeName(type)).message}`);
    return { ok: true, value: { info: known.info, byteLength: size } };
  } catch (error) {
    return problem(readProblem(input.name, error));
  }
}

/** Reads an input whole, as it is sent or prepared: the drawn picture of an SVG in its place. */
export function readInput(files: FileStore, input: EditInput): Promise<Uint8Array> {
  if (input.drawnAs !== undefined) return files.readStored(input.drawnAs);
  return input.source.kind === 'stored'
    ? files.readStored(input.source.name)
    : files.read(input.source.uri, maxInputBytes);
}

/** A sentence for a file that could not be read. */
export function readProblem(name: string, error: unknown): string {
  if (error instanceof FileError) {
    if (error.code === 'notFound')
      return t('{name} is gone. Put the file back, or choose another one.', { name });
    if (error.code === 'noPermission') return t("{name} can't be read: permission denied.", { name });
    if (error.code === 'isFolder') return t('{name} is a folder. Choose an image.', { name });
    if (error.code === 'tooLarge')
      return t("{name} is larger than {size} and can't be read.", { name, size: formatBytes(maxInputBytes) });
  }
  return t("{name} can't be read: {reason}.", { name, reason: messageOf(error) });
}

async function openInput(files: FileStore, input: EditInput) {
  const { source } = input;
  if (source.kind === 'stored') {
    const bytes = await files.readStored(source.name);
    return { size: bytes.byteLength, head: async (length: number) => bytes.subarray(0, length) };
  }
  const { size } = await files.stat(source.uri);
  return { size, head: (length: number) => files.readRange(source.uri, 0, length) };
}

const problem = (sentence: string): InspectionOutcome => ({ ok: false, problem: sentence });
