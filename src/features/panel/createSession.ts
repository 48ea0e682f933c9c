import type { Consent } from '../../core/consent.ts';
import type { EditingService } from '../../core/edit/editingService.ts';
import type { Codec } from '../../core/images/codec.ts';
import type { FileStore, Log, Settings } from '../../core/ports.ts';
import type { PresetView } from '../../core/shared/protocol/panelState.ts';
import type { History } from '../../core/storage/history.ts';
import type { Journal } from '../../core/storage/journal.ts';
import { isRecordedSession } from '../../core/storage/sessions.ts';
import type { OwnStorage } from '../../node/ownStorage.ts';
import { PreviewFolder } from '../../vscode/page/previewFolder.ts';
import type { Originals } from '../originals.ts';
import { Session } from './session/session.ts';
import type { SvgDrawings } from './svgDrawings.ts';
import { createWindowHost, type WindowHostDeps } from './windowHost.ts';

export interface NewSessionDeps extends WindowHostDeps {
  editing: EditingService;
  /** What stands in place of a provider where answers are recorded. */
  recorded: { editing: EditingService; settings: Settings; presets(): Promise<PresetView[]> };
  journal: Journal;
  files: FileStore;
  codec: Codec;
  settings: Settings;
  consent: Consent;
  history: History;
  originals: Originals;
  log: Log;
  newId(): string;
  now(): number;
}

interface NewSession {
  /** It decides whether answers are recorded. */
  id: string;
  kind: 'edit' | 'generate';
  folder: string | undefined;
  previewStorage: OwnStorage;
  drawings: SvgDrawings;
}

/** A session for a panel, with the window's own dialogs, and the provider or what stands in its place. */
export function createSession(
  deps: NewSessionDeps,
  { id, kind, folder, previewStorage, drawings }: NewSession,
): Session {
  const recorded = isRecordedSession(id) ? deps.recorded : undefined;
  return new Session(
    {
      editing: recorded?.editing ?? deps.editing,
      journal: deps.journal,
      files: deps.files,
      codec: deps.codec,
      settings: recorded?.settings ?? deps.settings,
      recordedPresets: recorded?.presets,
      consent: deps.consent,
      log: deps.log,
      previews: new PreviewFolder(previewStorage),
      drawSvg: (request) => drawings.draw(request),
      newId: deps.newId,
      now: deps.now,
      history: deps.history,
      originals: deps.originals,
      host: createWindowHost(deps),
    },
    id,
    kind,
    folder,
  );
}
