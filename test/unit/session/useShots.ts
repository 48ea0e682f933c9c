import { EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';

/**
 * A fixture for each test of a `describe`, and the screenshot that its sessions edit.
 * @param enter is given both before each test
 * @param key the one that the provider wants; without it, none
 * @returns puts the screenshot into the fixture under these names, and gives their URIs
 */
export function useShots(
  enter: (fixture: EditingFixture, png: Uint8Array) => void,
  key?: string,
): (...names: string[]) => Promise<string[]> {
  let fixture: EditingFixture;
  let png: Uint8Array;
  before(async () => {
    png = await bytesOf(marked(320, 180).png());
  });
  useCodecFixture(
    (codec) => EditingFixture.open(codec, key),
    (opened) => {
      fixture = opened;
      enter(fixture, png);
    },
  );
  return (...names) => Promise.all(names.map((name) => fixture.put(name, png)));
}
