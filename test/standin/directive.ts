import { allBehaviours, type Behaviour } from './behaviours.ts';
import { invalid } from './refusal.ts';

const known = new Map(allBehaviours.map(({ name, behaviour }) => [name, behaviour]));

/**
 * Reads `[standin: error=429 delay=2000]` out of a prompt, for trying things by hand. Any `name` of the list of
 * behaviours can stand there, several with spaces between; `size=WxH`, `delay=ms` and `displace=X,Y` take any figures.
 *
 * @returns the prompt without the directive, and what it asks for
 * @throws {Refusal} for a word that is not known, so that a slip of the pen shows
 */
export function readDirective(prompt: string): { prompt: string; behaviour: Behaviour } {
  let behaviour: Behaviour = {};
  const rest = prompt.replace(/\[standin:([^\]]*)\]/gi, (_, words: string) => {
    for (const word of words.split(/\s+|,\s+/).filter(Boolean)) {
      behaviour = { ...behaviour, ...readWord(word) };
    }
    return '';
  });
  return { prompt: rest.trim(), behaviour };
}

function readWord(word: string): Behaviour {
  const size = /^size=(\d{1,5})x(\d{1,5})$/.exec(word);
  if (size) {
    return { size: { width: Number(size[1]), height: Number(size[2]) } };
  }
  const delay = /^delay=(\d{1,7})$/.exec(word);
  if (delay) {
    return { delay: Number(delay[1]) };
  }
  const displaced = /^displace=(-?\d{1,2}),(-?\d{1,2})$/.exec(word);
  if (displaced) {
    return { displace: { x: Number(displaced[1]), y: Number(displaced[2]) } };
  }
  const behaviour = known.get(word);
  if (!behaviour) {
    throw invalid(`Unknown stand-in directive "${word}". See: node test/standin/main.ts --list`);
  }
  return behaviour;
}
