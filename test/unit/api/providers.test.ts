import assert from 'node:assert/strict';
import type { Auth } from '../../../src/core/api/customHeaders.ts';
import { resolveProvider } from '../../../src/core/api/providers.ts';
import { failureOf, unwrap } from './support.ts';

const custom = (customBaseUrl: string, customAuth?: Auth) =>
  resolveProvider({ provider: 'custom', customBaseUrl, customAuth });

describe('providers', () => {
  it('has the two that need no setting', () => {
    const apiyi = unwrap(resolveProvider({ provider: 'apiyi' }));
    assert.deepEqual(
      [apiyi.baseUrl, apiyi.auth, apiyi.defaultModel, apiyi.modelListPaths],
      ['https://api.apiyi.com', 'bearer', 'gemini-3.1-flash-image-preview', ['/v1/models']],
    );
    const google = unwrap(resolveProvider({ provider: 'google', customBaseUrl: 'http://elsewhere' }));
    assert.deepEqual(
      [google.origin, google.auth, google.defaultModel, google.modelListPaths],
      [
        'https://generativelanguage.googleapis.com',
        'x-goog-api-key',
        'gemini-nano-banana-2.1',
        ['/v1beta/models'],
      ],
    );
  });

  for (const [text, baseUrl] of [
    ['https://gateway.example.com', 'https://gateway.example.com'],
    ['https://gateway.example.com:8443/gemini/', 'https://gateway.example.com:8443/gemini'],
    ['  https://Gateway.Example.com/a/b//  ', 'https://gateway.example.com/a/b'],
    ['https://gateway.example.com/v1beta/', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1', 'https://gateway.example.com'],
    ['https://gateway.example.com/team/v1/', 'https://gateway.example.com/team'],
    ['https://gateway.example.com/v1beta/models', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1/models/', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1beta/openai/', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1beta/openai/chat/completions', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1/chat/completions', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1/images/generations', 'https://gateway.example.com'],
    ['https://gateway.example.com/a/v1beta/models/gemini-3:generateContent', 'https://gateway.example.com/a'],
    ['https://gateway.example.com/v1/account/name', 'https://gateway.example.com/v1/account/name'],
    ['https://gateway.example.com/V1/', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1/images', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1beta/openai/images/generations', 'https://gateway.example.com'],
    ['https://gateway.example.com/api/v1/responses', 'https://gateway.example.com/api'],
    ['https://gateway.example.com/v1/completions', 'https://gateway.example.com'],
    ['https://gateway.example.com/v1/messages', 'https://gateway.example.com'],
    ['https://name.openai.example.com/openai/v1/', 'https://name.openai.example.com/openai'],
    [
      'https://gateway.example.com/v1/acc/gw/google-ai-studio/v1beta',
      'https://gateway.example.com/v1/acc/gw/google-ai-studio',
    ],
    ['https://gateway.example.com/v1x', 'https://gateway.example.com/v1x'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/x', 'http://localhost:8080/x'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ] as const) {
    it(`takes ${text.trim()}`, () => {
      const provider = unwrap(custom(text));
      assert.equal(provider.baseUrl, baseUrl);
      assert.equal(provider.origin, new URL(baseUrl).origin);
      assert.equal(provider.auth, 'bearer');
    });
  }

  for (const [text, code] of [
    ['', 'custom.missing'],
    ['gateway.example.com', 'custom.notUrl'],
    ['ftp://gateway.example.com', 'custom.notUrl'],
    ['http://gateway.example.com', 'custom.plainHttp'],
    ['http://127.0.0.1.example.com', 'custom.plainHttp'],
    ['http://192.168.1.5', 'custom.plainHttp'],
    ['https://me:secret@gateway.example.com', 'custom.credentials'],
    ['https://europe-west1-aiplatform.googleapis.com/v1/projects/x', 'custom.vertex'],
    ['https://gateway.example.com/?key=1', 'custom.query'],
    ['https://gateway.example.com/#x', 'custom.query'],
  ] as const) {
    it(`refuses ${text || 'nothing'}`, () => {
      const failure = failureOf(custom(text));
      assert.equal(failure.code, code);
      assert.deepEqual(failure.nextSteps, ['openSettings']);
      assert.ok(!failure.sentence.includes('secret'));
    });
  }

  it('goes without a key on this machine only', () => {
    assert.equal(unwrap(custom('http://localhost:1', 'none')).auth, 'none');
    assert.equal(failureOf(custom('https://gateway.example.com', 'none')).code, 'custom.noAuth');
  });
});
