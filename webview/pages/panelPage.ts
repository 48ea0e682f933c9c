import '../components/app.ts';
import type { AppElement } from '../components/app.ts';
import { Port, panelProtocol, type WebviewApi } from '../port.ts';
import { PageStore } from '../store.ts';
import { answerSvgDrawing } from '../svgDrawer.ts';

/** The panel: form, pictures, steps. */
export async function startPanel(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, panelProtocol);
  const app: AppElement = document.createElement('nano-app');
  const store = new PageStore(port, (view) => {
    app.store = store;
    app.view = view;
    if (!app.isConnected) root.replaceChildren(app);
  });
  answerSvgDrawing(port);
  const focusPrompt = () => void app.updateComplete.then(() => app.focusPrompt());
  port.on('focusPrompt', focusPrompt);
  if (await store.start()) focusPrompt();
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-app': AppElement;
  }
}
