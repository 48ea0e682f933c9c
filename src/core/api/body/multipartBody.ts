import { randomBytes } from 'node:crypto';
import type { BodyPiece, RequestBody, SentFile } from './request.ts';

/** One part of a form: a text, or a file with its true type. */
export type FormPart =
  | { name: string; text: string }
  | { name: string; file: SentFile; fileName: string; mimeType: string };

/**
 * A form as a body (RFC 7578), its files as they are, so that its length is known before one is read.
 * Names are ours; a text may hold anything.
 */
export function multipartBody(parts: readonly FormPart[]): RequestBody {
  const boundary = `nano-banana-${randomBytes(16).toString('hex')}`;
  const pieces: BodyPiece[] = [];
  let text = '';
  for (const part of parts) {
    text += `--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"`;
    if ('text' in part) {
      text += `\r\n\r\n${part.text}\r\n`;
      continue;
    }
    text += `; filename="${part.fileName}"\r\nContent-Type: ${part.mimeType}\r\n\r\n`;
    pieces.push({ encoding: 'text', text }, { encoding: 'raw', file: part.file });
    text = '\r\n';
  }
  pieces.push({ encoding: 'text', text: `${text}--${boundary}--\r\n` });
  return { contentType: `multipart/form-data; boundary=${boundary}`, pieces };
}
