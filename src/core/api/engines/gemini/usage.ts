import type { Usage } from '../../answer/response.ts';
import type { JsonValue } from '../../json/jsonValue.ts';
import { field, listOf, numberOf, textOf } from '../../json/lenient.ts';

/** Google's names, then those of gateways that answer in OpenAI's form. */
const counts = {
  promptTokens: ['promptTokenCount', 'promptTokens', 'inputTokens'],
  candidatesTokens: ['candidatesTokenCount', 'completionTokens', 'outputTokens'],
  thoughtsTokens: ['thoughtsTokenCount'],
  totalTokens: ['totalTokenCount', 'totalTokens'],
  cachedTokens: ['cachedContentTokenCount'],
  toolUseTokens: ['toolUsePromptTokenCount'],
} as const;

/** The usage of an answer, or undefined when it has none. */
export function readUsage(metadata: JsonValue | undefined): Usage | undefined {
  const usage: Usage = {};
  for (const [name, wires] of Object.entries(counts)) {
    const count = wires.map((wire) => numberOf(field(metadata, wire))).find((value) => value !== undefined);
    if (count !== undefined) usage[name as keyof typeof counts] = count;
  }
  const prompt = readDetails(field(metadata, 'promptTokensDetails'));
  if (prompt) usage.promptDetails = prompt;
  const candidates = readDetails(field(metadata, 'candidatesTokensDetails'));
  if (candidates) usage.candidatesDetails = candidates;
  const tier = textOf(field(metadata, 'serviceTier'));
  if (tier) usage.serviceTier = tier;
  return Object.keys(usage).length > 0 ? usage : undefined;
}

function readDetails(details: JsonValue | undefined): Record<string, number> | undefined {
  const split: Record<string, number> = {};
  for (const detail of listOf(details)) {
    const modality = textOf(field(detail, 'modality'))?.toUpperCase();
    const count = numberOf(field(detail, 'tokenCount'));
    if (modality && count !== undefined) split[modality] = (split[modality] ?? 0) + count;
  }
  return Object.keys(split).length > 0 ? split : undefined;
}
