/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour of a backdrop that can be told from the subject, pixel by pixel. */
export interface KeyColour {
  /** As a model is asked for it. */
  name: string;
  hex: string;
  colour: Rgb;
  /** The channels that are full in it, and those that are empty. */
  full: readonly number[];
  empty: readonly number[];
}

const key = (name: string, colour: Rgb): KeyColour => ({
  name,
  hex: hexOf(colour),
  colour,
  full: [0, 1, 2].filter((channel) => colour[channel] === 255),
  empty: [0, 1, 2].filter((channel) => colour[channel] === 0),
});

/** Those to choose from: models paint the first ones most evenly. */
export const keyColours: readonly KeyColour[] = [
  key('green', [0, 255, 0]),
  key('magenta', [255, 0, 255]),
  key('blue', [0, 0, 255]),
  key('cyan', [0, 255, 255]),
  key('yellow', [255, 255, 0]),
  key('red', [255, 0, 0]),
];

function hexOf(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

/** The key colour of this hex value. */
export const keyOf = (hex: string): KeyColour | undefined => keyColours.find((one) => one.hex === hex);

/**
 * How much of a key colour is in a pixel: what its full channels have above its empty ones. Neutral colours have
 * none, whatever their brightness, and so neither shadows nor glass nor grey hair disturb it.
 */
export function keyShare({ full, empty }: KeyColour, pixels: ArrayLike<number>, at: number): number {
  let least = 255;
  for (const channel of full) least = Math.min(least, pixels[at + channel] ?? 0);
  let most = 0;
  for (const channel of empty) most = Math.max(most, pixels[at + channel] ?? 0);
  return least - most;
}

/** A pixel with more of a key colour would become half transparent by it. */
const harmful = 30;

/** For each key colour, the share of pixels, 0 … 1, that have much of it. @param pixels red, green and blue */
export function keyShares(pixels: Uint8Array): number[] {
  const count = Math.max(1, pixels.length / 3);
  return keyColours.map((one) => {
    let having = 0;
    for (let at = 0; at + 2 < pixels.length; at += 3) if (keyShare(one, pixels, at) > harmful) having += 1;
    return having / count;
  });
}

/** Words that ask for something of a colour, or of a thing that usually has it. */
const words: readonly RegExp[] = [
  /\b(?:green|lime|emerald|olive|mint|grass|lawn|leaf|leaves|plants?|trees?|forest|jungle|grün\w{0,12}|verte?s?|verdes?)\b/i,
  /\b(?:magenta|pink|purple|fuchsia|violet|lilac|rosa|lila|rose|violette?s?|morad[oa]s?)\b/i,
  /\b(?:blue|navy|azure|sky|ocean|sea|water|denim|blau\w{0,12}|bleue?s?|azul\w{0,12})\b/i,
  /\b(?:cyan|turquoise|teal|aqua|ice|türkis\w{0,12}|sky|water)\b/i,
  /\b(?:yellow|gold|golden|amber|lemon|bananas?|sun|sunny|gelb\w{0,12}|jaunes?|amarill[oa]s?)\b/i,
  /\b(?:red|crimson|scarlet|ruby|tomato|blood|fire|strawberr(?:y|ies)|rot|rote[rsn]?|rouges?|roj[oa]s?)\b/i,
];

/**
 * The key colour that pictures use least and that words don't speak of.
 * @param shares of each picture, as `keyShares` finds them
 */
export function chooseKey(prompt: string, shares: readonly (readonly number[])[]): KeyColour {
  const judged = keyColours.map((one, index) => ({
    one,
    named: words[index]?.test(prompt) === true,
    used: Math.max(0, ...shares.map((each) => each[index] ?? 0)),
  }));
  const free = judged.filter(({ named }) => !named);
  // Less than a tenth of a per cent is noise, and the order counts.
  const rounded = (used: number) => Math.round(used * 1000);
  const best = (free.length > 0 ? free : judged).reduce((first, other) =>
    rounded(other.used) < rounded(first.used) ? other : first,
  );
  return best.one;
}
