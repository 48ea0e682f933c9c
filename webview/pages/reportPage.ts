import '../components/lists/reportTable.ts';
import * as z from 'zod/mini';
import {
  type ReportState,
  reportEvents,
  reportRequests,
} from '../../src/core/shared/protocol/reportProtocol.ts';
import type { PageRequest } from '../components/lists/reportTable.ts';
import { Port, Refusal, type WebviewApi } from '../port.ts';
import { reportViewSchema } from '../reportView.ts';
import { didNotWork } from '../words.ts';

/** The report on docs images, told by the host and asked of it. */
export async function startReport(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, { requests: reportRequests, events: reportEvents });
  const page = document.createElement('nano-report-page');
  page.view = port.recall(reportViewSchema) ?? { text: '', kinds: [], column: 'kind', isDescending: false };
  const keep = () => port.remember({ ...page.view, shows: page.state.shows });
  const asked = new Set<number>();
  const take = async (wanted: PageRequest) => {
    try {
      if (wanted.name === 'act')
        await port.call('act', { look: page.state.look, row: wanted.row, fix: wanted.fix });
      else await port.call(wanted.name, {});
      page.problem = null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') return;
      page.problem = didNotWork(error);
    }
  };
  const load = async (row: number) => {
    const { look } = page.state;
    asked.add(row);
    const { source } = await port.call('thumbnail', { look, row });
    if (look === page.state.look) page.thumbnails = new Map(page.thumbnails).set(row, source);
  };
  /** The row that was asked for last: a slow answer does not take the place of a newer one. */
  let wanted: number | null = null;
  const look = async (row: number | null) => {
    wanted = row;
    if (row === null) {
      page.looked = null;
      return;
    }
    const { look } = page.state;
    const found = await port.call('picture', { look, row });
    if (wanted === row && look === page.state.look) page.looked = { row, ...found };
  };
  const on = <T>(name: string, schema: z.ZodMiniType<T>, listen: (detail: T) => void) =>
    page.addEventListener(name, (event) => {
      const detail = event instanceof CustomEvent ? schema.safeParse(event.detail) : undefined;
      if (detail?.success) listen(detail.data);
    });
  page.addEventListener('request', (event) => {
    if (event instanceof CustomEvent) void take(event.detail);
  });
  on('view', reportViewSchema, (view) => {
    page.view = view;
    keep();
  });
  on('seen', z.array(z.int()), (rows) => {
    // One that can't be shown has its icon.
    for (const row of rows) if (!asked.has(row)) load(row).catch(() => undefined);
  });
  on('look', z.nullable(z.int()), (row) => {
    look(row).catch((error: unknown) => {
      page.problem = didNotWork(error);
    });
  });
  const show = (state: ReportState) => {
    const place = page.state?.rows.find(({ id }) => id === page.looked?.row)?.place;
    asked.clear();
    page.thumbnails = new Map();
    page.state = state;
    keep();
    // Another look has other rows: the same image is looked at on.
    if (page.looked !== null)
      look(state.rows.find((row) => row.hasImage && row.place === place)?.id ?? null).catch(() => undefined);
    if (!page.isConnected) root.replaceChildren(page);
  };
  port.on('state', show);
  show(await port.call('ready', {}));
}
