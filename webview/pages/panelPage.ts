import '../components/app.ts';
import type { AppElement } from '../components/app.ts';
import { EarlyPrompt } from '../earlyPrompt.ts';
import { layoutLike } from '../layout.ts';
import { Port, panelProtocol, type WebviewApi } from '../port.ts';
import { PageStore } from '../store.ts';
import { answerSvgDrawing } from '../svgDrawer.ts';
import type { View } from '../view.ts';

/** The panel: form, pictures, steps. */
export async function startPanel(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, panelProtocol);
  const app: AppElement = document.createElement('nano-app');
  const early = EarlyPrompt.in(root);
  const focusPrompt = (selection?: [start: number, end: number]) =>
    void app.updateComplete.then(() => app.focusPrompt(selection));
  const show = () => {
    if (app.isConnected) return;
    const selection = early?.selection;
    root.replaceChildren(app);
    if (selection) focusPrompt(selection);
  };
  const draw = (view: View) => {
    app.store = store;
    app.view = view;
    if (early) early.whenFree(show);
    else show();
  };
  const store = new PageStore(port, draw, focusPrompt);
  answerSvgDrawing(port);
  port.on('focusPrompt', () => {
    // VS Code gives the panel the keyboard a moment later, or leaves it to a dialog that has it meanwhile.
    if (document.hasFocus()) focusPrompt();
    else window.addEventListener('focus', () => focusPrompt(), { once: true });
  });
  const started = store.start(layoutLike(root.dataset.arrangement));
  early?.follow((prompt) => store.setPrompt(prompt));
  await started;
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-app': AppElement;
  }
}
