import type { Feature } from '../features/feature.ts';
import type { Panels } from '../features/panels.ts';
import type { OutputLog } from '../vscode/log.ts';
import { ChooseModel } from './chooseModel.ts';
import { DeleteApiKey } from './deleteApiKey.ts';
import { EditImages } from './editImages.ts';
import { GenerateImage } from './generateImage.ts';
import { pickModel } from './pickModel.ts';
import { SetApiKey } from './setApiKey.ts';
import { TestConnection, type TestConnectionDeps } from './testConnection.ts';

export interface CommandDeps extends TestConnectionDeps {
  panels: Panels;
  log: OutputLog;
}

/** The small commands; a failure's buttons run some of them too. */
export interface SmallCommands extends Feature {
  /** Whether a key was set. */
  setApiKey(): Promise<boolean>;
  /** Whether a model was chosen. */
  chooseModel(): Promise<boolean>;
  /** Lets the person choose a model for one panel. */
  pickModel(current: string): Promise<string | undefined>;
}

/** The commands that are no feature of their own: they open the panel, or look after key and model. */
export function register(deps: CommandDeps): SmallCommands {
  const editImages = new EditImages(deps);
  const generateImage = new GenerateImage(deps);
  const setApiKey = () => new SetApiKey(deps).execute();
  const chooseModel = () => new ChooseModel(deps).execute();
  return {
    setApiKey,
    chooseModel,
    pickModel: (current) => pickModel(deps, current),
    commands: {
      'nanoBanana.editImages': (clicked, selected) => editImages.execute(clicked, selected),
      'nanoBanana.generateImage': (clicked) => generateImage.execute(clicked),
      'nanoBanana.setApiKey': setApiKey,
      'nanoBanana.deleteApiKey': () => new DeleteApiKey(deps).execute(),
      'nanoBanana.testConnection': () => new TestConnection(deps).execute(),
      'nanoBanana.chooseModel': chooseModel,
      'nanoBanana.showLog': async () => deps.log.show(),
    },
  };
}
