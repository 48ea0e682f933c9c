/** A part of the picture as fractions of its width and height. */
interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Edit =
  | { kind: 'blur' | 'grayscale' | 'invert' | 'brighter' | 'darker' }
  | { kind: 'rotate'; degrees: number }
  | { kind: 'tint'; colour: string }
  | { kind: 'caption'; text: string };

/** What the stand-in understood of an instruction. */
export interface Instruction {
  edits: Edit[];
  /** Where the edits apply; undefined is everywhere. `background` is everything but the middle. */
  region?: Region | 'background';
}

const colours: Readonly<Record<string, string>> = {
  red: '#d9342b',
  orange: '#f08a24',
  yellow: '#f2c41d',
  green: '#3c9d4e',
  teal: '#1c9a94',
  blue: '#2f6fde',
  purple: '#7d4bd1',
  pink: '#e0569b',
  brown: '#8a5a33',
  sepia: '#a9825a',
};

const simple: readonly [RegExp, 'blur' | 'grayscale' | 'invert' | 'brighter' | 'darker'][] = [
  [/\bblur/i, 'blur'],
  [/\bgr[ae]y ?scale\b|\bblack[ -]and[ -]white\b|\bmonochrome\b/i, 'grayscale'],
  [/\binvert|\bnegative\b/i, 'invert'],
  [/\bbrighte[rn]|\blighter\b/i, 'brighter'],
  [/\bdarke[rn]/i, 'darker'],
];

/**
 * Finds the edits an English instruction asks for: blur, grayscale / black and white, invert, brighter, darker,
 * rotate (90, 180, 270, left), tint with a colour's name or `#rrggbb`, caption "text"; and where: background, left /
 * right / top / bottom half, top left corner and so on.
 */
export function readPrompt(prompt: string): Instruction {
  const words = prompt.replace(/["“][^"”]*["”]/g, '""');
  const edits: Edit[] = simple.flatMap(([pattern, kind]) => (pattern.test(words) ? [{ kind }] : []));
  if (/\brotat/i.test(words)) {
    const asked = Number(/\b(90|180|270)\b/.exec(words)?.[1] ?? 90);
    edits.push({ kind: 'rotate', degrees: asked === 90 && /\bleft\b|counter/i.test(words) ? 270 : asked });
  }
  const tint = new RegExp(
    `\\btint\\w*\\b.*?(#[0-9a-f]{6}|\\b(?:${Object.keys(colours).join('|')})\\b)`,
    'is',
  ).exec(words)?.[1];
  if (tint !== undefined) {
    edits.push({ kind: 'tint', colour: colours[tint.toLowerCase()] ?? tint });
  }
  const caption = /\bcaption\b[^"“]*["“]([^"”]+)["”]/i.exec(prompt)?.[1];
  if (caption !== undefined) {
    edits.push({ kind: 'caption', text: caption });
  }
  const region = readRegion(words);
  return { edits, ...(region && { region }) };
}

function readRegion(words: string): Instruction['region'] {
  if (/\bbackground\b/i.test(words)) {
    return 'background';
  }
  const [, vertical, side] = /\b(top|upper|bottom|lower)[ -](left|right)\b/i.exec(words) ?? [];
  if (vertical !== undefined && side !== undefined) {
    return {
      left: /left/i.test(side) ? 0 : 0.65,
      top: /top|upper/i.test(vertical) ? 0 : 0.71,
      width: 0.35,
      height: 0.29,
    };
  }
  const half = /\b(left|right|top|upper|bottom|lower)\s+half\b/i.exec(words)?.[1]?.toLowerCase();
  switch (half) {
    case 'left':
      return { left: 0, top: 0, width: 0.5, height: 1 };
    case 'right':
      return { left: 0.5, top: 0, width: 0.5, height: 1 };
    case 'top':
    case 'upper':
      return { left: 0, top: 0, width: 1, height: 0.5 };
    case 'bottom':
    case 'lower':
      return { left: 0, top: 0.5, width: 1, height: 0.5 };
    default:
      return undefined;
  }
}
