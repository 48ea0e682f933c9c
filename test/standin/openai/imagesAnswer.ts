import type { Behaviour } from '../behaviours.ts';
import type { CheckedImages } from './checkImages.ts';
import type { Painted } from './paint.ts';

type Json = Record<string, unknown>;

/** Keeps a picture where the stand-in serves it, and says at which address. */
export type Keep = (picture: Buffer, format: string) => string;

/** The body of an answer with status 200 that is no stream. */
export function imagesAnswer(
  request: CheckedImages,
  behaviour: Behaviour,
  painted: Painted,
  keep: Keep,
): Json {
  const { images } = behaviour;
  const items = painted.pictures.map((picture) => itemOf(request, behaviour, picture, painted, keep));
  const created = Math.floor(Date.now() / 1000);
  const { background, ...behind } =
    request.model.bare || images === 'bare' ? {} : saidOf(request, behaviour, painted);
  // In the order in which OpenAI has them.
  const told = (data?: unknown, more: Json = {}): Json => ({
    created,
    ...(background !== undefined && { background }),
    ...(data !== undefined && { data }),
    ...behind,
    ...more,
  });
  switch (images) {
    case 'dataEmpty':
      return told([]);
    case 'dataNull':
      return told(null);
    case 'noData':
      return told();
    case 'emptyItem':
      return told([{}]);
    case 'emptyItemFirst':
      return told([{}, ...items]);
    case 'words':
      return told([{ revised_prompt: request.prompt }], { message: 'I could not make this picture.' });
    case 'errorBeside':
      return told(items, { error: { message: 'The usage was not written.', type: 'server_error' } });
    case 'error200':
      return {
        error: { message: 'upstream error', type: 'upstream_error', param: '', code: 'upstream_error' },
      };
    default:
      return told(items);
  }
}

/** What the answer says of what was done. */
function saidOf(request: CheckedImages, { images }: Behaviour, { pictures, size, format }: Painted): Json {
  const declared = images === 'otherFormat' ? (format === 'png' ? 'jpeg' : 'png') : format;
  return {
    background: request.background === 'transparent' ? 'transparent' : 'opaque',
    output_format: declared,
    quality: resolved(request),
    size: size.join('x'),
    ...(request.safetyIdentifier !== undefined && { safety_identifier: request.safetyIdentifier }),
    usage: usageOf(request, size, pictures.length, 0),
    ...(format === 'svg' && { svg_usage: svgUsage(request) }),
  };
}

function itemOf(
  request: CheckedImages,
  behaviour: Behaviour,
  picture: Buffer,
  { format }: Painted,
  keep: Keep,
): Json {
  const b64_json = encoded(picture, behaviour);
  const mimeType = format === 'svg' ? 'image/svg+xml' : `image/${format}`;
  switch (behaviour.images) {
    case 'url':
    case 'urlText':
    case 'urlGone':
      return { url: linkTo(behaviour, picture, format, keep) };
    case 'urlAndBase64':
      return { url: linkTo(behaviour, picture, format, keep), b64_json };
    case 'urlNull':
      return { url: null, b64_json, revised_prompt: null };
    case 'prefixed':
      return { b64_json: `data:${mimeType};base64,${b64_json}` };
    case 'prefixedUrl':
      return { url: `data:${mimeType};base64,${b64_json}` };
    case 'revised':
      return { b64_json, revised_prompt: `${request.prompt}, in the best quality` };
    case undefined:
      return request.responseFormat === 'url' ? { url: keep(picture, format) } : { b64_json };
    default:
      return { b64_json };
  }
}

function linkTo(behaviour: Behaviour, picture: Buffer, format: string, keep: Keep): string {
  if (behaviour.link !== undefined) return behaviour.link;
  if (behaviour.images === 'urlText') return keep(Buffer.from('<!doctype html><h1>Sign in</h1>'), 'html');
  const address = keep(picture, format);
  return behaviour.images === 'urlGone' ? address.replace(/[^/]+$/, 'gone.png') : address;
}

