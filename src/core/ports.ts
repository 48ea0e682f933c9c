import type { ImageSink } from './api/answer/response.ts';
import type { Size } from './images/imageTypes.ts';

/** Why a file operation did not work, in terms that all file systems share. */
export type FileErrorCode =
  | 'notFound'
  | 'isFolder'
  | 'noSpace'
  | 'noPermission'
  | 'readOnly'
  | 'nameTooLong'
  | 'tooLarge'
  | 'other';

export class FileError extends Error {
  readonly code: FileErrorCode;

  constructor(code: FileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileError';
    this.code = code;
  }
}

/** A file of the extension's own storage into which a result streams; it stays until it is removed. */
export interface ScratchFile extends ImageSink {
  /** Its name in the storage, for the journal. */
  readonly name: string;
  /** Bytes written so far. */
  readonly byteLength: number;
  /** Whether it is still there after a restart: false where no disk took it, and it is held in memory. */
  readonly lasts: boolean;
}

/**
 * The only way to files. Workspace files are named by URI strings of any scheme, files of the
 * extension's own storage by plain names. Every method rejects with a `FileError`.
 */
export interface FileStore {
  /** Size in bytes, modification time in milliseconds since 1970. */
  stat(uri: string): Promise<{ size: number; mtime: number }>;
  /** The whole file; `tooLarge` above `maxBytes`. */
  read(uri: string, maxBytes: number): Promise<Uint8Array>;
  /** Up to `length` bytes from `offset`; fewer at the end. Where the file system has no range reads, the whole file is read. */
  readRange(uri: string, offset: number, length: number): Promise<Uint8Array>;
  /** The first bytes of a file and its size, in one go: for a look at many files. */
  readHead(uri: string, length: number): Promise<{ bytes: Uint8Array; size: number }>;
  /** The whole file in pieces, for sending without holding it. */
  open(uri: string): AsyncIterable<Uint8Array>;
  /** False only where the file system is known to be read-only, or has no place beside a file (untitled, git). */
  isWritable(uri: string): boolean;
  exists(uri: string): Promise<boolean>;
  /** The names in a folder; undefined where there is no such folder. What a symbolic link leads to is not asked. */
  list(folder: string): Promise<ReadonlyMap<string, 'file' | 'folder' | 'other'> | undefined>;
  /**
   * Where a file or folder really lies: symbolic links are followed, of what isn't there yet those of the folders
   * above it. A link that leads nowhere rejects. File systems without links give the URI back.
   */
  followLinks(uri: string): Promise<string>;
  /**
   * Creates `uri` from bytes, with the missing folders above it. False when something is there already:
   * nothing is ever overwritten, also not with many calls at once. A half-written file never stays.
   */
  createExclusively(uri: string, bytes: Uint8Array): Promise<boolean>;
  /**
   * Replaces the content of a file that is there; `notFound` without one. On the disk it is the old or the new
   * content, whole, at every moment, and a symbolic link goes on leading to the file. Other file systems may
   * break off half-way: whoever calls has made a backup first.
   */
  replace(uri: string, bytes: Uint8Array): Promise<void>;
  /**
   * Takes a file away, into the system's trash where there is one. Its bytes are in the storage first, and stay
   * there: creating the file from them again is the way back.
   * @returns their name in the storage
   */
  trash(uri: string): Promise<string>;

  /** Bytes that the storage's disk can still take; undefined where that is not known. Never rejects. */
  room(): Promise<number | undefined>;
  /** A new file in the storage. The suffix tells what it is for: `img`, `png`. */
  createScratch(suffix: string): Promise<ScratchFile>;
  readStored(name: string): Promise<Uint8Array>;
  /** URI of a stored file, for programs outside. */
  storedUri(name: string): string;
  /** Writes or replaces a stored file at once: it is whole or as before. */
  writeStored(name: string, bytes: Uint8Array): Promise<void>;
  /** When a stored file was last written, in milliseconds since 1970. */
  storedAt(name: string): Promise<number>;
  /** Names in the storage that begin with `prefix`. */
  listStored(prefix: string): Promise<string[]>;
  /** Removes a stored file; nothing happens when it is gone already. */
  removeStored(name: string): Promise<void>;
}

/** Keys, one for each origin; a secret of a header has the origin and its name, as `secretId` puts them. */
export interface Secrets {
  keyFor(origin: string): Promise<string | undefined>;
}

/** The values of the settings, checked; what is not valid has its default. */
export interface SettingsValues {
  /** `recorded` comes from no setting: it is what a panel without a key is given. */
  provider: 'apiyi' | 'google' | 'openai' | 'custom' | 'recorded';
  customBaseUrl: string;
  customAuth: 'bearer' | 'x-goog-api-key' | 'none';
  /** What the custom endpoint speaks. */
  customProtocol?: 'any' | 'gemini' | 'openai-images';
  /** Further headers of the custom endpoint by name. */
  customHeaders?: Readonly<Record<string, string>>;
  /** Empty: the provider's default. */
  model: string;
  defaultAspectRatio: string;
  defaultSize: string;
  defaultThinking: string;
  outputFileName: string;
  outputFormat: 'source' | 'asReturned' | 'png' | 'jpeg' | 'webp' | 'avif';
  /** Where a result says how it was made. */
  outputRecord: 'embedded' | 'sidecar' | 'none';
  /** Whether a result gets its source's metadata. */
  outputMetadata: 'keep' | 'strip';
  /** What becomes of several results of one request: drafts until the person keeps one, or all are saved. */
  outputVariants: 'choose' | 'saveAll';
  /** 0: by model and size. */
  timeoutSeconds: number;
  maxConcurrentRequests: number;
  /** USD. */
  confirmAboveCost: number;
  billing: 'perCall' | 'perToken';
  /** Whether the status bar shows running jobs and the day's spending. */
  statusBar: boolean;
  /** Above which images of a document there is a line with what can be done. */
  markdownCodeLens: 'all' | 'missing' | 'off';
}

export interface Settings {
  /** The values in force for a file or folder; without one, for the window. */
  read(uri?: string): SettingsValues;
  /** The person's own values, as if the workspace said nothing. */
  readOwn(): SettingsValues;
}

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** An SVG as a browser draws it. */
export interface DrawnSvg {
  png: Uint8Array;
  /** The browser's name, for the person. */
  by: string;
}

/** A browser that draws what the codec would draw otherwise, where there is no page that could. */
export interface SvgRenderer {
  /** Why there is none, in words to follow "and"; undefined when there is one. */
  missing(): Promise<string | undefined>;
  /** A PNG of exactly these pixels. Rejects with a `CodecError`, or with the signal's reason. */
  draw(svg: Uint8Array, size: Size, signal: AbortSignal): Promise<DrawnSvg>;
}
