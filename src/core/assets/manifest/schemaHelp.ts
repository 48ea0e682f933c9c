import written from '../../../../media/manifest.schema.json' with { type: 'json' };
import type { Path } from '../yaml/yamlText.ts';

/** What an editor can say of a place in a manifest. */
export interface SchemaHelp {
  description: string | undefined;
  /** The keys that can stand within it, each with what it is for. */
  keys: { name: string; description: string | undefined; required: boolean }[];
  /** The values that it can have, where they are a closed set. */
  values: string[];
}

interface JsonSchema {
  description?: string;
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  enum?: readonly unknown[];
  const?: unknown;
  type?: string | readonly string[];
}

/**
 * The schema's word on a place: for hovers (`description`) and completion (`keys`, `values`).
 */
export function helpAt(path: Path): SchemaHelp | undefined {
  let held: JsonSchema | undefined = written;
  for (const step of path) held = held && stepInto(held, step);
  if (held === undefined) return undefined;
  const { properties = {}, required = [] } = held;
  return {
    description: held.description,
    keys: Object.entries(properties).map(([name, { description }]) => ({
      name,
      description,
      required: required.includes(name),
    })),
    values: valuesOf(held),
  };
}

/** The keys that are known at a place. */
export const keysAt = (path: Path): string[] => helpAt(path)?.keys.map(({ name }) => name) ?? [];

function stepInto(schema: JsonSchema, step: PropertyKey): JsonSchema | undefined {
  if (typeof step === 'number') return schema.items;
  const named = schema.properties?.[String(step)];
  if (named) return named;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function valuesOf(schema: JsonSchema): string[] {
  const own = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const all = [...own, ...(schema.anyOf ?? []).flatMap(valuesOf)].map(String);
  if (schema.type === 'boolean') all.push('true', 'false');
  return [...new Set(all)];
}
