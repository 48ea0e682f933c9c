import type { ChosenProviderId, Provider } from '../core/api/providers.ts';
import type { Feature } from '../features/feature.ts';
import type { Panels } from '../features/panels.ts';
import { loadLater } from '../vscode/dialogs/command.ts';
import type { OutputLog } from '../vscode/log.ts';
import { EditImages } from './editImages.ts';
import { GenerateImage } from './generateImage.ts';
import type { TestConnectionDeps } from './testConnection.ts';

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
  /** Sets who is asked. */
  chooseProvider(id: ChosenProviderId): Promise<void>;
  /** Asks the provider for its models: whether it can be used, and a sentence on it. */
  reportConnection(): Promise<{ works: boolean; sentence: string }>;
  /** Lets the person choose a model for one panel. */
  pickModel(current: string): Promise<string | undefined>;
  /** The ids of an endpoint's own list; undefined where they can't be known. */
  listedModels(provider: Provider, signal: AbortSignal): Promise<ReadonlySet<string> | undefined>;
}

/** The commands that are no feature of their own: they open the panel, or look after key and model. */
export function register(deps: CommandDeps): SmallCommands {
  const editImages = new EditImages(deps);
  const generateImage = new GenerateImage(deps);
  const keys = loadLater(() => import('./keyCommands.ts'));
  const setApiKey = async () => new (await keys()).SetApiKey(deps).execute();
  const chooseModel = async () => new (await keys()).ChooseModel(deps).execute();
  return {
    setApiKey,
    chooseModel,
    chooseProvider: async (id) => {
      await (await keys()).chooseProvider(deps.settings, id);
    },
    reportConnection: async () => new (await keys()).TestConnection(deps).report(),
    pickModel: async (current) => (await keys()).pickModel(deps, current),
    listedModels: async (provider, signal) => (await (await keys()).listedModels(deps, provider, signal)).ids,
    commands: {
      'nanoBanana.editImages': (clicked, selected) => editImages.execute(clicked, selected),
      'nanoBanana.generateImage': (clicked) => generateImage.execute(clicked),
      'nanoBanana.setUp': async () => new (await keys()).SetUp(deps).execute(),
      'nanoBanana.setApiKey': setApiKey,
      'nanoBanana.deleteApiKey': async () => new (await keys()).DeleteApiKey(deps).execute(),
      'nanoBanana.testConnection': async () => new (await keys()).TestConnection(deps).execute(),
      'nanoBanana.chooseModel': chooseModel,
      'nanoBanana.showLog': async () => deps.log.show(),
    },
  };
}
