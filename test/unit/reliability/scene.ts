import * as fs from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EditRequest, EditResult } from '../../../src/core/editRequest.ts';
import type { Codec } from '../../../src/core/images/codec.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { spareFolderOf } from '../../../src/node/roomyStorage.ts';
import type { Behaviour } from '../../standin/behaviours.ts';
import type { RecordedRequest } from '../../standin/recording.ts';
import { startStandIn } from '../../standin/standIn.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { rectangle } from '../images/regions.ts';
import { faultyCodec } from './faultyCodec.ts';
import { FaultyStore } from './faultyStore.ts';
import { Line } from './line.ts';
import type { Cell, Phase, Way } from './phases.ts';

/** The pixels of the source. */
export const extent = { width: 96, height: 72 };

/** Pictures of these pixels: the source, what somebody puts in its place, and what the stand-in makes of it. */
export interface Pictures {
  source: Uint8Array;
  other: Uint8Array;
  /** By the name of the way. */
  answers: Partial<Record<Way['name'], Uint8Array>>;
}

/** What the stand-in answers: small, and edited but once. */
export const quick = ({ answers }: Pictures, { name }: Way): Behaviour => ({
  size: { width: 128, height: 96 },
  ...(answers[name] && { image: answers[name] }),
});

/** One edit on its way to the moment in which something goes wrong, over a disk and a line of its own. */
export class Scene {
  readonly cell: Cell;
  readonly fixture: EditingFixture;
  readonly store: FaultyStore;
  readonly line: Line;
  /** Resolves when the moment has come. */
  readonly reached: Promise<void>;
  readonly #codec: Codec;
  readonly #pictures: Pictures;
  readonly #stop = new AbortController();
  readonly #happened = Promise.withResolvers<void>();
  #fired = false;
  #client: Socket | undefined;
  #tellReached: () => void = () => {};

  private constructor(
    cell: Cell,
    fixture: EditingFixture,
    line: Line,
    store: FaultyStore,
    pictures: Pictures,
  ) {
    this.cell = cell;
    this.fixture = fixture;
    this.line = line;
    this.store = store;
    this.#codec = fixture.codec;
    this.#pictures = pictures;
    this.reached = new Promise((resolve) => {
      this.#tellReached = resolve;
    });
  }

  /** @param codec whose worker does the work */
  static async open(cell: Cell, codec: Codec, pictures: Pictures): Promise<Scene> {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-fault-'));
    await Promise.all(['docs', 'made'].map((name) => fs.mkdir(path.join(folder, name))));
    const damaged = cell.fault === 'wrong bytes' && cell.phase === 'prepare';
    await fs.writeFile(
      path.join(folder, 'docs', 'shot.png'),
      damaged ? pictures.source.slice(0, 900) : pictures.source,
    );
    let scene: Scene | undefined;
    const store = new FaultyStore(path.join(folder, 'storage'), async (phase) => {
      await scene?.reachDisk(phase);
    });
    const standIn = await startStandIn({ style: 'apiyi' });
    const line = await Line.open(Number(new URL(standIn.url).port), async (phase, client) =>
      scene ? scene.reachLine(phase, client) : 'on',
    );
    const worker = faultyCodec(codec, async (phase) => (scene ? scene.reachWorker(phase) : 'on'));
    const fixture = new EditingFixture(folder, standIn, worker, store);
    fixture.settings = {
      ...fixture.settings,
      customBaseUrl: line.url,
      outputRecord: 'sidecar',
      timeoutSeconds: cell.fault === 'deadline' ? 4 : 3600,
    };
    scene = new Scene(cell, fixture, line, store, pictures);
    store.inputWaits = scene.#inputWaits();
    return scene;
  }

  /** Requests that arrived whole, so that they may be billed. */
  get requests(): number {
    return this.fixture.standIn.requests.filter(isWhole).length;
  }

  get request(): EditRequest {
    return requestOf(this.fixture.folder, this.cell.way);
  }

  /** Whether the moment came at all. */
  get hasFired(): boolean {
    return this.#fired;
  }

