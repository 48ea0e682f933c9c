import type { EditOptions } from '../shared/options.ts';

/** How the panel was when an image was made: it opens like this again. */
export interface EarlierEdit {
  prompt?: string;
  options?: EditOptions;
}

/** What a command asks of the panels: which images to edit, or where a new image goes. */
export type OpenRequest = EarlierEdit &
  (
    | {
        kind: 'edit';
        /** URI strings of images, the one clicked first. */
        uris: readonly string[];
        /** Index of the edited image, where it is not the first. */
        editedIndex?: number;
      }
    | {
        kind: 'generate';
        /** URI string of the folder for the new image; undefined: the person is asked. */
        folder: string | undefined;
      }
  );

/** Opens panels; what commands know of them. */
export interface Panels {
  open(request: OpenRequest): Promise<void>;
}
