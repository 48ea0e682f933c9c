/** What a command asks of the panels: which images to edit, or where a new image goes. */
export type OpenRequest =
  | {
      kind: 'edit';
      /** URI strings of images, the one clicked first. */
      uris: readonly string[];
    }
  | {
      kind: 'generate' /** URI string of the folder for the new image; undefined: the person is asked. */;
      folder: string | undefined;
    };

/** Opens panels; what commands know of them. */
export interface Panels {
  open(request: OpenRequest): Promise<void>;
}
