import { loadLater } from '../../vscode/dialogs/command.ts';
import type { BringBack, Feature } from '../feature.ts';
import type { LoadedMarkdown, MarkdownDeps } from './markdownFeature.ts';

/** What Markdown and MDX documents get: lenses, hovers, actions, the report. */
export interface MarkdownFeature extends Feature {
  /** A document is open: from now on all of them get it. */
  takeUp(): Promise<void>;
  /** For a report. */
  bringBack: BringBack;
}

export function register(deps: MarkdownDeps): MarkdownFeature {
  let taken: LoadedMarkdown | undefined;
  const loaded = loadLater(async () => {
    taken = (await import('./markdownFeature.ts')).takeUpMarkdown(deps);
    return taken;
  });
  return {
    takeUp: async () => void (await loaded()),
    bringBack: async (panel, kept) => (await loaded()).reportDocsImages.bringBack(panel, kept),
    commands: {
      'nanoBanana.editLinkedImage': async (link) => (await loaded()).editLinkedImage.execute(link),
      'nanoBanana.generateLinkedImage': async (link) => (await loaded()).generateLinkedImage.execute(link),
      'nanoBanana.generateForSection': async (section) =>
        (await loaded()).generateForSection.execute(section),
      'nanoBanana.suggestAltText': async (link) => (await loaded()).suggestAltText.execute(link),
      'nanoBanana.makeDarkVariant': async (given) => (await loaded()).makeDarkVariant.execute(given),
      'nanoBanana.correctCase': async (link) => (await loaded()).correctCase.execute(link),
      'nanoBanana.reportDocsImages': async (clicked) => (await loaded()).reportDocsImages.execute(clicked),
    },
    dispose: () => taken?.dispose(),
  };
}
