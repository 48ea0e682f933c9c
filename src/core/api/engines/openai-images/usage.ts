import type { Usage } from '../../answer/response.ts';
import type { JsonValue } from '../../json/jsonValue.ts';
import { field, numberOf } from '../../json/lenient.ts';

/** The usage of an answer, or undefined when it has none. */
export function readUsage(usage: JsonValue | undefined): Usage | undefined {
  const read: Usage = {};
  const prompt = numberOf(field(usage, 'inputTokens'));
  const output = numberOf(field(usage, 'outputTokens'));
  const total = numberOf(field(usage, 'totalTokens'));
  if (prompt !== undefined) read.promptTokens = prompt;
  if (output !== undefined) read.candidatesTokens = output;
  if (total !== undefined) read.totalTokens = total;
  const promptDetails = readDetails(field(usage, 'inputTokensDetails'));
  if (promptDetails) read.promptDetails = promptDetails;
  const outputDetails = readDetails(field(usage, 'outputTokensDetails'));
  if (outputDetails) read.candidatesDetails = outputDetails;
  return Object.keys(read).length > 0 ? read : undefined;
}

function readDetails(details: JsonValue | undefined): Record<string, number> | undefined {
  const text = numberOf(field(details, 'textTokens'));
  const image = numberOf(field(details, 'imageTokens'));
  if (text === undefined && image === undefined) return undefined;
  return { ...(text !== undefined && { TEXT: text }), ...(image !== undefined && { IMAGE: image }) };
}
