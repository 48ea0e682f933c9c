import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { refuse, unknownParameter } from './refuse.ts';

/** A file of a request, from a part of its own or a data URL. */
export interface GivenFile {
  /** The name of its part; an entry of a JSON list counts as `image[]`. */
  part: string;
  filename: string;
  mimeType: string;
  bytes: Buffer;
}

/** The fields of a request, from multipart or JSON, in order. */
export interface GivenFields {
  /** Text parts stay texts; JSON values stay what they are. */
  scalars: ReadonlyMap<string, unknown>;
  files: readonly GivenFile[];
  /** Whether numbers and booleans come as text. */
  form: boolean;
}

/**
 * Reads a multipart body.
 *
 * @throws {Refusal} for a body that breaks off, a field that is given twice and is no list
 */
export async function readForm(contentType: string, body: Buffer): Promise<GivenFields> {
  const scalars = new Map<string, unknown>();
  const files: GivenFile[] = [];
  const reading: Promise<void>[] = [];
  let twice: string | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const busboy = new Busboy({
        headers: { 'content-type': contentType },
        limits: { fieldSize: 1 << 20 },
      });
      busboy.on('field', (name, value) => {
        if (scalars.has(name) && !name.endsWith('[]')) twice ??= name;
        scalars.set(name, value);
      });
      busboy.on('file', (part, stream, filename, _encoding, mimeType) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        const file = { part, filename, mimeType, bytes: Buffer.alloc(0) };
        files.push(file);
        reading.push(
          new Promise((done) =>
            stream.on('end', () => {
              file.bytes = Buffer.concat(chunks);
              done();
            }),
          ),
        );
      });
      busboy.on('finish', resolve).on('error', reject);
      Readable.from([body]).pipe(busboy);
    });
    await Promise.all(reading);
  } catch (error) {
    throw refuse(`Could not parse multipart form: ${error instanceof Error ? error.message : error}`);
  }
  const repeated = twice ?? repeatedFile(files);
  if (repeated !== undefined) {
    throw refuse(
      `Duplicate parameter: '${repeated}'. You provided multiple values for this parameter, whereas only one is ` +
        `allowed. If you are trying to provide a list of values, use the array syntax instead e.g. '${repeated}[]=<value>'.`,
      { param: repeated, code: 'duplicate_parameter' },
    );
  }
  return { scalars, files, form: true };
}

/** `image` may come several times where lists are spelled so; that is for the model to say. */
function repeatedFile(files: readonly GivenFile[]): string | undefined {
  const names = files.map(({ part }) => part).filter((part) => part !== 'image' && !part.endsWith('[]'));
  return names.find((name, index) => names.indexOf(name) !== index);
}

/**
 * Reads a JSON body. In that of an edit `images` and `mask` are references: data URLs are decoded here.
 *
 * @throws {Refusal} for what is no object, and for references in another form
 */
export function readJson(body: unknown, edit: boolean): GivenFields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse('We could not parse the JSON body of your request. It has to be an object.');
  }
  const scalars = new Map<string, unknown>(Object.entries(body));
  const files: GivenFile[] = [];
  if (edit) {
    if (scalars.has('image')) throw unknownParameter('image');
    const images = scalars.get('images');
    if (images !== undefined && !Array.isArray(images)) {
      throw refuse("Invalid type for 'images': expected an array.", {
        param: 'images',
        code: 'invalid_type',
      });
    }
    for (const [index, one] of (images ?? []).entries()) {
      files.push(readReference(one, 'image[]', `images[${index}]`));
    }
    for (const name of ['mask', 'markup']) {
      if (scalars.has(name)) files.push(readReference(scalars.get(name), name, name));
      scalars.delete(name);
    }
    scalars.delete('images');
  }
  return { scalars, files, form: false };
}

/** UTF-16 units of an address, data URLs among them. */
const mostOfAddress = 20_971_520;

function readReference(given: unknown, part: string, path: string): GivenFile {
  const reference = typeof given === 'object' && given !== null ? given : {};
  const [[key, address] = ['', undefined], ...others] = Object.entries(reference);
  if ((key !== 'image_url' && key !== 'file_id') || typeof address !== 'string' || others.length > 0) {
    throw refuse(`Invalid type for '${path}': expected exactly one of 'image_url' and 'file_id'.`, {
      param: path,
      code: 'invalid_type',
    });
  }
  if (key === 'file_id') {
    throw refuse(`No such File object: ${address}`, { param: path, code: 'file_not_found', http: 404 });
  }
  if (address.length > mostOfAddress) {
    throw refuse(
      `Invalid '${path}.image_url': string too long. Expected a string with maximum length ${mostOfAddress}.`,
      { param: path, code: 'string_above_max_length' },
    );
  }
  const [, mimeType, base64] = /^data:([^;,]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(address) ?? [];
  if (mimeType === undefined || base64 === undefined) {
    throw refuse(`Error while downloading ${address.slice(0, 80)}.`, {
      param: path,
      code: 'invalid_image_url',
    });
  }
  return { part, filename: '', mimeType, bytes: Buffer.from(base64, 'base64') };
}
