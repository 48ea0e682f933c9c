import { Disposable } from 'vscode';
import type { Pages } from '../panel/pages.ts';
import type { Panels } from '../panel/panels.ts';
import type { OutputLog } from '../vscode/log.ts';
import { ChooseModel } from './chooseModel.ts';
import { type Command, registerCommand } from './command.ts';
import { DeleteApiKey } from './deleteApiKey.ts';
import { EditImages } from './editImages.ts';
import { GenerateImage } from './generateImage.ts';
import { SetApiKey } from './setApiKey.ts';
import { ShowLog } from './showLog.ts';
import { ShowRecord } from './showRecord.ts';
import { TestConnection, type TestConnectionDeps } from './testConnection.ts';

export interface CommandDeps extends TestConnectionDeps {
  panels: Panels;
  pages: Pick<Pages, 'showRecord'>;
  log: OutputLog;
}

/** Registers all that the manifest names. */
export function registerCommands(deps: CommandDeps): Disposable {
  const all: Command[] = [
    new EditImages(deps),
    new GenerateImage(deps),
    new ShowRecord(deps),
    new SetApiKey(deps),
    new DeleteApiKey(deps),
    new TestConnection(deps),
    new ChooseModel(deps),
    new ShowLog(deps),
  ];
  return Disposable.from(...all.map((command) => registerCommand(command, deps)));
}
