import { Disposable, type LanguageModelTool, lm } from 'vscode';

/** The tools that the manifest declares. */
const toolNames = ['nanoBanana_editImage', 'nanoBanana_generateImage', 'nanoBanana_imageRecord'] as const;
type ToolName = (typeof toolNames)[number];

export type Tools = Readonly<Record<ToolName, LanguageModelTool<unknown>>>;

/**
 * Makes the tools known to VS Code, where it knows such. What they are made of is loaded at the first call.
 * @param load called at each use; gives the same tools each time
 */
export function registerTools(load: () => Promise<Tools>): Disposable {
  // Older relatives of VS Code have no `lm`.
  if (typeof lm?.registerTool !== 'function') return Disposable.from();
  return Disposable.from(
    ...toolNames.map((name) =>
      lm.registerTool<unknown>(name, {
        prepareInvocation: async (options, token) => (await load())[name].prepareInvocation?.(options, token),
        invoke: async (options, token) => (await load())[name].invoke(options, token),
      }),
    ),
  );
}
