import { models, type StandInModel } from './models.ts';
import { Refusal, type Style } from './refusal.ts';

export type Route =
  | { kind: 'generate'; model: string }
  | { kind: 'images'; edit: boolean }
  | { kind: 'models' }
  | { kind: 'picture' };

/**
 * Where a request goes.
 *
 * @throws {Refusal} 404 for every path and method the provider does not have
 */
export function findRoute(style: Style, method: string, path: string): Route {
  const model = /^\/v1beta\/models\/([^/:]+):generateContent$/.exec(path)?.[1];
  const hasImages = style === 'openai' || style === 'apiyi';
  const images = /^\/v1\/images\/(generations|edits)$/.exec(path)?.[1];
  if (method === 'POST' && images !== undefined && hasImages) {
    return { kind: 'images', edit: images === 'edits' };
  }
  if (method === 'GET' && path.startsWith('/pictures/') && hasImages) {
    return { kind: 'picture' };
  }
  if (method === 'POST' && model !== undefined && style !== 'openai') {
    return { kind: 'generate', model };
  }
  if (method === 'GET' && path === (style === 'google' ? '/v1beta/models' : '/v1/models')) {
    return { kind: 'models' };
  }
  throw new Refusal({
    http: 404,
    status: 'NOT_FOUND',
    message: `Invalid URL (${method} ${path})`,
    code: 'invalid_request_error',
  });
}

/**
 * The model of an id. Google has shut down the preview ids, the reseller still takes them.
 *
 * @throws {Refusal} `NOT_FOUND` or `model_not_found`
 */
export function findModel(style: Style, id: string): StandInModel {
  const model = models.find((known) => known.id === id);
  if (model && (style === 'apiyi' || model.atGoogle)) {
    return model;
  }
  throw style === 'google'
    ? new Refusal({
        http: 404,
        status: 'NOT_FOUND',
        message:
          `models/${id} is not found for API version v1beta, or is not supported for generateContent. ` +
          'Call ListModels to see the list of available models and their supported methods.',
      })
    : new Refusal({
        http: 503,
        status: 'UNAVAILABLE',
        message: `当前分组 default 下对于模型 ${id} 无可用渠道`,
        code: 'model_not_found',
      });
}
