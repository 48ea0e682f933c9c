import { damaged, notReadable, tooManyPixels } from '../../codecError.ts';
import { isobmffColours } from './isobmffColours.ts';
import { type PlainPixels, plainPng } from './plainPng.ts';
import { straightened } from './straightened.ts';

/** The part of libheif's emscripten module that is used here; its own declarations leave out what matters. */
interface LibHeif {
  heif_context_alloc(): object;
  heif_context_free(context: object): void;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): HeifError;
  heif_js_context_get_primary_image_handle(context: object): object | HeifError;
  heif_image_handle_release(handle: object): void;
  heif_image_handle_get_width(handle: object): number;
  heif_image_handle_get_height(handle: object): number;
  heif_image_handle_has_alpha_channel(handle: object): number;
  heif_image_handle_is_premultiplied_alpha(handle: object): number;
  heif_js_decode_image2(handle: object, colours: object, chroma: object): Promise<Decoded> | Decoded;
  heif_image_release(image: object): void;
  heif_colorspace: { heif_colorspace_RGB: object };
  heif_chroma: { heif_chroma_interleaved_RGBA: object; heif_chroma_interleaved_RRGGBBAA_BE: object };
  heif_error_code: { heif_error_Ok: object };
}

interface HeifError {
  code: object;
  message: string;
}

interface DecodedChannel {
  width: number;
  height: number;
  /** Bytes from one row to the next. */
  stride: number;
  data: Uint8Array;
  bits_per_pixel: number;
}

type Decoded = HeifError | { image: object; channels: DecodedChannel[] };

let loaded: Promise<LibHeif> | undefined;

/**
 * Decodes the primary picture of a HEIC with libheif (its own build, loaded at the first HEIC), as an uncompressed
 * PNG: cropped, turned and mirrored as the file says, with its colour profile.
 *
 * @param isDeep whether a colour has more than 8 bits
 */
export async function heicAsPng(bytes: Uint8Array, isDeep: boolean, maxPixels: number): Promise<Uint8Array> {
  loaded ??= loadLibHeif();
  const lib = await loaded;
  const context = lib.heif_context_alloc();
  try {
    const read = lib.heif_context_read_from_memory(context, bytes);
    if (read.code !== lib.heif_error_code.heif_error_Ok) throw problem(read);
    const handle = lib.heif_js_context_get_primary_image_handle(context);
    if ('code' in handle) throw problem(handle);
    try {
      return plainPng({ ...(await pixelsOf(lib, handle, isDeep, maxPixels)), ...isobmffColours(bytes) });
    } finally {
      lib.heif_image_handle_release(handle);
    }
  } finally {
    lib.heif_context_free(context);
  }
}

async function loadLibHeif(): Promise<LibHeif> {
  // Its declarations name another export than it has.
  const library: unknown = await import('libheif-js/libheif-wasm/libheif.js');
  return (library as { default: () => Promise<LibHeif> }).default();
}

async function pixelsOf(
  lib: LibHeif,
  handle: object,
  isDeep: boolean,
  maxPixels: number,
): Promise<PlainPixels> {
  const width = lib.heif_image_handle_get_width(handle);
  const height = lib.heif_image_handle_get_height(handle);
  if (width * height > maxPixels) throw tooManyPixels(width, height, maxPixels);
  const { heif_chroma_interleaved_RGBA: plain, heif_chroma_interleaved_RRGGBBAA_BE: deep } = lib.heif_chroma;
  const colours = lib.heif_colorspace.heif_colorspace_RGB;
  const decoded = await lib.heif_js_decode_image2(handle, colours, isDeep ? deep : plain);
  if ('code' in decoded) throw problem(decoded);
  try {
    const [channel] = decoded.channels;
    if (channel === undefined) throw damaged('heic', 'libheif made no pixels');
    const row = channel.width * 4 * (isDeep ? 2 : 1);
    const data = new Uint8Array(row * channel.height);
    for (let y = 0; y < channel.height; y += 1) {
      data.set(channel.data.subarray(y * channel.stride, y * channel.stride + row), y * row);
    }
    if (isDeep) widen(data, channel.bits_per_pixel);
    const pixels: PlainPixels = {
      data,
      width: channel.width,
      height: channel.height,
      channels: 4,
      bitDepth: isDeep ? 16 : 8,
    };
    return lib.heif_image_handle_is_premultiplied_alpha(handle) ? straightened(pixels) : pixels;
  } finally {
    lib.heif_image_release(decoded.image);
  }
}

/** Spreads values of 9 to 15 bits over 16, in place; libheif leaves them in the low ones. */
function widen(data: Uint8Array, bits: number): void {
  const view = new DataView(data.buffer);
  for (let at = 0; at + 1 < data.length; at += 2) {
    const value = view.getUint16(at);
    view.setUint16(at, (value << (16 - bits)) | (value >>> (2 * bits - 16)));
  }
}

const problem = ({ message }: HeifError) =>
  /not been built in|Unsupported/i.test(message)
    ? notReadable('HEIF of this kind', undefined, message)
    : damaged('heic', message);
