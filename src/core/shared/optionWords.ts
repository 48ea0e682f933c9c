import { type Sentence, say, sentence } from './l10n.ts';

/** What can be chosen for thinking, quality, complexity and background. */
const words: Readonly<Record<string, Sentence>> = {
  minimal: sentence('Minimal'),
  low: sentence('Low'),
  medium: sentence('Medium'),
  high: sentence('High'),
  max: sentence('Max'),
  auto: sentence('Auto'),
  transparent: sentence('Transparent'),
  opaque: sentence('Opaque'),
  // How transparency was made, as records say it.
  'made by the model': sentence('Made by the model'),
  'solved from two pictures, on white and on black': sentence(
    'Computed from two pictures, on white and on black',
  ),
};

/** An option's value in words: `High`. One that is not known begins with a capital letter. */
export function optionWord(value: string): string {
  const known = Object.hasOwn(words, value) ? words[value] : undefined;
  return known ? say(known) : value.charAt(0).toUpperCase() + value.slice(1);
}
