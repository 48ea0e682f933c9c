import type { EditRequest } from '../../editRequest.ts';
import { CodecError } from '../../images/codecError.ts';
import type { Rectangle } from '../../images/geometry.ts';
import { mimeOf } from '../../images/imageTypes.ts';
import { markupSvg } from '../../images/region/markupSvg.ts';
import type { Inspection } from '../../inspect.ts';
import { type Outcome, succeed } from '../../shared/failure.ts';
import { inARow, t } from '../../shared/l10n.ts';
import type { Plan } from '../plan/plan.ts';
import { inMemory, type PreparedImage } from './bareInput.ts';
import { markupSentence } from './markupWords.ts';
import { openSource, type PrepareDeps, unusable } from './prepare.ts';

/** A copy of the edited image with marks on it, which is sent along, and the words that explain it. */
export interface MarkedCopy {
  image: PreparedImage;
  sentence: string;
}

/**
 * Draws a request's marks on a copy of what is sent of the edited image; undefined where there are none.
 * @param crop the part of the edited image that is sent; undefined: all of it
 */
export async function markedCopy(
  deps: PrepareDeps,
  { inputs, editedIndex, markup }: EditRequest,
  inspection: Inspection | undefined,
  plan: Plan,
  crop: Rectangle | undefined,
  maxBytes: number | undefined,
  signal: AbortSignal,
): Promise<Outcome<MarkedCopy | undefined>> {
  const edited = inputs[editedIndex];
  if (markup === undefined || edited === undefined || inspection === undefined) return succeed(undefined);
  const { info } = inspection;
  const part = crop ?? { left: 0, top: 0, width: info.width, height: info.height };
  try {
    const { bytes } = await openSource(deps, edited, info, signal);
    const { type, bytes: made } = await deps.codec.prepare(
      {
        bytes,
        flatten: true,
        overlay: markupSvg(markup, info, part),
        ...(crop && { crop }),
        ...(plan.fit?.pad && { pad: plan.fit.pad }),
        ...(maxBytes !== undefined && { maxBytes }),
      },
      signal,
    );
    const sentence = markupSentence(markup, inputs.length + 1, editedIndex + 1);
    return succeed({ image: inMemory(made, mimeOf(type)), sentence });
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof CodecError ? error.message : String(error);
    return unusable(inARow(t('{name}: the marks could not be drawn on it.', { name: edited.name }), why));
  }
}
