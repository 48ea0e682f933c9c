import type { Size } from './align.ts';
import type { Pane } from './camera.ts';

type Room = Required<Pick<Pane, 'above' | 'below'>>;

/** What the bar of tools takes at the top of the stage, and a caption at the lower edge of a pane, in CSS pixels; `panes.ts` has them too. */
const leastRoom: Room = { above: 38, below: 22 };
/** From the edges of the stage to the tools, and to what is said above the captions. */
const insets: Room = { above: 4, below: 34 };
/** In a pane that is lower than this the picture has all of it. */
const leastRoomy = 110;
/** What tools and words leave to a picture, whatever they have to say. */
const leastPicture = 40;

/**
 * The room that tools and words keep free of a picture. It grows with them and does not shrink when they go: a
 * picture that is looked at moves as seldom as can be.
 */
export class ToolRoom {
  #taken: Room = leastRoom;

  /** For another picture, another size of the stage, or at will: what is not there any more takes no room. */
  forget(): void {
    this.#taken = leastRoom;
  }

  /**
   * @param height of the pane, in CSS pixels
   * @param tools height of the bar of tools, with all its lines; 0: it is not there
   * @param words height of what is said below the picture; 0: nothing is
   */
  take(height: number, tools: number, words: number): Room {
    if (height < leastRoomy) return { above: 0, below: 0 };
    const { above, below } = this.#taken;
    this.#taken = {
      above: Math.max(above, tools > 0 ? tools + insets.above : 0),
      below: Math.max(below, words > 0 ? words + insets.below : 0),
    };
    const fits = (room: Room) => height - room.above - room.below >= leastPicture;
    const withTools = { ...this.#taken, below: leastRoom.below };
    return [this.#taken, withTools].find(fits) ?? leastRoom;
  }
}

export const isSameSize = (one: Size, other: Size): boolean =>
  one.width === other.width && one.height === other.height;
