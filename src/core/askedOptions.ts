import type { EditOptions } from './shared/options.ts';

/** What is asked of a model, as far as its capabilities decide it. What is absent, `auto` or empty is not asked. */
export type AskedOptions = {
  [Key in OptionKey]?: EditOptions[Key] | undefined;
};

/** The options that not every model takes. */
export type OptionKey =
  | 'aspectRatio'
  | 'size'
  | 'thinking'
  | 'quality'
  | 'complexity'
  | 'background'
  | 'format'
  | 'partialImages'
  | 'imageOnly'
  | 'includeThoughts';

/** The inputs of a request, as far as they are known. */
export interface AskedInputs {
  count: number;
  /** MIME types, in their order. */
  types?: readonly string[];
}

/** Something that a model can't take. */
export interface Violation {
  key: OptionKey | 'model' | 'inputs';
  /** Of the failure where it is found when sending: `request.badSize`. */
  code: string;
  /** What is wrong, as a sentence. */
  fault: string;
  /** The same with what to do instead. */
  sentence: string;
  /** Whether another model may take it, or other inputs or options have to be chosen. */
  remedy: 'model' | 'inputs' | 'options';
}
