import { jsonBody } from '../../body/jsonBody.ts';
import { type FormPart, multipartBody } from '../../body/multipartBody.ts';
import type { RequestPlan } from '../../body/request.ts';
import type { Provider } from '../../providers.ts';
import { fieldsOf } from './fields.ts';
import { traitsOf } from './models.ts';

/** Below the base URL. */
const pathOf = ({ images }: Pick<RequestPlan, 'images'>): string =>
  images.length === 0 ? '/v1/images/generations' : '/v1/images/edits';

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The parts of an edit, the images in their order. */
function partsOf(plan: RequestPlan): FormPart[] {
  const { images, capabilities } = plan;
  const { several } = traitsOf(capabilities.id);
  const name = images.length === 1 ? 'image' : several;
  return [
    ...Object.entries(fieldsOf(plan)).map(([field, text]): FormPart => ({ name: field, text: String(text) })),
    ...images.map(
      (file, index): FormPart => ({
        name,
        file,
        fileName: `image-${index + 1}.${endings[file.mimeType] ?? 'png'}`,
        mimeType: file.mimeType,
      }),
    ),
    ...(plan.mask && capabilities.takesMask
      ? [{ name: 'mask', file: plan.mask, fileName: 'mask.png', mimeType: 'image/png' }]
      : []),
    ...(plan.markup && capabilities.takesMarkup
      ? [{ name: 'markup', file: plan.markup, fileName: 'markup.png', mimeType: 'image/png' }]
      : []),
  ];
}

/** JSON without images, and multipart with them: the one form that every compatible endpoint reads. */
export const requestOf = (plan: RequestPlan, _provider: Provider) => ({
  path: pathOf(plan),
  body: plan.images.length === 0 ? jsonBody(fieldsOf(plan)) : multipartBody(partsOf(plan)),
});
