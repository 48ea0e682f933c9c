import { shownRequest } from '../../../../core/api/showRequest.ts';
import type { SnippetLanguage } from '../../../../core/api/snippets.ts';
import type { EditingService } from '../../../../core/edit/editingService.ts';
import type { RequestPreview } from '../../../../core/edit/prepare/requestPreview.ts';
import { type Outcome, succeed } from '../../../../core/shared/failure.ts';
import { inARow, t } from '../../../../core/shared/l10n.ts';
import { isRecordedSession } from '../../../../core/storage/sessions.ts';
import { splitName } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import { requestsOf } from '../state/requests.ts';
import { alertOf } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { SessionSettings } from './sessionSettings.ts';

interface RequestCodeDeps {
  store: SessionStore;
  editing: EditingService;
  settings: Pick<SessionSettings, 'capabilities'>;
  host: Pick<SessionHost, 'showText' | 'copy' | 'pathOf'>;
}

const languageNames: Record<SnippetLanguage, string> = { curl: 'cURL', node: 'Node.js', python: 'Python' };

/** Shows the request that Run would send, and copies it as code; neither costs anything or needs a key. */
export class RequestCode {
  readonly #deps: RequestCodeDeps;

  constructor(deps: RequestCodeDeps) {
    this.#deps = deps;
  }

  /** Opens the very body as JSON, with a placeholder for each image's base64; of several parts each body. */
  async show(): Promise<void> {
    const { host } = this.#deps;
    await this.#with(
      ({ provider, plan, further }) => {
        const shown = [];
        for (const one of [plan, ...further]) {
          const made = shownRequest(one, provider);
          if (!made.ok) return made;
          shown.push(made.value);
        }
        return succeed(shown);
      },
      async (shown) => {
        for (const [index, { name, text }] of shown.entries()) {
          const { base, extension } = splitName(name);
          const numbered = shown.length > 1 ? `${base}-${index + 1}.${extension}` : name;
          await host.showText(numbered, text);
        }
      },
    );
  }

  /** Copies code that makes the request as it stands; it takes the key from an environment variable. */
  async copy(language: SnippetLanguage): Promise<void> {
    const { codeFor, keyVariable } = await import('../../../../core/api/snippets.ts');
    let variable = '';
    let all = 1;
    await this.#with(
      ({ provider, plan, further, imageUris }) => {
        all = further.length + 1;
        if (provider.auth !== 'none')
          variable = t('It reads the key from {variable}.', { variable: keyVariable(provider) });
        return codeFor(language, {
          provider,
          plan,
          paths: imageUris.map((uri) => this.#deps.host.pathOf(uri)),
        });
      },
      async (code) => {
        await this.#deps.host.copy(code);
        const spelled = languageNames[language];
        const copied =
          all === 1
            ? t('Copied the request as {language}.', { language: spelled })
            : t('Copied the first of {all} requests as {language}.', { all, language: spelled });
        this.#deps.store.update({ status: inARow(copied, variable) });
      },
    );
  }

  /** With several requests the first one stands for all. */
  async #with<T>(
    make: (preview: RequestPreview) => Outcome<T> | Promise<Outcome<T>>,
    use: (made: T) => Promise<void>,
  ): Promise<void> {
    const [request] = requestsOf(this.#deps.store.state, this.#deps.settings.capabilities());
    if (request === undefined || isRecordedSession(this.#deps.store.state.id)) return;
    const preview = await this.#deps.editing.preview(request);
    const made = preview.ok ? await make(preview.value) : preview;
    if (made.ok) await use(made.value);
    else this.#deps.store.update(alertOf(made.failure));
  }
}
