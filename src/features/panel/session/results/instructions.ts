const head = 'Do all of this:';

/** One instruction as it is, several as a numbered list; what is such a list already goes into it point by point. */
export function joinInstructions(prompts: readonly string[]): string {
  const points = prompts.flatMap(splitInstructions).filter((point) => point !== '');
  if (points.length < 2) return points[0] ?? '';
  return [head, ...points.map((point, index) => `${index + 1}. ${point}`)].join('\n');
}

/** The points of a list as `joinInstructions` makes them; any other text is one point. */
function splitInstructions(prompt: string): string[] {
  const text = prompt.trim();
  if (!text.startsWith(`${head}\n1. `)) return [text];
  const points: string[] = [];
  for (const line of text.slice(head.length + 1).split('\n')) {
    const start = `${points.length + 1}. `;
    if (line.startsWith(start)) points.push(line.slice(start.length));
    else points.push(`${points.pop() ?? ''}\n${line}`);
  }
  return points.map((point) => point.trim());
}
