import * as z from 'zod/mini';
import { manifestSchema } from './schema.ts';

/**
 * The schema for editors that check YAML by a JSON schema. It is written to `media/manifest.schema.json`, and what
 * runs reads it from there: making it takes more code than all the rest of the manifest.
 */
export const manifestJsonSchema = (): object => ({
  ...z.toJSONSchema(manifestSchema, {
    io: 'input',
    // Keys of people's own are passed over.
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'object') jsonSchema.patternProperties = { '^x-': {} };
    },
  }),
  title: 'Docs assets of Nano Banana',
});
