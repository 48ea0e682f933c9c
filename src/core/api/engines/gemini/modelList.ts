import { field, textOf } from '../../json/lenient.ts';
import type { ModelListForm } from '../engine.ts';

/** Google's list, which comes in pages (ai.google.dev/api/models). */
export const modelList: ModelListForm = {
  path: '/v1beta/models',
  query: (pageToken) =>
    `?pageSize=1000${pageToken === undefined ? '' : `&pageToken=${encodeURIComponent(pageToken)}`}`,
  nextPage: (answer) => textOf(field(answer, 'nextPageToken')),
};