function encoded(picture: Buffer, { images }: Behaviour): string {
  switch (images) {
    case 'truncatedBase64':
      return picture.toString('base64').slice(0, 4 * Math.floor(picture.length / 6) + 1);
    case 'badBase64':
      return picture.toString('base64').replace(/^.{40}/, (start) => `${start}!?*#`);
    case 'emptyBase64':
      return '';
    case 'brokenImage':
      return Buffer.concat([picture.subarray(0, 24), Buffer.alloc(4096, 0x5a)]).toString('base64');
    case 'notAnImage':
      return Buffer.from('This is a text and not a picture. '.repeat(20)).toString('base64');
    default:
      return picture.toString('base64');
  }
}

/** Events of a stream, each as the lines it consists of, and how many of them come before the final picture. */
export function imagesEvents(
  request: CheckedImages,
  behaviour: Behaviour,
  painted: Painted,
): { events: string[]; drafts: number } {
  const kind = request.edit ? 'image_edit' : 'image_generation';
  const said = saidOf(request, behaviour, painted);
  const { usage: _, ...echo } = said;
  const created_at = Math.floor(Date.now() / 1000);
  const how = behaviour.events;
  const spell = (type: string, fields: Json) => {
    const end = how === 'carriageReturns' ? '\r\n' : '\n';
    const name = how === 'named' ? `event: ${type}${end}` : '';
    const comment = how === 'comments' ? `: keep-alive${end}${end}` : '';
    return `${comment}${name}data: ${JSON.stringify({ type, ...fields })}${end}${end}`;
  };
  const drafts = how === 'fewer' ? [] : painted.drafts;
  const partials = drafts.map((draft, index) =>
    spell(`${kind}.partial_image`, {
      b64_json: draft.toString('base64'),
      partial_image_index: index,
      created_at,
      ...echo,
    }),
  );
  const finals = painted.pictures.map((picture) =>
    spell(`${kind}.completed`, {
      b64_json: encoded(picture, behaviour),
      created_at,
      ...echo,
      usage: usageOf(request, painted.size, 1, drafts.length),
    }),
  );
  const error = `data: ${JSON.stringify({ error: { type: 'image_generation_server_error', code: 'server_error', message: 'An error occurred while processing the image.', param: null } })}\n\n`;
  const events = {
    noFinal: partials,
    cutAfterPartial: partials,
    error: [...partials, error],
    errorAfterFinal: [...partials, ...finals, error],
    done: [...partials, ...finals, 'data: [DONE]\n\n'],
  };
  return {
    events:
      how !== undefined && how in events ? events[how as keyof typeof events] : [...partials, ...finals],
    drafts: drafts.length,
  };
}

const resolved = ({ quality, model }: CheckedImages): string =>
  quality !== 'auto' ? quality : model.id.includes('sunburst') ? 'high' : 'medium';

/** Tokens by OpenAI's own formula, with the factors of each generation as they were measured. */
function usageOf(
  request: CheckedImages,
  [width, height]: readonly [number, number],
  count: number,
  drafts: number,
) {
  const quality = resolved(request);
  const second = /^gpt-image-2(?:-2026|$)/.test(request.model.id);
  const factors: Record<string, number> = second
    ? { low: 16, medium: 48, high: 96 }
    : { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 };
  const q = factors[quality] ?? 48;
  const short = Math.round((q * Math.min(width, height)) / Math.max(width, height));
  const each = Math.ceil((q * short * (2_000_000 + width * height)) / 4_000_000);
  const more = request.model.id.includes('2.6') && (quality === 'low' || quality === 'medium') ? 3.5 : 1;
  const output = Math.ceil(each * more) * count + drafts * 100;
  const text = Math.max(1, Math.ceil(request.prompt.length / 4));
  const image = request.images.length * 1100;
  return {
    input_tokens: text + image,
    input_tokens_details: { text_tokens: text, image_tokens: image },
    output_tokens: output,
    output_tokens_details: { image_tokens: output, text_tokens: 0 },
    total_tokens: text + image + output,
  };
}

const svgUsage = ({ svgModel }: CheckedImages) => ({
  model: svgModel ?? 'gpt-4.1-mini',
  input_tokens: 1200,
  output_tokens: 3400,
  reasoning_tokens: 0,
  total_tokens: 4600,
});
