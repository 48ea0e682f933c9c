import type { EditInput } from '../core/editRequest.ts';
import type { EditOptions } from '../core/shared/options.ts';
import type { Markup, Region } from '../core/shared/region/region.ts';
import type { ResultTarget } from './resultTarget.ts';

/** How the panel was when an image was made: it opens like this again. */
export interface EarlierEdit {
  prompt: string;
  options: EditOptions;
  inputs: readonly EditInput[];
  /** Index of the edited image; -1 without inputs. */
  editedIndex: number;
  /** Where the edited image might change; undefined: everywhere. */
  region?: Region | undefined;
  /** The marks on it that told the model where and what. */
  markup?: Markup | undefined;
  /** URI string of the folder for a new image, and for inputs that are no files. */
  folder: string;
}

/** What a command asks of the panels: which images to edit, or where a new image goes. */
export type OpenRequest =
  /** `uris`: URI strings of images, the one clicked first. */
  | { kind: 'edit'; uris: readonly string[]; prompt?: string; target?: ResultTarget }
  /** `folder`: URI string of the folder for the new image; undefined: the person is asked. */
  | { kind: 'generate'; folder: string | undefined; prompt?: string; target?: ResultTarget }
  /** The sample, with answers that came along: no key, nothing is sent. */
  | { kind: 'recorded'; uri: string }
  | { kind: 'again'; earlier: EarlierEdit; target?: ResultTarget };

/** A result that an open panel lists. What is done to it is done there, so that the panel knows of it. */
export interface ListedResult {
  /** Saves a draft; false when it was not saved. */
  keep(): Promise<boolean>;
  /** Saves what could not be saved where the person says; false when nobody said where. */
  save(): Promise<boolean>;
  /**
   * Takes it away.
   * @returns what brings it back, with the reason where that is not possible; undefined when it is still there
   */
  discard(): Promise<(() => Promise<string | undefined>) | undefined>;
}

export type MeantResult = { id: string } | { uri: string } | { jobId: string };

/** Knows what the open panels list. */
export interface PanelResults {
  /** @param meant its id, the URI of its file, or the job whose result is not saved */
  listed(meant: MeantResult): ListedResult | undefined;
}

/** Opens panels; what commands know of them. */
export interface Panels {
  open(request: OpenRequest): Promise<void>;
}
