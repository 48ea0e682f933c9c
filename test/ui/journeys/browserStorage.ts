import type { Page } from 'playwright-core';

/** All that the workbench keeps in the browser, as one text. */
export const readBrowserStorage = (page: Page): Promise<string> => read(page, '');

/** What it keeps of its windows and settings: editors, views, choices. */
export const readWindowState = (page: Page): Promise<string> => read(page, 'vscode-web-state-db-');

function read(page: Page, prefix: string): Promise<string> {
  return page.evaluate(async (prefix) => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith(prefix)) continue;
      const database = await answerOf(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows: unknown[] = await answerOf(database.transaction(store).objectStore(store).getAll());
        parts.push(JSON.stringify(rows));
      }
      database.close();
    }
    return parts.join('\n');
  }, prefix);
}
