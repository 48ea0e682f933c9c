import { Uri } from 'vscode';
import type { Finding } from '../../../core/markdown/report/report.ts';
import type { Fix } from '../../../core/shared/protocol/findings.ts';

export interface CommandCall {
  command: string;
  arguments: unknown[];
}

/** What mends a finding, or leads to it. */
export function commandFor({ link, image }: Finding, fix: Fix): CommandCall {
  if (fix === 'reveal' || link === undefined)
    return { command: 'revealInExplorer', arguments: [Uri.parse(image?.uri ?? '')] };
  const { uri, line, offset, url } = link;
  if (fix === 'openLink')
    return { command: 'vscode.open', arguments: [Uri.parse(uri).with({ fragment: `L${line}` })] };
  const name = fix === 'generate' ? 'generateLinkedImage' : 'suggestAltText';
  return { command: `nanoBanana.${name}`, arguments: [{ document: uri, offset, url }] };
}
