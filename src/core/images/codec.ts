import type { CodecWorker } from './codecLane.ts';
import type { CodecOperation, CodecOperations, CodecPictures, FinishRequest } from './codecProtocol.ts';
import { CodecQueue } from './codecQueue.ts';
import { sniff } from './sniff/sniff.ts';

export { CodecError } from './codecError.ts';
export type { CodecWorker } from './codecLane.ts';
export type * from './codecProtocol.ts';
export { needsPreparation } from './preparation.ts';

export interface CodecDeps {
  /** Starts the WebAssembly build, which runs everywhere. */
  startWorker: () => CodecWorker;
  /** Starts the native build where there is one. It is given up as soon as it breaks. */
  startNative?: () => CodecWorker | undefined;
  /** Calls back after a while, once; returns what calls it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void;
  /** Takes a line for the log: what the codec says of a picture that it could not read or make. */
  tell?: (line: string) => void;
  /** How long a worker is kept without work. */
  idleMs?: number;
  /** How long one call may take. */
  callMs?: number;
  /** Pictures with more pixels are refused; memory grows by 4 to 8 bytes for each. */
  maxPixels?: number;
  /** After a picture with more pixels a worker ends as soon as nothing waits: its memory never shrinks. */
  largePixels?: number;
  /** How many pictures are worked on at once, at most. */
  mostWorkers?: number;
  /** And how many pixels they may have together, where it is more than one. */
  pixelsAtOnce?: number;
}

/** Each operation runs in a worker; it fails with a `CodecError`, or with the signal's reason. */
type CodecCalls = {
  [Name in CodecOperation]: (
    request: CodecOperations[Name]['request'],
    signal?: AbortSignal,
  ) => Promise<CodecOperations[Name]['answer']>;
};

export interface Codec extends CodecCalls {
  /** The same, for what nobody looks at: it waits until there is nothing else to do. */
  background: CodecCalls;
  /**
   * Starts a worker where there is none, and has it do all that only its first picture has to wait for. Never rejects.
   */
  warm(): Promise<void>;
  /** Ends the workers and fails what is pending. */
  dispose(): void;
}

/** Pictures with more pixels are neither decoded nor shown. */
export const mostPixels = 100_000_000;

const defaults = {
  startNative: () => undefined,
  tell: () => {},
  idleMs: 20_000,
  callMs: 120_000,
  maxPixels: mostPixels,
  largePixels: 8_000_000,
  mostWorkers: 1,
  pixelsAtOnce: 24_000_000,
};

/** The main thread's side of the image codec. A worker starts at the first call, not before. */
export function createCodec(deps: CodecDeps): Codec {
  const queue = new CodecQueue({ ...defaults, ...deps });
  const calls = (isBackground: boolean): CodecCalls => {
    const operation =
      <Name extends CodecOperation>(name: Name) =>
      (request: CodecOperations[Name]['request'], signal?: AbortSignal) => {
        const pixels = pixelsOf(request);
        const call = { operation: name, request, signal, isBackground, pixels };
        return queue.run(call) as Promise<CodecOperations[Name]['answer']>;
      };
    return {
      prepare: operation('prepare'),
      finish: operation('finish'),
      setIn: operation('setIn'),
      differing: operation('differing'),
      changedShare: operation('changedShare'),
      keyShares: operation('keyShares'),
      cutOut: operation('cutOut'),
      thumbnail: operation('thumbnail'),
      metadata: operation('metadata'),
      check: operation('check'),
    };
  };
  const background = calls(true);
  const warm = async () => {
    if (queue.isCold) await background.check({ bytes: Buffer.from(greyPixels, 'base64') }).catch(() => {});
  };
  return { ...calls(false), background, warm, dispose: () => queue.dispose() };
}

/** A JPEG of 8 x 8 pixels: decoding it starts all that decoding takes. */
const greyPixels =
  '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z';

/** How many pixels a call is about. */
function pixelsOf(request: CodecPictures & Pick<FinishRequest, 'restoring'>): number {
  const { bytes, alphaFrom, parts = [], restoring } = request;
  const made = restoring?.resize ?? { width: 0, height: 0 };
  return [bytes, ...(alphaFrom ? [alphaFrom] : []), ...parts.map((part) => part.bytes)]
    .map((picture) => sniff(picture) ?? { width: 0, height: 0 })
    .concat(made)
    .reduce((sum, { width, height }) => sum + width * height, 0);
}