  /** What goes wrong while a request is sent must find it not yet sent, however quick the disk is. */
  #inputWaits(): Promise<unknown> | undefined {
    const { phase, fault } = this.cell;
    if (phase !== 'connect' && phase !== 'upload') return undefined;
    if (fault === 'permission' || fault === 'source') return this.#happened.promise;
    return ['stop', 'reset', 'cut', 'wrong bytes'].includes(fault) ? never() : undefined;
  }

  /** Sets out. Never resolves where the fault ends the extension host. */
  async run(): Promise<Outcome<EditResult>> {
    const { phase, fault } = this.cell;
    const wrong = fault === 'wrong bytes' ? wrongAnswers[phase] : undefined;
    const holds = phase === 'wait' && fault !== 'wrong bytes';
    const told = this.fixture.standIn.tell({
      ...(wrong ? { size: { width: 128, height: 96 }, ...wrong } : quick(this.#pictures, this.cell.way)),
      ...(holds && { hold: 'beforeHeaders' }),
    });
    if (wrong) this.#fired = true;
    if (holds)
      void told.arrived.then(
        async () => (await this.reachLine('wait', this.#client)) === 'on' && told.release(),
      );
    return this.fixture.run(this.request, { signal: this.#stop.signal });
  }

  /** Everything is as before, but for what was changed or lost. */
  lift(): void {
    this.#fired = true;
    Object.assign(this.store.disks, { isFull: false, areFull: false, isStorageLocked: false });
    this.store.isLocked = false;
    this.store.inputWaits = undefined;
    this.fixture.standIn.reset();
    this.fixture.settings = { ...this.fixture.settings, timeoutSeconds: 3600 };
    this.fixture.standIn.tell(quick(this.#pictures, this.cell.way));
  }

  async close(): Promise<void> {
    this.line.close();
    this.#codec.dispose();
    await this.fixture.close();
    const spare = spareFolderOf(path.join(this.fixture.folder, 'storage'));
    await fs.rm(spare, { recursive: true, force: true });
  }

  async reachLine(phase: Phase, client: Socket | undefined): Promise<'on' | 'ended'> {
    this.#client = client ?? this.#client;
    if (!this.#isDue(phase)) return 'on';
    const { fault } = this.cell;
    if (fault === 'reset') client?.resetAndDestroy();
    else if (fault === 'cut') client?.end();
    else if (fault === 'wrong bytes') client?.end('\x15\x03\x01\x00\x02');
    else {
      await this.#happens();
      return fault === 'deadline' || fault === 'reload' ? never() : 'on';
    }
    return 'ended';
  }

  async reachWorker(phase: Phase): Promise<'on' | 'crash' | 'memory'> {
    const { fault } = this.cell;
    const dies = fault === 'crash' || fault === 'memory';
    if (phase === 'read back' && !dies) return 'on';
    if (!this.#isDue(phase)) return 'on';
    if (dies) return fault;
    await this.#happens();
    return 'on';
  }

  async reachDisk(phase: Phase): Promise<void> {
    const { fault } = this.cell;
    if (fault === 'crash' || fault === 'memory' || !this.#isDue(phase)) return;
    await this.#happens();
  }

  #isDue(phase: Phase): boolean {
    if (this.#fired || phase !== this.cell.phase) return false;
    this.#fired = true;
    this.#tellReached();
    return true;
  }

  async #happens(): Promise<void> {
    await this.#make();
    this.#happened.resolve();
  }

  async #make(): Promise<void> {
    const { folder } = this.fixture;
    const made = path.join(folder, 'made');
    switch (this.cell.fault) {
      case 'stop':
        this.#stop.abort();
        return;
      case 'disk full':
        this.store.disks.isFull = true;
        return;
      case 'no disk':
        this.store.disks.areFull = true;
        return;
      case 'storage':
        this.store.disks.isStorageLocked = true;
        return;
      case 'permission':
        this.store.isLocked = true;
        return;
      case 'folder':
        return fs.rm(made, { recursive: true, force: true });
      case 'source':
        return fs.writeFile(path.join(folder, 'docs', 'shot.png'), this.#pictures.other);
      case 'killed':
        return never();
      case 'reload':
        // VS Code ends what the extension has registered, and the host soon afterwards.
        this.#codec.dispose();
        return;
      case 'wrong bytes': {
        if (this.cell.phase === 'prepare') return;
        const [image] = (await fs.readdir(made)).filter((name) => name.endsWith('.png'));
        if (this.cell.phase === 'read back' && image)
          return fs.writeFile(path.join(made, image), this.#pictures.other);
        // Somebody else's file has the record's name.
        return fs.writeFile(path.join(made, `${image}.nano-banana.json`), '{}');
      }
    }
  }
}

const isWhole = (request: RecordedRequest): boolean =>
  request.bodyBytes > 0 && request.bodyBytes === Number(request.header('content-length'));

/** What is asked for in the folder of a scene. */
export function requestOf(folder: string, { model, region }: Way): EditRequest {
  const uri = uriOf(path.join(folder, 'docs', 'shot.png'));
  return {
    prompt: 'invert',
    inputs: [{ name: 'shot.png', source: { kind: 'file', uri } }],
    editedIndex: 0,
    options: { model, ...unsetOptions },
    ...(region && { region: rectangle([40, 28, 16, 12], extent) }),
    target: { kind: 'folder', folder: uriOf(path.join(folder, 'made')) },
  };
}

/** What comes in place of a right answer. */
const wrongAnswers: Partial<Record<Phase, Behaviour>> = {
  wait: { wire: 'html' },
  'first byte': { wire: 'notJson' },
  body: { answer: 'badBase64', images: 'badBase64' },
  decode: { answer: 'brokenImage', images: 'brokenImage' },
  align: { displace: { anew: true } },
};

const never = (): Promise<never> => wait(2 ** 31 - 1, undefined, { ref: false }) as Promise<never>;
