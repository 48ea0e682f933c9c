import {
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import { stateWord } from '../../../core/assets/build/words.ts';
import type { Asset } from '../../../core/assets/compile/asset.ts';
import { entriesOf, hoverAt } from '../../../core/assets/compile/editorHelp.ts';
import { inspectInput } from '../../../core/inspect.ts';
import { factsOfImage, storyOf } from '../../../core/markdown/document/describeImage.ts';
import type { FileStore } from '../../../core/ports.ts';
import { inARow, t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import type { AssetStates } from '../projects/assetStates.ts';
import { isManifest, toPosition, toRange } from '../projects/documents.ts';
import { manifestOf, type Projects } from '../projects/projects.ts';
import { isHelpedElsewhere } from './otherHelp.ts';

export interface HoverDeps {
  projects: Projects;
  states: AssetStates;
  files: FileStore;
  now(): number;
}

/** More variants are no look but a scroll. */
const mostShown = 4;

/** What a key is for; and on an output the image itself, its state and how it was made. */
export class ManifestHovers implements HoverProvider {
  readonly #deps: HoverDeps;

  constructor(deps: HoverDeps) {
    this.#deps = deps;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    if (!isManifest(document)) return undefined;
    const help = hoverAt(document.getText(), toPosition(position));
    if (help !== undefined) {
      return isHelpedElsewhere() ? undefined : new Hover(new MarkdownString(help.text), toRange(help.range));
    }
    if (!/^\s*(?:- +)*output\s*:/.test(document.lineAt(position).text)) return undefined;
    const project = await this.#deps.projects.settled(document.uri);
    const manifest = manifestOf(project, document.uri);
    if (manifest === undefined) return undefined;
    for (const { index, assets } of entriesOf(project, manifest)) {
      const range = toRange(manifest.text.rangeOf(['assets', index, 'output']));
      if (range.contains(position)) return this.#hoverOn(assets, range);
    }
    return undefined;
  }

  async #hoverOn(assets: readonly Asset[], range: Range): Promise<Hover | undefined> {
    if (assets.length === 0) return undefined;
    const shown = await Promise.all(assets.slice(0, mostShown).map((asset) => this.#describe(asset)));
    const further = assets.length - mostShown;
    const rest = further > 0 ? [text(t('And {further} more.', { further }))] : [];
    return new Hover([...shown.flat(), ...rest], range);
  }

  /** Names, prompts and models come from files: they are text, and never Markdown or HTML. */
  async #describe(asset: Asset): Promise<MarkdownString[]> {
    const { states, files, now } = this.#deps;
    const [status] = await states.of([asset]);
    if (status === undefined) return [text(t('{name} can’t be read.', { name: asset.name }))];
    const { state, reasons, record } = status;
    const why = reasons.map(({ sentence }) => sentence).join(' ');
    const lines = [text(inARow(t('{name}: {state}.', { name: asset.name, state: stateWord(status) }), why))];
    if (state === 'missing') return lines;
    // As VS Code spells it, without brackets and bars, which would end the link.
    const uri = Uri.parse(asset.uri).toString();
    const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
    if (inspected.ok) {
      lines.unshift(new MarkdownString(`![](${uri}|height=160)`));
      lines.push(text(factsOfImage(inspected.value.info, inspected.value.byteLength)));
    }
    return record === undefined ? lines : [...lines, ...storyOf(record, now()).map(text)];
  }
}

const text = (line: string): MarkdownString => new MarkdownString().appendText(line);
