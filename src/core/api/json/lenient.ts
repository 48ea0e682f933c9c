import type { JsonValue } from './jsonValue.ts';

/*
 * Providers and the gateways before them leave levels out, send null for them, and spell keys in
 * camelCase or snake_case. These read a value without believing anything about its shape.
 */

/** The value at a key given in camelCase, also where it is spelled in snake_case. Null counts as absent. */
export function field(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  if (found !== undefined && found !== null) return found;
  const snake = snakeCaseOf(key);
  return snake !== key && Object.hasOwn(value, snake) ? (value[snake] ?? undefined) : undefined;
}

/** A key given in camelCase, in all its spellings. */
export const spellingsOf = (key: string): string[] => [key, snakeCaseOf(key)];

/** The keys that are asked for are a few, and an answer may have a million values. */
const snakeCases = new Map<string, string>();

function snakeCaseOf(key: string): string {
  let snake = snakeCases.get(key);
  if (snake === undefined) {
    snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snakeCases.set(key, snake);
  }
  return snake;
}

export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A count, also when it comes as text, as 64-bit numbers do in Google's JSON. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}
