import { Disposable } from 'vscode';
import type { Panels } from '../panel/panels.ts';
import type { OutputLog } from '../vscode/log.ts';
import { ChooseModel } from './chooseModel.ts';
import { type Command, registerCommand } from './command.ts';
import { CompareImages, type CompareImagesDeps } from './compareImages.ts';
import { DeleteApiKey } from './deleteApiKey.ts';
import { EditImages } from './editImages.ts';
import { GenerateImage } from './generateImage.ts';
import { SetApiKey } from './setApiKey.ts';
import { ShowLog } from './showLog.ts';
import { TestConnection, type TestConnectionDeps } from './testConnection.ts';

export interface CommandDeps extends TestConnectionDeps, CompareImagesDeps {
  panels: Panels;
  log: OutputLog;
}

/** Registers all that the manifest names. */
export function registerCommands(deps: CommandDeps): Disposable {
  const all: Command[] = [
    new EditImages(deps),
    new GenerateImage(deps),
    new CompareImages(deps),
    new SetApiKey(deps),
    new DeleteApiKey(deps),
    new TestConnection(deps),
    new ChooseModel(deps),
    new ShowLog(deps),
  ];
  return Disposable.from(...all.map((command) => registerCommand(command, deps)));
}
