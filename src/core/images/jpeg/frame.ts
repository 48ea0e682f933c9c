import { type Unfit, UnfitError } from './unfit.ts';

/** One channel of a picture, as its frame header tells it (ITU T.81, B.2.2 and A.1). */
export interface Component {
  id: number;
  /** Blocks of it in one MCU of an interleaved scan. */
  across: number;
  down: number;
  quantisation: number;
  /** Blocks that hold pixels of it: what a scan of this component alone has. */
  columns: number;
  rows: number;
  /** Blocks that interleaved scans have, with those that fill up the last MCUs. */
  codedColumns: number;
  codedRows: number;
  /** Picture pixels that one sample of it covers. */
  stepX: number;
  stepY: number;
}

/** How samples become pixels. */
export type Model = 'grey' | 'ycc' | 'rgb' | 'cmyk' | 'ycck';

export interface Frame {
  width: number;
  height: number;
  progressive: boolean;
  components: Component[];
  /** Pixels that one MCU of an interleaved scan covers. */
  mcuWidth: number;
  mcuHeight: number;
  mcusAcross: number;
  mcusDown: number;
}

/** Frame headers of coding that is not read here (ITU T.81, table B.1). */
const foreign: Readonly<Record<number, Unfit>> = {
  195: 'lossless',
  197: 'hierarchical',
  198: 'hierarchical',
  199: 'hierarchical',
  201: 'arithmetic',
  202: 'arithmetic',
  203: 'arithmetic',
  205: 'hierarchical',
  206: 'hierarchical',
  207: 'hierarchical',
};

/** SOF0 to SOF15 without the table segments DHT, JPG and DAC that lie between them. */
export const isFrameMarker = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** @param body of the frame header, without marker and length */
export function readFrame(marker: number, body: Uint8Array): Frame {
  const reason = foreign[marker];
  if (reason) throw new UnfitError(reason, `frame header ${marker.toString(16)}`);
  const byte = (at: number): number => {
    const value = body[at];
    if (value === undefined) throw new UnfitError('damaged', 'the frame header is too short');
    return value;
  };
  if (byte(0) !== 8) throw new UnfitError('bitDepth', `${byte(0)} bits`);
  const height = byte(1) * 256 + byte(2);
  const width = byte(3) * 256 + byte(4);
  // A height of 0 is told after the first scan; hardly a decoder takes it.
  if (width === 0 || height === 0) throw new UnfitError('damaged', 'a side of 0 pixels');
  const count = byte(5);
  if (count !== 1 && count !== 3 && count !== 4) throw new UnfitError('colours', `${count} components`);
  const told = Array.from({ length: count }, (_, index) => ({
    id: byte(6 + 3 * index),
    // A component alone is never interleaved, whatever its factors are (ITU T.81, A.2.2).
    across: count === 1 ? 1 : byte(7 + 3 * index) >> 4,
    down: count === 1 ? 1 : byte(7 + 3 * index) & 15,
    quantisation: byte(8 + 3 * index),
  }));
  if (new Set(told.map(({ id }) => id)).size !== count)
    throw new UnfitError('damaged', 'components of one name');
  for (const { across, down } of told) {
    if (across < 1 || across > 4 || down < 1 || down > 4) throw new UnfitError('damaged', 'sampling factors');
  }
  const most = {
    across: Math.max(...told.map(({ across }) => across)),
    down: Math.max(...told.map(({ down }) => down)),
  };
  const [mcuWidth, mcuHeight] = [8 * most.across, 8 * most.down];
  const [mcusAcross, mcusDown] = [Math.ceil(width / mcuWidth), Math.ceil(height / mcuHeight)];
  const components = told.map((one) => {
    const [stepX, stepY] = [most.across / one.across, most.down / one.down];
    if (!Number.isInteger(stepX) || !Number.isInteger(stepY)) {
      throw new UnfitError('sampling', `${one.across}x${one.down} of ${most.across}x${most.down}`);
    }
    return {
      ...one,
      stepX,
      stepY,
      columns: Math.ceil(Math.ceil(width / stepX) / 8),
      rows: Math.ceil(Math.ceil(height / stepY) / 8),
      codedColumns: mcusAcross * one.across,
      codedRows: mcusDown * one.down,
    };
  });
  const progressive = marker === 0xc2;
  return { width, height, progressive, components, mcuWidth, mcuHeight, mcusAcross, mcusDown };
}

/**
 * What the samples mean, by the rules that decoders share (libjpeg's `default_decompress_parms`).
 * @param adobe the transform flag of an Adobe segment (APP14), where there is one
 * @param jfif whether there is a JFIF segment (APP0)
 */
export function modelOf(frame: Frame, adobe: number | undefined, jfif: boolean): Model {
  const ids = frame.components.map(({ id }) => id);
  if (ids.length === 1) return 'grey';
  if (ids.length === 4) return adobe === 2 ? 'ycck' : 'cmyk';
  if (jfif) return 'ycc';
  if (adobe !== undefined) return adobe === 0 ? 'rgb' : 'ycc';
  return String.fromCharCode(...ids) === 'RGB' ? 'rgb' : 'ycc';
}
