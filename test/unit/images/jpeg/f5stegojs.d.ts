/** Only what is used: its reader of coefficients. */
declare module 'f5stegojs' {
  export default class F5Stego {
    /** @param key anything; @param maxPixels of a picture, and four times as many bytes of memory */
    constructor(key: readonly number[], maxPixels: number);
    parse(bytes: Uint8Array): this;
    frame: {
      progressive: boolean;
      components: {
        blocksPerLine: number;
        blocksPerColumn: number;
        blocksPerLineForMcu: number;
        /** 64 for each block in zigzag order; the first of them is in `blocksDC`. */
        blocks: Int16Array;
        blocksDC: Int16Array;
      }[];
    };
  }
}
