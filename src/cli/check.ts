import { check } from '../core/assets/states/check.ts';
import type { CheckArguments } from './arguments.ts';
import { openFiles } from './files.ts';
import { checkJson, checkLines, exitCode } from './report.ts';
import { say } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** `nano-banana check` */
export async function runCheck({ folder, full, json, strict }: CheckArguments): Promise<number> {
  const workspace = await openWorkspace(folder);
  const checked = await check(workspace.project, openFiles(workspace.root), { full });
  const text = json
    ? JSON.stringify(checkJson(workspace, checked, strict), null, 2)
    : checkLines(checked).join('\n');
  say(text);
  return exitCode(checked, strict);
}
