import { randomUUID } from 'node:crypto';
import { Consent } from '../../../src/core/consent.ts';
import { Replacements } from '../../../src/core/save/replacements.ts';
import type { NextStep } from '../../../src/core/shared/failure.ts';
import { hasEnded } from '../../../src/core/shared/jobPhases.ts';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { History } from '../../../src/core/storage/history.ts';
import { nameOf } from '../../../src/core/uris.ts';
import type { Originals } from '../../../src/features/originals.ts';
import type { DrawingRequest } from '../../../src/features/panel/session/inputs/inputLoader.ts';
import { Session } from '../../../src/features/panel/session/session.ts';
import type { SessionHost } from '../../../src/features/panel/session/sessionHost.ts';
import type { Ended } from '../../../src/features/panel/session/state/sessionState.ts';
import type { SessionStore } from '../../../src/features/panel/session/state/sessionStore.ts';
import { decodeSession, sessionFileName } from '../../../src/features/panel/session/stored/sessionFile.ts';
import type { Previews } from '../../../src/vscode/page/previews.ts';
import type { EditingFixture } from '../edit/editingFixture.ts';

/** A window with nobody but the test in it: what it is asked is written down, and answered as the test says. */
class TestHost implements SessionHost {
  readonly asked: string[] = [];
  readonly steps: NextStep[] = [];
  readonly opened: string[] = [];
  readonly copied: string[] = [];
  readonly texts: string[] = [];
  /** Called while the person is asked for a target. */
  onTargetAsked: () => void = () => {};
  /** Tells the session that a file changed on the disk. */
  fileChanged: (uri: string) => void = () => {};
  answers: {
    key?: string;
    confirm?: boolean;
    target?: string;
    /** Names of the discarded results to restore. */
    discarded?: readonly string[];
    model?: string;
    listed?: ReadonlySet<string>;
    images?: string[];
    values?: Record<string, string>;
    workspaceFolder?: string;
  } = {};
  settledTimes = 0;
  readonly #fixture: EditingFixture;
  readonly #waiting = new Set<() => void>();

  constructor(fixture: EditingFixture) {
    this.#fixture = fixture;
  }

  /** How runs ended that came to their ends by themselves. */
  readonly endings: Ended[] = [];

