import type { AnswerDocument } from '../answer/answerDocuments.ts';
import type { ImageReceiver } from '../answer/imageReceiver.ts';
import type { ImageSink } from '../answer/response.ts';
import type { AnswerReading } from '../engines/engine.ts';

/**
 * Is handed each picture of what is still being drawn, in order, as soon as its sink holds it, with how many there
 * were. The sink is discarded at the end of the answer, but not before this is settled.
 */
export type OnPartial<S extends ImageSink> = (sink: S, count: number) => Promise<void> | void;

/** Finds in an answer that is still coming the pictures of what is being drawn, and hands them on. */
export class PartialImages<S extends ImageSink> {
  readonly #images: ImageReceiver<S>;
  readonly #partialIn: AnswerReading['partialIn'];
  readonly #onPartial: OnPartial<S> | undefined;
  #looked = 0;
  #count = 0;
  #shown: Promise<void> = Promise.resolve();

  /** @param onPartial undefined: nobody wants to see them */
  constructor(
    images: ImageReceiver<S>,
    { partialIn }: Pick<AnswerReading, 'partialIn'>,
    onPartial: OnPartial<S> | undefined,
  ) {
    this.#images = images;
    this.#partialIn = partialIn;
    this.#onPartial = onPartial;
  }

  /** Hands on what came whole since the last look. @param closed all values that came whole */
  look(closed: readonly AnswerDocument[]): void {
    const show = this.#onPartial;
    if (show === undefined || this.#partialIn === undefined) return;
    for (; this.#looked < closed.length; this.#looked++) {
      const document = closed[this.#looked];
      const image = document && this.#images.get(this.#partialIn(document));
      if (image === undefined) continue;
      const count = ++this.#count;
      const written = this.#images.idle();
      this.#shown = this.#shown
        .then(() => written)
        .then(() => (image.whole && image.sink ? show(image.sink, count) : undefined))
        // Who looks at a picture that is no result can't spoil the one that is.
        .catch(() => undefined);
    }
  }

  /** Settles when whoever looks at them has seen all of them. Never rejects. */
  seen(): Promise<void> {
    return this.#shown;
  }
}
