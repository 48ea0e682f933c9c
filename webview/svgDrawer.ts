import { t } from '../src/core/shared/l10n.ts';
import type { HostRequestParams, PageEventParams } from '../src/core/shared/protocol/protocol.ts';
import type { PanelPort } from './port.ts';

type Outcome = HostRequestParams<'svgDrawn'>['outcome'];

const loadTimeoutMs = 20_000;

/** Answers the host's requests to draw SVG images: the page has fonts and a renderer, the host has none. */
export function answerSvgDrawing(port: PanelPort): void {
  port.on('drawSvg', (order) => {
    drawSvg(order)
      .then((outcome) => port.call('svgDrawn', { token: order.token, outcome }))
      .catch((error: unknown) => console.warn(t('The drawn SVG was rejected.'), error));
  });
}

/** Draws at exactly the pixels asked for. Never throws: a reason comes back as a value. */
async function drawSvg({ source, width, height }: PageEventParams<'drawSvg'>): Promise<Outcome> {
  try {
    const image = await loadImage(source);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context)
      return {
        ok: false,
        reason: t('A picture of {width} × {height} pixels is too large to draw.', { width, height }),
      };
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob)
      return {
        ok: false,
        reason: t('A picture of {width} × {height} pixels is too large to draw.', { width, height }),
      };
    return { ok: true, png: new Uint8Array(await blob.arrayBuffer()) };
  } catch (error) {
    return {
      ok: false,
      reason: error instanceof Error ? error.message.slice(0, 500) : t('It could not be drawn.'),
    };
  }
}

function loadImage(source: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const timer = setTimeout(() => {
      image.src = '';
      reject(new Error(t('The SVG took too long to load.')));
    }, loadTimeoutMs);
    image.onload = () => {
      clearTimeout(timer);
      resolve(image);
    };
    image.onerror = () => {
      clearTimeout(timer);
      reject(new Error(t("The SVG has errors and can't be shown.")));
    };
    image.src = source;
  });
}
