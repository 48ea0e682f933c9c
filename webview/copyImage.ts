import { t } from '../src/core/shared/l10n.ts';
import type { Picture } from '../src/core/shared/protocol/panelState.ts';

/** A result is there a moment before its preview is made; longer than this nobody waits for a copy. */
const patienceMs = 5000;

/**
 * Puts a picture itself into the clipboard, as PNG: the one type that browsers write there.
 * Call it in the very turn of the person's click.
 * @param now the picture as it is known at any later time
 * @returns a sentence on what happened, for the person
 */
export async function copyImage({ name }: Picture, now: () => Picture | undefined): Promise<string> {
  const png = previewOf(now).then(drawPng);
  // Where writing is refused, nobody else hears of it.
  png.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return t('Copied {name} to the clipboard.', { name });
  } catch (error) {
    if (!now()?.preview) return t('{name} has no preview to copy. Open it and copy it from there.', { name });
    const reason = error instanceof Error ? error.message : String(error);
    return t('{name} could not be copied ({reason}). Open it and copy it from there.', { name, reason });
  }
}

/** The address of the preview, once it is made. Rejects where it takes too long. */
async function previewOf(now: () => Picture | undefined): Promise<string> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const preview = now()?.preview;
    if (preview) return preview;
    if (performance.now() > end) throw new Error('there is no preview');
    await new Promise(requestAnimationFrame);
  }
}

async function drawPng(source: string): Promise<Blob> {
  const image = new Image();
  // Without it the canvas would be tainted: the preview folder is another origin than the page.
  image.crossOrigin = 'anonymous';
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(t('it is too large'));
  return blob;
}
