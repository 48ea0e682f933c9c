import { t } from '../src/core/shared/l10n.ts';
import type { Picture } from '../src/core/shared/panelState.ts';

/**
 * Puts a picture itself into the clipboard, as PNG: the one type that browsers write there.
 * Call it in the very turn of the person's click.
 * @returns a sentence on what happened, for the person
 */
export async function copyImage({ preview, name }: Picture): Promise<string> {
  if (preview === null) return t('{name} has no preview to copy. Open it and copy it from there.', { name });
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawPng(preview) })]);
    return t('Copied {name} to the clipboard.', { name });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return t('{name} could not be copied ({reason}). Open it and copy it from there.', { name, reason });
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
