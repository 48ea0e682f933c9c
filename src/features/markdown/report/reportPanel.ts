import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { Codec } from '../../../core/images/codec.ts';
import { inspectInput, readInput } from '../../../core/inspect.ts';
import type { Finding } from '../../../core/markdown/report/report.ts';
import {
  placeOf,
  type ReportHead,
  summaryOf,
  writeReport,
} from '../../../core/markdown/report/reportText.ts';
import type { FileStore } from '../../../core/ports.ts';
import { t } from '../../../core/shared/l10n.ts';
import {
  type LookedAt,
  type ReportState,
  type reportEvents,
  reportRequests,
} from '../../../core/shared/protocol/reportProtocol.ts';
import type { HandlersOf } from '../../../core/shared/protocol/requestSet.ts';
import { nameOf } from '../../../core/uris.ts';
import { PagePanel, type PagePanelDeps } from '../../../vscode/page/pagePanel.ts';
import { showSmall } from '../../../vscode/page/shownBytes.ts';
import { showPicture } from '../../../vscode/page/showPicture.ts';
import { reportViewType } from '../viewTypes.ts';
import { type CommandCall, commandFor } from './findingCommand.ts';

export interface FoundInDocs {
  findings: readonly Finding[];
  head: ReportHead;
  /** There is no such folder any more. */
  isGone?: boolean;
}

export interface ReportPanelDeps extends PagePanelDeps {
  files: FileStore;
  codec: Pick<Codec, 'thumbnail'>;
  run(command: CommandCall): Promise<void>;
  /** Looks through the folder anew, and shows what is found then. */
  lookAgain(): Promise<void>;
  openText(text: string): Promise<void>;
}

const kind = { viewType: reportViewType, page: 'report', requests: reportRequests } as const;

/** What is wrong with the images of one folder of docs, with what mends it. */
export class ReportPanel implements Disposable {
  readonly #deps: ReportPanelDeps;
  readonly #panel: PagePanel<typeof reportRequests, typeof reportEvents>;
  readonly #folder: string;
  #found: FoundInDocs;
  #look = 0;

  /** @param broughtBack the panel that VS Code made after a reload of the window */
  constructor(deps: ReportPanelDeps, folder: Uri, found: FoundInDocs, broughtBack?: WebviewPanel) {
    this.#deps = deps;
    this.#folder = folder.toString();
    this.#found = found;
    const later = (what: Promise<void>): void => {
      // What is asked there has its own messages: the page waits for none of them.
      what.catch((error: unknown) => deps.log.warn(`The report's button failed: ${String(error)}`));
    };
    const handlers: HandlersOf<typeof reportRequests> = {
      ready: () => this.state,
      thumbnail: async ({ look, row }) => {
        const name = await this.#thumbnail(this.#finding(look, row));
        return { source: name && this.#panel.addressOf(name) };
      },
      picture: ({ look, row }) => this.#picture(this.#finding(look, row)),
      act: ({ look, row, fix }) => {
        const finding = this.#finding(look, row);
        if (finding?.fixes.includes(fix)) later(deps.run(commandFor(finding, fix)));
      },
      lookAgain: () => later(deps.lookAgain()),
      openAsText: async () => {
        await deps.openText(writeReport(this.#found.findings, this.#found.head));
      },
      close: () => this.dispose(),
    };
    const title = t('Docs Images: {name}', { name: nameOf(this.#folder) });
    this.#panel = new PagePanel(deps, kind, title, handlers, broughtBack);
  }

  /** What the page shows. */
  get state(): ReportState {
    const { findings, head, isGone = false } = this.#found;
    return {
      look: this.#look,
      folder: head.folder,
      summary: isGone
        ? t('{name} is gone: it was moved or deleted.', { name: head.folder })
        : summaryOf(findings, head),
      isGone,
      shows: { folder: this.#folder },
      limits: head.limits ?? null,
      rows: findings.map((finding, id) => ({
        id,
        kind: finding.kind,
        place: placeOf(finding),
        words: finding.words,
        bytes: finding.image?.bytes ?? null,
        hasImage: finding.image !== undefined,
        fixes: [...finding.fixes],
      })),
    };
  }

  async show(found: FoundInDocs): Promise<void> {
    this.#found = found;
    this.#look++;
    await this.#panel.send('state', this.state);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  whenClosed(ended: Disposable): void {
    this.#panel.whenClosed(ended);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #finding(look: number, row: number): Finding | undefined {
    return look === this.#look ? this.#found.findings[row] : undefined;
  }

  /** The image that a finding is about, to be looked at. */
  async #picture(finding: Finding | undefined): Promise<LookedAt> {
    if (finding?.image === undefined) return { picture: null, problem: null };
    const { files, codec } = this.#deps;
    const { previews } = this.#panel;
    const { picture, problem } = await showPicture({ files, codec, previews }, finding.image.uri);
    return { picture: this.#panel.addressed(picture), problem };
  }

  /** The name of the preview of the image that a finding is about. */
  async #thumbnail(finding: Finding | undefined): Promise<string | null> {
    if (finding?.image === undefined) return null;
    const { files, codec, log } = this.#deps;
    const { previews } = this.#panel;
    const { uri } = finding.image;
    const input = { name: nameOf(uri), source: { kind: 'file', uri } } as const;
    try {
      const inspected = await inspectInput(files, input);
      if (!inspected.ok) return null;
      const bytes = await readInput(files, input);
      if (inspected.value.info.type === 'svg') return await previews.put(bytes, 'svg');
      return await showSmall({ codec, previews }, bytes);
    } catch (error) {
      log.debug(`${input.name} has no small picture: ${String(error)}`);
      return null;
    }
  }
}
