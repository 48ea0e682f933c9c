/** The pictures that one panel's page may load: copies in a folder of its own. */
export interface Previews {
  /** Puts a picture there and gives its name in the folder: which address that has is up to the window that shows it. */
  put(bytes: Uint8Array, extension: string): Promise<string>;
  /** Removes the folder with all that is in it. */
  clear(): Promise<void>;
}
