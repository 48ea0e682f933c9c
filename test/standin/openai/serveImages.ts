import type { IncomingMessage } from 'node:http';
import type { Behaviour } from '../behaviours.ts';
import type { Reply } from '../deliver.ts';
import { readDirective } from '../directive.ts';
import { parseJson, readRaw } from '../readBody.ts';
import type { RecordedRequest } from '../recording.ts';
import type { Style } from '../refusal.ts';
import { checkImages, findImageModel } from './checkImages.ts';
import { imagesAnswer, imagesEvents, type Keep } from './imagesAnswer.ts';
import { paint } from './paint.ts';
import { type GivenFields, readForm, readJson } from './readFields.ts';
import { refuse } from './refuse.ts';

/** What is told in the prompt, and what makes the answer. */
export interface ImagesWork {
  told: Behaviour;
  answer(behaviour: Behaviour): Promise<Reply>;
}

/**
 * Reads and checks a request of the Images endpoints.
 *
 * @param checkKey called when the body is read, as a gateway does
 * @throws {Refusal} for whatever would be refused
 */
export async function readImagesRequest(
  style: Style,
  edit: boolean,
  request: IncomingMessage,
  record: RecordedRequest,
  { checkKey, withheld, keep }: { checkKey: () => void; withheld: readonly string[]; keep: Keep },
): Promise<ImagesWork> {
  const raw = await readRaw(style, request, record);
  checkKey();
  const given = await readGiven(style, edit, raw, record);
  const checked = await checkImages(findImageModel(style, given, withheld), given, edit);
  const { prompt, behaviour: told } = readDirective(checked.prompt);
  const plain = { ...checked, prompt };
  return {
    told,
    answer: async (behaviour) => {
      const painted = await paint(plain, behaviour);
      if (!checked.stream || behaviour.events === 'notAStream') {
        const answer = imagesAnswer(plain, behaviour, painted, keep);
        return { body: Buffer.from(JSON.stringify(answer)), filler };
      }
      const { events, drafts } = imagesEvents(plain, behaviour, painted);
      return {
        body: Buffer.from(events.join('')),
        type: 'text/event-stream; charset=utf-8',
        pause: Buffer.byteLength(events.slice(0, Math.max(1, drafts)).join('')),
        cutAtEnd: behaviour.events === 'cutAfterFinal' || behaviour.events === 'cutAfterPartial',
        filler,
      };
    },
  };
}

const filler = [Buffer.from('{"created":1796000000,"data":[{"b64_json":"'), Buffer.from('"}]}')] as const;

async function readGiven(
  style: Style,
  edit: boolean,
  raw: Buffer,
  record: RecordedRequest,
): Promise<GivenFields> {
  const type = record.header('content-type') ?? '';
  const isForm = /^multipart\/form-data\s*;/i.test(type);
  if (edit && isForm) {
    record.form = await readForm(type, raw);
    return record.form;
  }
  if (edit && style !== 'openai') {
    throw refuse("request Content-Type isn't multipart/form-data", { code: 'invalid_request' });
  }
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refuse(
      `Invalid Content-Type header. Expected 'application/json'${edit ? " or 'multipart/form-data'" : ''} but got '${type}'.`,
      { http: 415 },
    );
  }
  record.body = parseJson(raw);
  return readJson(record.body, edit);
}
