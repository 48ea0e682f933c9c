import { spelledOut } from '../core/shared/text.ts';

/** Prints lines to where results go. */
export const say = (text: string): void => void process.stdout.write(`${spelledOut(text)}\n`);

/** Prints lines to where problems go. */
export const complain = (text: string): void => void process.stderr.write(`${spelledOut(text)}\n`);
