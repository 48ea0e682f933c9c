import * as z from 'zod/mini';
import {
  aspectRatios,
  backgrounds,
  complexities,
  madeFormats,
  qualities,
  sizeSchema,
  thinkingLevels,
} from '../../shared/options.ts';
import { writtenRegionSchema } from '../../shared/region/writtenRegion.ts';

/** The name of every manifest, wherever it lies in the workspace. */
export const manifestName = 'nano-banana.yaml';

/** The types that an asset can have; the ending of its output says which. */
export const assetFormats = ['png', 'jpeg', 'webp', 'avif', ...madeFormats] as const;

/** Longer prompts would not fit into the record that tells later whether they were changed. */
export const longestPrompt = 16_000;

const tell = z.describe;
const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/));
const scalar = z.union([z.string().check(z.maxLength(2000)), z.number(), z.boolean()]);
const path = z.string().check(z.minLength(1), z.maxLength(1000));

const variables = z
  .record(name, scalar)
  .check(
    tell(
      `Values by name, for \`\${name}\` in output, prompt and inputs. Those of an asset win over those of the defaults, and its variants over both.`,
    ),
  );

const choices = {
  model: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(200),
        z.regex(/^[A-Za-z0-9._:/@-]+$/),
        tell(
          'The id of the model. Without one, that of the settings is used and a change of it is no reason to build anew.',
        ),
      ),
  ),
  aspectRatio: z.optional(
    z
      .enum(['auto', ...aspectRatios])
      .check(
        tell(
          "The shape that is asked for. `auto`: that of `pixels` or of the first input, or the model's own choice.",
        ),
      ),
  ),
  size: z.optional(
    z
      .union([...sizeSchema._zod.def.options, z.literal(512)])
      .check(
        tell(
          'The tier that is asked for, or pixels as in `1536x1024` where the model draws any. `auto`: the smallest that covers `pixels` or the first input.',
        ),
      ),
  ),
  thinking: z.optional(
    z
      .enum(thinkingLevels)
      .check(tell('How long the model thinks, where it has levels. Without one, its own choice.')),
  ),
  quality: z.optional(
    z
      .enum(qualities)
      .check(
        tell('How carefully the picture is drawn, where the model has levels. It decides on the price.'),
      ),
  ),
  complexity: z.optional(
    z.enum(complexities).check(tell('How much the model thinks out before it draws, where it has levels.')),
  ),
  background: z.optional(
    z
      .enum(['auto', ...backgrounds])
      .check(
        tell(
          'What lies behind the subject. `auto`: the model’s own choice. `transparent`: for models without transparency it is worked out from a backdrop of one colour. `transparent-twice`: they are asked twice, on white and on black, which is exact and costs double. `opaque`: where the model can be told.',
        ),
      ),
  ),
  format: z.optional(
    z
      .enum(assetFormats)
      .check(
        tell(
          'The type of the file where the output has no ending. An ending decides by itself. `gif` and `svg` are made by models that can, and stay as they come.',
        ),
      ),
  ),
  pixels: z.optional(
    z
      .string()
      .check(
        z.regex(/^[1-9][0-9]{0,4}x[1-9][0-9]{0,4}$/),
        tell(
          'The exact size of the file, as in `1280x720`. What has another shape is cut around its middle.',
        ),
      ),
  ),
  keepTransparency: z.optional(
    z.boolean().check(tell('Whether the transparency of the first input is put back on the result.')),
  ),
};

export const assetSchema = z.strictObject({
  output: path.check(
    tell(
      'The file to make, relative to this manifest, with forward slashes. The ending says its type: png, jpg, webp or avif, or gif or svg where the model makes it.',
    ),
  ),
  prompt: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(longestPrompt),
      tell(`What the image shows, or what is changed in the inputs. \`\${name}\` stands for a variable.`),
    ),
  inputs: z.optional(
    z
      .array(path)
      .check(
        z.maxLength(16),
        tell(
          'Images that are sent along, relative to this manifest. The first one is edited, the others are references. May name the output of another asset.',
        ),
      ),
  ),
  ...choices,
  region: z.optional(
    writtenRegionSchema.check(
      tell(
        'Where the first input may change, as `{ x, y, width, height }` or a list of these: in its pixels, or as fractions of its width and height where no number is above 1. All other pixels stay as they are.',
      ),
    ),
  ),
  variables: z.optional(variables),
  variants: z.optional(
    z
      .record(name, z.array(scalar).check(z.minLength(1), z.maxLength(1000)))
      .check(
        tell(
          `Lists of values by name. One file is made for every combination, so the output has to name each of them, as in \`hero-\${theme}.png\`.`,
        ),
      ),
  ),
});

export const defaultsSchema = z.strictObject({ ...choices, variables: z.optional(variables) });

/** What a manifest says. Completion, hovers and the JSON schema for other editors come from here too. */
export const manifestSchema = z.strictObject({
  version: z.literal(1).check(tell('The version of this format: 1.')),
  defaults: z.optional(defaultsSchema.check(tell('What holds for every asset that does not say otherwise.'))),
  assets: z.array(assetSchema).check(tell('The images of the docs, and how each is made.')),
});

export type ManifestData = z.infer<typeof manifestSchema>;
export type AssetData = ManifestData['assets'][number];
