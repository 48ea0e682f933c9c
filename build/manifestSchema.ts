import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestJsonSchema } from '../src/core/assets/manifest/jsonSchema.ts';

/** Writes the schema of the docs manifest for editors that check YAML by a JSON schema. */
const file = join(import.meta.dirname, '../media/manifest.schema.json');
await writeFile(file, `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
