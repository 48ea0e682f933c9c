import { Disposable, languages } from 'vscode';
import type { FileStore, Log } from '../../core/ports.ts';
import { ShownPictures } from '../../core/storage/shownPictures.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import type { Panels } from '../panels.ts';
import { CorrectCase } from './correctCase.ts';
import { selector } from './documents/documents.ts';
import { LinkedFiles } from './documents/linkedFiles.ts';
import { Sources } from './documents/sources.ts';
import { EditLinkedImage } from './editLinkedImage.ts';
import { ImageActions } from './editor/imageActions.ts';
import { ImageHovers } from './editor/imageHovers.ts';
import { ImageLenses, type LensDeps } from './editor/imageLenses.ts';
import { GenerateForSection, GenerateLinkedImage } from './generateImages.ts';
import { MakeDarkVariant } from './makeDarkVariant.ts';
import { type ReportDeps, ReportDocsImages } from './report/reportDocsImages.ts';
import { SuggestAltText } from './suggestAltText.ts';

export interface MarkdownDeps extends Omit<ReportDeps, 'readParts'> {
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

/** All that Markdown documents get; loaded with the first one, or with the first command. */
export interface LoadedMarkdown extends Disposable {
  editLinkedImage: EditLinkedImage;
  generateLinkedImage: GenerateLinkedImage;
  generateForSection: GenerateForSection;
  suggestAltText: SuggestAltText;
  makeDarkVariant: MakeDarkVariant;
  correctCase: CorrectCase;
  reportDocsImages: ReportDocsImages;
}

/** Takes up Markdown and MDX documents. Called when the first one is opened, or the first command asks for it. */
export function takeUpMarkdown(deps: MarkdownDeps): LoadedMarkdown {
  const linked = new LinkedFiles(deps.files, deps.readerFile);
  const sources = new Sources(deps.files);
  linked.onDidChange(() => sources.forget());
  const provided = { ...deps, linked, sources, pictures: new ShownPictures(deps.files) };
  const lenses = new ImageLenses(provided);
  const generateLinkedImage = new GenerateLinkedImage(provided);
  const suggestAltText = new SuggestAltText(provided);
  const readParts = (text: string, isMdx: boolean) => linked.readText(text, isMdx, 0);
  const reportDocsImages = new ReportDocsImages(
    { ...deps, readParts },
    {
      'nanoBanana.generateLinkedImage': generateLinkedImage,
      'nanoBanana.suggestAltText': suggestAltText,
    },
  );
  const registered = Disposable.from(
    linked,
    lenses,
    reportDocsImages,
    languages.registerCodeActionsProvider(selector, new ImageActions(provided), {
      providedCodeActionKinds: ImageActions.kinds,
    }),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new ImageHovers(provided)),
  );
  return {
    editLinkedImage: new EditLinkedImage(provided),
    generateLinkedImage,
    generateForSection: new GenerateForSection(provided),
    suggestAltText,
    makeDarkVariant: new MakeDarkVariant(provided),
    correctCase: new CorrectCase(provided),
    reportDocsImages,
    dispose: () => registered.dispose(),
  };
}
