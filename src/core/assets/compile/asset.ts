import type { OptionKey } from '../../askedOptions.ts';
import type { TargetType } from '../../editRequest.ts';
import type { Size } from '../../images/imageTypes.ts';
import type { EditOptions } from '../../shared/options.ts';
import type { WrittenRegion } from '../../shared/region/writtenRegion.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Values } from './variables.ts';

interface AssetInput {
  /** As the manifest names it, variables filled in. */
  path: string;
  uri: string;
}

/** The options of an asset: all that decide on the file itself. */
type AssetOption = Exclude<OptionKey, 'partialImages' | 'imageOnly' | 'includeThoughts'> | 'keepTransparency';

/** One image of the docs: where it lies and how it is made. An entry with variants gives several. */
export interface Asset {
  /** URI of the file, which tells assets apart. */
  uri: string;
  /** The same relative to the workspace folder, for people. */
  name: string;
  type: TargetType;
  /** Variables filled in. */
  prompt: string;
  inputs: AssetInput[];
  /** Undefined: the one of the settings, whichever that is. */
  model: string | undefined;
  options: Pick<EditOptions, AssetOption>;
  /** What a whole build asks for where the manifest names nothing; a change of it is no reason to build anew. */
  usual?: Partial<Asset['options']> | undefined;
  /** The exact size of the file; undefined: as the edited image, or as it comes. */
  pixels: Size | undefined;
  /** Where the first input may change; undefined: everywhere. */
  region: WrittenRegion | undefined;
  /** The variant's values. */
  variant: Values;
  manifest: Manifest;
  /** Of the entry in the manifest's list. */
  index: number;
}
