import { fail, type Outcome, succeed } from '../shared/failure.ts';

const longestKey = 4096;

const refuse = (code: string, sentence: string): Outcome<never> =>
  fail({ code: `key.${code}`, sentence, nextSteps: [], billed: 'no' });

/**
 * A key as it was pasted, without what surrounds it. Refused is only what no header can carry or what is
 * surely not a key alone: providers change how their keys begin and how long they are.
 */
export function readKey(pasted: string): Outcome<string> {
  const key = pasted.trim();
  if (key === '') return refuse('empty', 'Paste the key, or press Escape to leave everything as it is.');
  if (/\s/.test(key))
    return refuse('spaces', 'A key has no spaces or line breaks in it. Copy the key alone.');
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return refuse(
      'characters',
      'A key has plain letters, digits and signs only. Copy it again from its page.',
    );
  }
  if (key.length > longestKey) return refuse('tooLong', 'This is too long for a key. Copy the key alone.');
  return succeed(key);
}
