import * as z from 'zod/mini';
import { detail, invalid, type Refusal } from './refusal.ts';

const blob = z.strictObject({
  mimeType: z.optional(z.string()),
  data: z.optional(z.string()),
  displayName: z.optional(z.string()),
});

const part = z.strictObject({
  text: z.optional(z.string()),
  inlineData: z.optional(blob),
  fileData: z.optional(z.strictObject({ mimeType: z.optional(z.string()), fileUri: z.optional(z.string()) })),
  functionCall: z.optional(z.looseObject({})),
  functionResponse: z.optional(z.looseObject({})),
  executableCode: z.optional(z.looseObject({})),
  codeExecutionResult: z.optional(z.looseObject({})),
  thought: z.optional(z.boolean()),
  thoughtSignature: z.optional(z.string()),
  videoMetadata: z.optional(z.looseObject({})),
  partMetadata: z.optional(z.looseObject({})),
  mediaResolution: z.optional(z.looseObject({})),
});

const content = z.strictObject({ role: z.optional(z.string()), parts: z.optional(z.array(part)) });

const generationConfig = z.strictObject({
  responseModalities: z.optional(z.array(z.string())),
  imageConfig: z.optional(
    z.strictObject({ aspectRatio: z.optional(z.string()), imageSize: z.optional(z.string()) }),
  ),
  thinkingConfig: z.optional(
    z.strictObject({
      thinkingLevel: z.optional(z.string()),
      includeThoughts: z.optional(z.boolean()),
      thinkingBudget: z.optional(z.number()),
    }),
  ),
  candidateCount: z.optional(z.number()),
  maxOutputTokens: z.optional(z.number()),
  temperature: z.optional(z.number()),
  topP: z.optional(z.number()),
  topK: z.optional(z.number()),
  seed: z.optional(z.number()),
  stopSequences: z.optional(z.array(z.string())),
  presencePenalty: z.optional(z.number()),
  frequencyPenalty: z.optional(z.number()),
  mediaResolution: z.optional(z.string()),
  responseMimeType: z.optional(z.string()),
});

const request = z.strictObject({
  contents: z.optional(z.array(content)),
  generationConfig: z.optional(generationConfig),
  systemInstruction: z.optional(content),
  safetySettings: z.optional(z.array(z.strictObject({ category: z.string(), threshold: z.string() }))),
  tools: z.optional(z.array(z.looseObject({}))),
  toolConfig: z.optional(z.looseObject({})),
  cachedContent: z.optional(z.string()),
  model: z.optional(z.string()),
  store: z.optional(z.boolean()),
});

export type GenerateRequest = z.infer<typeof request>;
export type RequestPart = z.infer<typeof part>;

const typeNames: Readonly<Record<string, string>> = {
  string: 'TYPE_STRING',
  boolean: 'TYPE_BOOL',
  number: 'TYPE_INT32',
};

/**
 * Reads a body by the exact field names of the request message. Both spellings of a name (`inlineData`,
 * `inline_data`) are taken, as Google does.
 *
 * @throws {Refusal} naming the first unknown field or wrong type at its path, in Google's words
 */
export function readShape(body: unknown): GenerateRequest {
  const parsed = request.safeParse(toCamel(body, []));
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  const path = snakePath(issue?.path ?? []);
  if (issue?.code === 'unrecognized_keys') {
    throw unknownName(issue.keys[0] ?? '', path);
  }
  const expected = issue?.code === 'invalid_type' ? issue.expected : '';
  throw invalidAt(path, `Invalid value at '${path}' (${typeNames[expected] ?? 'message'})`);
}

/** Google's words for a field that the message does not have; `path` is empty at the top. */
export function unknownName(name: string, path: string): Refusal {
  const place = path === '' ? '' : ` at '${path}'`;
  return invalidAt(path, `Invalid JSON payload received. Unknown name "${name}"${place}: Cannot find field.`);
}

/** `INVALID_ARGUMENT` with the field named in `BadRequest`. `path` in snake case, such as `generation_config.seed`. */
export function invalidAt(path: string, message: string): Refusal {
  return invalid(message, [
    detail('BadRequest', { fieldViolations: [{ field: path, description: message }] }),
  ]);
}

/** `['contents', 0, 'inlineData']` as `contents[0].inline_data`. */
function snakePath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${snakeName(String(step))}`))
    .join('')
    .replace(/^\./, '');
}

export const snakeName = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

function toCamel(value: unknown, path: readonly PropertyKey[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => toCamel(item, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const camel: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const key = name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
    if (key in camel) {
      throw invalidAt(snakePath([...path, key]), `Invalid JSON payload received. "${name}" is given twice.`);
    }
    camel[key] = toCamel(inner, [...path, key]);
  }
  return camel;
}
