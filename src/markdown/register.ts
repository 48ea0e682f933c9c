import { Disposable, languages } from 'vscode';
import { type Command, guard, type Run } from '../commands/command.ts';
import type { FileStore, Log } from '../editing/ports.ts';
import { ShownPictures } from '../editing/shownPictures.ts';
import type { Panels } from '../panel/panels.ts';
import type { Messages } from '../vscode/messages.ts';
import type { NextSteps } from '../vscode/nextSteps.ts';
import { CorrectCase } from './correctCase.ts';
import { selector } from './documents.ts';
import { EditLinkedImage } from './editLinkedImage.ts';
import { GenerateForSection, GenerateLinkedImage } from './generateImages.ts';
import { ImageActions } from './imageActions.ts';
import { ImageHovers } from './imageHovers.ts';
import { ImageLenses, type LensDeps } from './imageLenses.ts';
import { LinkedFiles } from './linkedFiles.ts';
import { MakeDarkVariant } from './makeDarkVariant.ts';
import { type ReportDeps, ReportDocsImages } from './reportDocsImages.ts';
import { Sources } from './sources.ts';
import { SuggestAltText } from './suggestAltText.ts';

export interface MarkdownDeps extends ReportDeps {
  files: FileStore;
  panels: Panels;
  messages: Messages;
  nextSteps: NextSteps;
  settings: LensDeps['settings'];
  log: Log;
  /** Path of the script that reads long documents in a thread of its own. */
  readerFile: string;
  now(): number;
}

/** All that this room gives to VS Code. */
export interface MarkdownRoom extends Disposable {
  commands: ReadonlyMap<string, Run>;
}

/** Takes up Markdown and MDX documents. Called when the first one is opened, or the first command asks for it. */
export function registerMarkdown(deps: MarkdownDeps): MarkdownRoom {
  const linked = new LinkedFiles(deps.files, deps.readerFile);
  const sources = new Sources(deps.files);
  linked.onDidChange(() => sources.forget());
  const provided = { ...deps, linked, sources, pictures: new ShownPictures(deps.files) };
  const lenses = new ImageLenses(provided);
  const reports = new ReportDocsImages(deps);
  const all: Command[] = [
    new EditLinkedImage(provided),
    new GenerateLinkedImage(provided),
    new GenerateForSection(provided),
    new SuggestAltText(provided),
    new MakeDarkVariant(provided),
    new CorrectCase(provided),
    reports,
  ];
  const registered = Disposable.from(
    linked,
    lenses,
    reports,
    languages.registerCodeActionsProvider(selector, new ImageActions(provided), {
      providedCodeActionKinds: ImageActions.kinds,
    }),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new ImageHovers(provided)),
  );
  return {
    commands: new Map(all.map((command) => [command.id, guard(command, deps)])),
    dispose: () => registered.dispose(),
  };
}
