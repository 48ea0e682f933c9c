import * as z from 'zod/mini';
import type { RecordedRequest } from '../../standin/recording.ts';

const bodySchema = z.object({
  contents: z.array(
    z.object({
      parts: z.array(
        z.object({
          text: z.optional(z.string()),
          inlineData: z.optional(z.object({ mimeType: z.string(), data: z.string() })),
        }),
      ),
    }),
  ),
});

/** The pictures that a request carried, in their order. */
export function imagesOf(request: RecordedRequest | undefined): { mimeType: string; bytes: Buffer }[] {
  const { form } = request ?? {};
  if (form) return form.files.filter(({ part }) => part === 'image' || part === 'image[]');
  const { contents } = bodySchema.parse(request?.body);
  return contents
    .flatMap(({ parts }) => parts)
    .flatMap(({ inlineData }) =>
      inlineData ? [{ mimeType: inlineData.mimeType, bytes: Buffer.from(inlineData.data, 'base64') }] : [],
    );
}
