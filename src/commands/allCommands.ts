import type { Pages } from '../panel/pages.ts';
import type { Panels } from '../panel/panels.ts';
import type { OutputLog } from '../vscode/log.ts';
import { ChooseModel } from './chooseModel.ts';
import { type Command, guard, type Run } from './command.ts';
import { CompareImages, type CompareImagesDeps } from './compareImages.ts';
import { DeleteApiKey } from './deleteApiKey.ts';
import { EditImages } from './editImages.ts';
import { GenerateImage } from './generateImage.ts';
import { ReplaceOriginal, type ReplaceOriginalDeps } from './replaceOriginal.ts';
import { RestoreOriginal, type RestoreOriginalDeps } from './restoreOriginal.ts';
import { SetApiKey } from './setApiKey.ts';
import { ShowFinished } from './showFinished.ts';
import { ShowLog } from './showLog.ts';
import { ShowRecord } from './showRecord.ts';
import { TestConnection, type TestConnectionDeps } from './testConnection.ts';

export interface CommandDeps
  extends TestConnectionDeps,
    Omit<CompareImagesDeps, 'pages'>,
    Pick<ReplaceOriginalDeps, 'files'> {
  panels: Panels & { showFinished(): void };
  pages: Pick<Pages, 'compare' | 'showRecord'>;
  originals: ReplaceOriginalDeps['originals'] & RestoreOriginalDeps['originals'];
  log: OutputLog;
}

/** All that the manifest names, by their ids; they take whatever they are given and never throw. */
export function allCommands(deps: CommandDeps): ReadonlyMap<string, Run> {
  const all: Command[] = [
    new EditImages(deps),
    new GenerateImage(deps),
    new CompareImages(deps),
    new ShowRecord(deps),
    new ReplaceOriginal(deps),
    new RestoreOriginal(deps),
    new SetApiKey(deps),
    new DeleteApiKey(deps),
    new TestConnection(deps),
    new ChooseModel(deps),
    new ShowFinished(deps),
    new ShowLog(deps),
  ];
  return new Map(all.map((command) => [command.id, guard(command, deps)]));
}
