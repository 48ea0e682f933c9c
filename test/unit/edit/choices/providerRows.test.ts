import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerRows } from '../../../../src/core/edit/choices/providerChoices.ts';
import { setLanguage } from '../../../../src/core/shared/l10n.ts';
import { defaultSettings } from '../editingFixture.ts';

/** About the width of a text, in the size of its letters: East Asian signs are square, others half as wide. */
const ems = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(sign) ? 1 : 0.5), 0);

describe('the rows in which somebody is chosen to be asked', () => {
  afterEach(() => setLanguage('en', undefined));

  // Of 600 pixels, 552 are for letters: 13 pixels high in the label, 12 in the rest.
  for (const language of ['en', 'de', 'ja', 'zh-cn']) {
    it(`are whole at the usual width of VS Code's pick, with what is kept: ${language}`, () => {
      const file = join(import.meta.dirname, `../../../../l10n/bundle.l10n.${language}.json`);
      setLanguage(language, language === 'en' ? undefined : JSON.parse(readFileSync(file, 'utf8')));
      for (const { id, label, description, detail } of providerRows({
        ...defaultSettings,
        provider: 'apiyi',
      })) {
        const first = ems(`${label} `) * 13 + ems(description) * 12;
        assert.ok(first <= 552, `${id}: ${first} px, ${label} ${description}`);
        assert.ok(ems(detail) * 12 <= 552, `${id}: ${ems(detail) * 12} px, ${detail}`);
      }
    });
  }
});
