import type { Page } from 'playwright-core';

/** All that the workbench keeps in the browser, as one text. */
export function readBrowserStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answerOf(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows: unknown[] = await answerOf(database.transaction(store).objectStore(store).getAll());
        parts.push(JSON.stringify(rows));
      }
      database.close();
    }
    return parts.join('\n');
  });
}
