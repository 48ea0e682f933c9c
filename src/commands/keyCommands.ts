/** What looks after provider, key and model: loaded when one of them is first asked for. */
export { ChooseModel } from './chooseModel.ts';
export { chooseProvider } from './chooseProvider.ts';
export { DeleteApiKey } from './deleteApiKey.ts';
export { listedModels } from './listedModels.ts';
export { pickModel } from './pickModel.ts';
export { SetApiKey } from './setApiKey.ts';
export { SetUp } from './setUp.ts';
export { TestConnection } from './testConnection.ts';
