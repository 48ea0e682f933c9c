import { html, type TemplateResult } from 'lit';

/** Stand in a sentence for what is drawn there, in the order of the parts: `t('{key} runs', { key: slots[0] })`. */
export const slots = ['\uE000', '\uE001', '\uE002'] as const;

/** A sentence with parts that are drawn, each where the display language has its place. */
export function drawnSentence(said: string, ...parts: readonly TemplateResult[]): TemplateResult {
  const places: readonly string[] = slots;
  const pieces = said.split(/([\uE000-\uE002])/);
  return html`${pieces.map((piece) => parts[places.indexOf(piece)] ?? piece)}`;
}