  /** Follows the session's state. */
  follow(store: SessionStore): void {
    store.subscribe((now, before) => {
      if (before.isBusy && !now.isBusy) this.settledTimes++;
      if (now.ended && now.ended !== before.ended) this.endings.push(now.ended);
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Resolves as soon as the session is as wished, looked at after each of its changes. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  hasKey = async (): Promise<boolean> => this.#fixture.key !== undefined;

  async askForKey(): Promise<boolean> {
    this.asked.push('key');
    if (this.answers.key !== undefined) this.#fixture.key = this.answers.key;
    return this.answers.key !== undefined;
  }

  async chooseProvider(id: string): Promise<void> {
    this.asked.push(`provider ${id}`);
  }

  async testConnection(): Promise<{ works: boolean; sentence: string }> {
    this.asked.push('test');
    return { works: this.#fixture.key !== undefined, sentence: 'Tested.' };
  }

  async openSample(answers: 'recorded' | 'real'): Promise<void> {
    this.asked.push(`sample ${answers}`);
  }

  async listedModels(): Promise<ReadonlySet<string> | undefined> {
    this.asked.push('list of models');
    return this.answers.listed;
  }

  async pickModel(current: string): Promise<string | undefined> {
    this.asked.push(`model instead of ${current}`);
    return this.answers.model;
  }

  pickImages = async (): Promise<string[]> => this.answers.images ?? [];

  async confirm(question: string): Promise<boolean> {
    this.asked.push(question);
    return this.answers.confirm ?? false;
  }

  async pickDiscarded(discarded: readonly { id: string; name: string }[]): Promise<string[]> {
    const { discarded: wanted = [] } = this.answers;
    return discarded.filter(({ name }) => wanted.includes(name)).map(({ id }) => id);
  }

  confirmCost = (question: string): Promise<boolean> => this.confirm(question);

  async chooseTarget(suggestedName: string): Promise<string | undefined> {
    this.asked.push(`target for ${suggestedName}`);
    this.onTargetAsked();
    return this.answers.target;
  }

  relativePathOf = (uri: string): string => `docs/${nameOf(uri)}`;

  async open(uri: string): Promise<void> {
    this.opened.push(uri);
  }

  async openLink(link: string): Promise<void> {
    this.opened.push(link);
  }

  hasFileManager = true;

  async reveal(uri: string, where: 'explorer' | 'system'): Promise<void> {
    this.opened.push(`${where}: ${uri}`);
  }

  async showRecord(uri: string): Promise<void> {
    this.opened.push(`record: ${uri}`);
  }

  async copy(text: string): Promise<void> {
    this.copied.push(text);
  }

  pathOf = (uri: string): string => new URL(uri).pathname;
  linkTo = (uri: string): string => nameOf(uri);

  async showText(_name: string, text: string): Promise<void> {
    this.texts.push(text);
  }

  async askFor(name: string): Promise<string | undefined> {
    this.asked.push(`value of ${name}`);
    return this.answers.values?.[name];
  }

  workspaceFolderOf = (): string | undefined => this.answers.workspaceFolder;

  watch(_folders: readonly string[], changed: (uri: string) => void): void {
    this.fileChanged = changed;
  }

  async takeStep(step: NextStep): Promise<void> {
    this.steps.push(step);
  }
}

export interface TestSession {
  session: Session;
  host: TestHost;
  state(): PanelState;
  /** Runs and waits for the end of all jobs. */
  run(prompt?: string): Promise<void>;
  /** The session as the next window takes it up. */
  reload(ownerNumber?: number): Promise<TestSession>;
}

/** The real replacing and restoring, for a person who agrees to all of it. */
const agreeing = (replacements: Replacements): Originals => ({
  async replace(replacement) {
    const replaced = await replacements.replaceOriginal(replacement);
    return replaced.ok ? replaced.value : undefined;
  },
  async undo({ uri, backupId }) {
    const undone = await replacements.undo(uri, backupId, { force: true });
    if (!undone.ok) return 'failed';
    return undone.value.state === 'restored' ? 'undone' : 'gone';
  },
  restore: async (uri) => (await replacements.restoreOriginal(uri)).ok,
  hasBackup: (uri) => replacements.hasBackup(uri),
  contentOf: (uri, sha256) => replacements.contentOf(uri, sha256),
});

/** A session over a real disk, codec and API. */
export async function openSession(
  fixture: EditingFixture,
  {
    uris = [],
    kind = 'edit',
    folder = fixture.docs,
    draw,
    service = fixture.service(),
    id = randomUUID(),
  }: {
    uris?: readonly string[];
    kind?: 'edit' | 'generate';
    /** Where generated images go; null: nobody knows. */
    folder?: string | null;
    draw?: (request: DrawingRequest) => Promise<Uint8Array>;
    service?: ReturnType<EditingFixture['service']>;
    id?: string;
  } = {},
): Promise<TestSession> {
  const host = new TestHost(fixture);
  const log = {
    debug() {},
    info() {},
    warn: (m: string) => void fixture.log.push(m),
    error: (m: string) => void fixture.log.push(m),
  };
  const previews: Previews = {
    put: async (bytes, extension) => `preview:${bytes.byteLength}.${extension}`,
    clear: async () => {},
  };
  const session = new Session(
    {
      editing: service,
      journal: service.journal,
      files: fixture.files,
      codec: fixture.codec,
      settings: { read: () => fixture.settings, readOwn: () => fixture.ownSettings ?? fixture.settings },
      consent: new Consent(),
      previews,
      log,
      host,
      drawSvg: draw ?? (() => Promise.reject(new Error('nobody draws here'))),
      history: new History({ files: fixture.files, log }),
      originals: agreeing(new Replacements({ ...fixture, log, newId: randomUUID, now: Date.now })),
      newId: randomUUID,
      now: Date.now,
    },
    id,
    kind,
    kind === 'generate' ? (folder ?? undefined) : undefined,
  );
  host.follow(session.store);
  await session.addFiles(uris);
  const ended = () => !session.isRunning && session.state.jobs.every(({ phase }) => hasEnded(phase));
  return {
    session,
    host,
    state: () => session.view(1),
    async run(prompt = 'invert') {
      const before = host.settledTimes;
      await session.run(prompt);
      if (session.isRunning) await host.until(() => host.settledTimes > before && ended());
      await session.memory.whenRemembered();
      await session.pictures.whenIdle();
    },
    async reload(ownerNumber) {
      await session.save();
      await session.memory.whenRemembered();
      const next = fixture.service(ownerNumber);
      const again = await openSession(fixture, { kind, service: next, id: session.id });
      const record = decodeSession(await fixture.files.readStored(sessionFileName(session.id)));
      if (record === undefined) throw new Error('the record can’t be read');
      await again.session.restoration.restore(record);
      await again.session.recall();
      for (const entry of await next.journal.leftovers()) await again.session.runner.adopt(entry);
      await again.session.pictures.whenIdle();
      return again;
    },
  };
}

/** The id of a result, by its place in the list. */
export const idOf = ({ state }: TestSession, at: number): string => state().results[at]?.id ?? '';
