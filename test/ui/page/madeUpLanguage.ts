import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import { findFaultyTexts } from './clipped.ts';
import type { FakeHost } from './fakeHost.ts';
import type { PageKind } from './pageServer.ts';
import * as states from './states/all.ts';
import * as others from './states/otherPages.ts';
import { drawn } from './usePage.ts';

/** Widths of a panel: beside another editor, half a window, and all of a large one. */
const widths = [300, 700, 1400] as const;

const isState = (value: unknown): value is PanelState =>
  typeof value === 'object' && value !== null && 'revision' in value;

/** The states of the panel, by name; that of host texts without end is looked at elsewhere. */
export const panelStates = Object.entries(states).filter(
  (entry): entry is [string, PanelState] => isState(entry[1]) && entry[0] !== 'longTexts',
);

/** The pages beside the panel, by name. */
export const otherPages: readonly (readonly [string, PageKind, object])[] = [
  ['compared', 'compare', others.compared],
  ['reviewedMany', 'compare', others.reviewedMany],
  ['recordedStale', 'record', others.recordedStale],
  ['unrecorded', 'record', others.unrecorded],
  ['recordedGone', 'record', others.recordedGone],
  ['reportedGone', 'report', others.reportedGone],
  ['reported', 'report', others.reported],
  ['reportedNothing', 'report', others.reportedNothing],
  ['gallery', 'gallery', others.gallery],
  ['galleryEmpty', 'gallery', others.galleryEmpty],
];

/** What is wrong with the texts of what is shown, at each width. */
export async function faultsAtWidths(
  host: Pick<FakeHost, 'page'>,
  name: string,
  told: object,
): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await host.page.setViewportSize({ width, height: 800 });
    await drawn(host.page);
    for (const fault of await findFaultyTexts(host.page, JSON.stringify(told)))
      faults.push(`${name} at ${width} px: ${fault}`);
  }
  return faults;
}
