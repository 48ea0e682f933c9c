import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Replacements } from '../../../src/core/save/replacements.ts';
import type { Review } from '../../../src/core/save/review.ts';
import type { Failure } from '../../../src/core/shared/failure.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { Redoing } from '../../../src/features/redo/redoing.ts';
import type { Line, RedoWindow } from '../../../src/features/redo/redoWindow.ts';
import type { Messages } from '../../../src/vscode/dialogs/messages.ts';
import type { EditingFixture } from '../edit/editingFixture.ts';
import { unwrap } from '../edit/editingFixture.ts';

/** Doing edits again on a disk and an API of their own, with a person of few words. */
export class RedoFixture {
  readonly fixture: EditingFixture;
  readonly redoing: Redoing;
  readonly told: string[] = [];
  readonly offered: { failure: Failure; take(step: 'runAgain' | 'saveElsewhere'): Promise<unknown> }[] = [];
  readonly questions: { question: string; detail: string }[] = [];
  readonly lists: { lines: readonly Line[]; title: string; placeholder: string }[] = [];
  readonly replaceWarnings: string[] = [];
  /** The comparisons that were opened, the latest last. */
  readonly reviews: { review: Review; close(): void; reveals: number }[] = [];
  isTrusted = true;
  agrees = true;
  /** Labels of the lines to tick; all if not given. */
  ticks: string[] | undefined;
  /** The button of a message that is pressed. */
  press: string | undefined;
  /** Where the person saves what could not be saved. */
  chosenTarget: string | undefined;
  /** Sets the key when asked for it. */
  givesKey: string | undefined;
  /** Called when a run begins; stops it where it says so. */
  onRun: (stop: () => void) => void = () => {};
  /** Takes back the latest replacement. */
  undo: (() => Promise<void>) | undefined;
  whileReplacing: (() => Promise<void>) | undefined;
  /** What was told while it ran. */
  readonly steps: string[] = [];

  readonly messages: Messages = {
    tell: (_, sentence) => void this.told.push(sentence),
    ask: async (_, sentence, ...buttons) => {
      this.told.push(sentence);
      return buttons.find((button) => button === this.press);
    },
  };

  constructor(fixture: EditingFixture) {
    this.fixture = fixture;
    const write = (message: string): void => void fixture.log.push(message);
    const log = { debug: () => {}, info: write, warn: write, error: write };
    const { files } = fixture;
    const settings = { read: () => fixture.settings, readOwn: () => fixture.settings };
    const replacements = new Replacements({
      files,
      log,
      newId: randomUUID,
      now: Date.now,
      codec: fixture.codec,
    });
    const service = fixture.service();
    this.redoing = new Redoing({
      editing: service,
      files,
      settings,
      secrets: { keyFor: async () => fixture.key },
      log,
      newId: randomUUID,
      window: this.window,
      nextSteps: {
        take: async () => {
          fixture.key = this.givesKey;
          return this.givesKey !== undefined;
        },
        offer: async (failure, own = {}) => {
          this.offered.push({ failure, take: async (step) => own[step]?.() });
        },
      },
      messages: this.messages,
      originals: {
        replaceAll: async (wanted) => {
          this.replaceWarnings.push(...wanted.flatMap(({ warnings }) => warnings));
          if (!this.agrees) return [];
          for (const { replacement, undone } of wanted) {
            const { uri, backupId } = unwrap(await replacements.replaceOriginal(replacement));
            this.undo = async () => {
              unwrap(await replacements.undo(uri, backupId));
              await undone?.();
            };
            await this.whileReplacing?.();
          }
          return wanted.map(({ replacement }) => replacement.original);
        },
      },
      comparisons: {
        review: (review) => {
          const ended: { dispose(): void }[] = [];
          const close = () => {
            for (const one of ended.splice(0)) one.dispose();
          };
          const shown = { review, close, reveals: 0 };
          review.follow(() => {
            if (review.pair === undefined) close();
          });
          this.reviews.push(shown);
          return {
            reveal: () => void shown.reveals++,
            whenClosed: (one) => void ended.push(one),
          };
        },
      },
    });
  }

  /** Does the action on what is shown in the latest comparison. */
  async act(action: Parameters<Review['take']>[0]): Promise<void> {
    const review = this.reviews.at(-1)?.review;
    await review?.take(action, review.view?.pair ?? '');
  }

  /** The names of the pair that is shown in the latest comparison. */
  get pair(): [present: string, redone: string] | undefined {
    const pair = this.reviews.at(-1)?.review.pair;
    return pair && [nameOf(pair.present), nameOf(pair.redone)];
  }

  get requests(): number {
    return this.fixture.standIn.requests.length;
  }

  /** A screenshot of one colour. */
  async shoot(colour: string, name = 'shot.png', width = 320, height = 180): Promise<string> {
    const picture = { create: { width, height, channels: 3 as const, background: colour } };
    return this.fixture.put(name, await sharp(picture).png().toBuffer());
  }

  /** An image that is made by editing another; gives its URI. */
  async edit(source: string, name: string): Promise<string> {
    const target = {
      kind: 'folder',
      folder: this.fixture.docs,
      name: { base: name, ending: 'png' },
    } as const;
    const outcome = await this.fixture.run(this.fixture.request([source], { prompt: 'invert', target }));
    return unwrap(outcome).savedAs ?? '';
  }

  /** The mean of the first channel: 0 for black, 255 for white. */
  async brightness(name: string): Promise<number> {
    const { channels } = await sharp(await this.fixture.read(name)).stats();
    return Math.round(channels[0]?.mean ?? -1);
  }

  get window(): RedoWindow {
    return {
      isTrusted: () => this.isTrusted,
      reach: (uri) => uri,
      placeOf: (uri) => `docs/${nameOf(uri)}`,
      confirm: async (question, detail) => {
        this.questions.push({ question, detail });
        return this.agrees;
      },
      confirmCost: async (question, detail) => {
        this.questions.push({ question, detail });
        return this.agrees;
      },
      progress: async (_, work) => {
        const controller = new AbortController();
        this.onRun(() => controller.abort());
        return work(() => {}, controller.signal);
      },
      paidProgress: async (_, work) => {
        const controllers = [new AbortController(), new AbortController()];
        const [stop, abort] = controllers.map(({ signal }) => signal) as [AbortSignal, AbortSignal];
        this.onRun(() => controllers.find(({ signal }) => !signal.aborted)?.abort());
        return work((message) => void this.steps.push(message), { stop, abort });
      },
      pick: async (lines, { title, placeholder }) => {
        const ticked = lines.filter(({ label }) => this.ticks?.includes(label) ?? true);
        this.lists.push({ lines, title: title(ticked), placeholder });
        return this.agrees ? ticked : undefined;
      },
      chooseTarget: async () => this.chosenTarget,
    };
  }
}
