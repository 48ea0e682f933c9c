import type { Size } from '../../../images/imageTypes.ts';
import type { AspectRatio } from '../../../shared/options.ts';

/*
 * The words that APIYI's pages give for the start of a prompt, as they stand there, with the pixels that it saw
 * (summer of 2026). They guide the model and command nothing.
 */
const shapes: Readonly<Partial<Record<AspectRatio, { words: string; seen: Size }>>> = {
  '16:9': { words: '横版 16:9', seen: { width: 1672, height: 941 } },
  '9:16': { words: '竖屏 9:16', seen: { width: 941, height: 1672 } },
  '4:3': { words: '4:3', seen: { width: 1448, height: 1086 } },
  '3:4': { words: '3:4', seen: { width: 1086, height: 1448 } },
  '3:2': { words: '3:2 尺寸', seen: { width: 1536, height: 1024 } },
  '2:3': { words: '2:3 尺寸', seen: { width: 1024, height: 1536 } },
  '1:1': { words: '1024×1024 square', seen: { width: 1254, height: 1254 } },
};

/** The ratios that can be wished for. */
export const wordedRatios: readonly AspectRatio[] = ['1:1', '2:3', '3:2', '3:4', '4:3', '9:16', '16:9'];

export const seenPixels = (ratio: AspectRatio): Size => shapes[ratio]?.seen ?? { width: 1254, height: 1254 };

/** A prompt with the wish for a shape before it. */
export const withShape = (prompt: string, ratio: AspectRatio | undefined): string => {
  const words = ratio && shapes[ratio]?.words;
  return words === undefined ? prompt : `${words}\n${prompt}`;
};
