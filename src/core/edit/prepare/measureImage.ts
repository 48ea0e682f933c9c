import { inspectInput } from '../../inspect.ts';
import type { FileStore } from '../../ports.ts';
import { nameOf } from '../../uris.ts';

/** What readers load of an image. Width and height are undefined where the bytes don't tell, and for drawings. */
export interface MeasuredImage {
  bytes: number;
  width: number | undefined;
  height: number | undefined;
}

/** Undefined where there is no such file. */
export async function measureImage(files: FileStore, uri: string): Promise<MeasuredImage | undefined> {
  try {
    const { size } = await files.stat(uri);
    const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
    const info = inspected.ok ? inspected.value.info : undefined;
    // A drawing is as sharp at every size: its pixels say nothing of what readers load.
    const isDrawing = info === undefined || info.type === 'svg';
    return {
      bytes: size,
      width: isDrawing ? undefined : info.width,
      height: isDrawing ? undefined : info.height,
    };
  } catch {
    // It went away meanwhile.
    return undefined;
  }
}
