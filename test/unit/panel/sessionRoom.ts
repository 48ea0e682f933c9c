import { randomUUID } from 'node:crypto';
import { nameOf } from '../../../src/editing/uris.ts';
import type { DrawingRequest } from '../../../src/panel/inputLoader.ts';
import type { Previews } from '../../../src/panel/previews.ts';
import { Session } from '../../../src/panel/session.ts';
import type { SessionHost } from '../../../src/panel/sessionHost.ts';
import { viewOf } from '../../../src/panel/stateView.ts';
import type { NextStep } from '../../../src/shared/failure.ts';
import { hasEnded, type PanelState } from '../../../src/shared/panelState.ts';
import type { EditingRoom } from '../editing/room.ts';

/** A window with nobody but the test in it: what it is asked is written down, and answered as the test says. */
export class TestHost implements SessionHost {
  readonly asked: string[] = [];
  readonly steps: NextStep[] = [];
  readonly opened: string[] = [];
  answers: { key?: string; confirm?: boolean; place?: string; model?: string; images?: string[] } = {};
  settledTimes = 0;
  readonly #room: EditingRoom;
  readonly #waiting = new Set<() => void>();

  constructor(room: EditingRoom) {
    this.#room = room;
  }

  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  settled(): void {
    this.settledTimes++;
    this.changed();
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

  hasKey = async (): Promise<boolean> => this.#room.key !== undefined;

  async askForKey(): Promise<boolean> {
    this.asked.push('key');
    if (this.answers.key !== undefined) this.#room.key = this.answers.key;
    return this.answers.key !== undefined;
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

  async choosePlace(suggestedName: string): Promise<string | undefined> {
    this.asked.push(`place for ${suggestedName}`);
    return this.answers.place;
  }

  placeOf = (uri: string): string => `docs/${nameOf(uri)}`;

  async open(uri: string): Promise<void> {
    this.opened.push(uri);
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
}

/** A session over a real disk, codec and API. */
export async function openSession(
  room: EditingRoom,
  {
    uris = [],
    kind = 'edit',
    draw,
    service = room.service(),
    id = randomUUID(),
  }: {
    uris?: readonly string[];
    kind?: 'edit' | 'generate';
    draw?: (request: DrawingRequest) => Promise<Uint8Array>;
    service?: ReturnType<EditingRoom['service']>;
    id?: string;
  } = {},
): Promise<TestSession> {
  const host = new TestHost(room);
  const log = {
    debug() {},
    info() {},
    warn: (m: string) => void room.log.push(m),
    error: (m: string) => void room.log.push(m),
  };
  const previews: Previews = {
    put: async (bytes, extension) => `preview:${bytes.byteLength}.${extension}`,
    clear: async () => {},
  };
  const session = new Session(
    {
      editing: service,
      journal: service.journal,
      files: room.files,
      codec: room.codec,
      settings: { read: () => room.settings, readOwn: () => room.ownSettings ?? room.settings },
      previews,
      log,
      host,
      drawSvg: draw ?? (() => Promise.reject(new Error('nobody draws here'))),
      newId: randomUUID,
      now: Date.now,
    },
    id,
    kind,
    kind === 'generate' ? room.request([]).folder : undefined,
  );
  await session.addFiles(uris);
  const ended = () => !session.isRunning && session.jobs.all.every(({ phase }) => hasEnded(phase));
  return {
    session,
    host,
    state: () => viewOf(session, 1),
    async run(prompt = 'invert') {
      const before = host.settledTimes;
      await session.run(prompt);
      if (session.isRunning) await host.until(() => host.settledTimes > before && ended());
    },
  };
}
