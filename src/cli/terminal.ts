/** Signs that a terminal takes for orders, or that turn the order of what is read; but for the ends of lines and tabs. */
const orders = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text for a terminal. Names and prompts come out of files that somebody else wrote: what in them would move the
 * cursor, colour or clear the screen, or show a name backwards is spelled out.
 */
export const forTerminal = (text: string): string =>
  text.replace(orders, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

/** Prints lines to where results go. */
export const say = (text: string): void => void process.stdout.write(`${forTerminal(text)}\n`);

/** Prints lines to where problems go. */
export const complain = (text: string): void => void process.stderr.write(`${forTerminal(text)}\n`);
