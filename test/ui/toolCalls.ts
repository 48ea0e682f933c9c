import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from '../vscode/paths.ts';
import { until } from '../vscode/until.ts';
import type { Fixture } from './setUp.ts';

/** The extension that calls tools as an agent would. */
export const toolCaller = join(projectFolder, 'test/ui/toolCaller');

export interface ToolAnswer {
  texts?: string[];
  images?: { mimeType: string; base64: string }[];
  /** What the tool rejected with. */
  error?: string;
}

let count = 0;

/** Begins to call a tool in this window. Resolves once VS Code was told to; the answer is waited for apart. */
export async function callTool(
  fixture: Fixture,
  name: string,
  input: object,
): Promise<() => Promise<ToolAnswer>> {
  const beside = dirname(fixture.folder);
  const id = ++count;
  await writeFile(join(beside, 'call.json'), JSON.stringify({ id, name, input }));
  await fixture.workbench.runCommand('Tool Caller: Call');
  return () =>
    until(
      'the answer of the tool',
      async (): Promise<ToolAnswer> => JSON.parse(await readFile(join(beside, `answer-${id}.json`), 'utf8')),
    );
}
