import { ConfigurationTarget, window, workspace } from 'vscode';
import { modelName } from '../core/api/models/models.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import { t } from '../core/shared/l10n.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import { settingsSection } from '../vscode/settings.ts';
import { pickModel } from './pickModel.ts';
import type { TestConnectionDeps } from './testConnection.ts';

/** Sets the model that new panels begin with. Resolves with whether one was chosen. */
export class ChooseModel implements Command {
  readonly #deps: TestConnectionDeps;

  constructor(deps: TestConnectionDeps) {
    this.#deps = deps;
  }

  async execute(): Promise<boolean> {
    const { settings, messages } = this.#deps;
    const scope = window.activeTextEditor?.document.uri;
    const values = settings.read(scope?.toString());
    const provider = providerOf(values);
    const defaultModel = provider.ok ? provider.value.defaultModel : undefined;
    const chosen = await pickModel(this.#deps, values.model || (defaultModel ?? ''));
    if (chosen === undefined) return false;

    const configuration = workspace.getConfiguration(settingsSection, scope);
    const target = targetOf(configuration.inspect<string>('model'));
    // The default follows the provider when another one is chosen later.
    const value = chosen === defaultModel && target === ConfigurationTarget.Global ? undefined : chosen;
    await configuration.update('model', value, target);
    messages.tell('information', setSentence(modelName(chosen), target));
    return true;
  }
}

/** Where a value is already that would win, else the user's own settings. */
function targetOf(
  found: { workspaceFolderValue?: unknown; workspaceValue?: unknown } | undefined,
): ConfigurationTarget {
  // What an untrusted workspace says is ignored, and so would be what is written there.
  if (!workspace.isTrusted) return ConfigurationTarget.Global;
  if (found?.workspaceFolderValue !== undefined) return ConfigurationTarget.WorkspaceFolder;
  if (found?.workspaceValue !== undefined) return ConfigurationTarget.Workspace;
  return ConfigurationTarget.Global;
}

function setSentence(model: string, target: ConfigurationTarget): string {
  if (target === ConfigurationTarget.Workspace) {
    return t("New panels use {model}. It is set in this workspace's settings.", { model });
  }
  return target === ConfigurationTarget.WorkspaceFolder
    ? t("New panels use {model}. It is set in this folder's settings.", { model })
    : t('New panels use {model}. It is set in your user settings.', { model });
}
