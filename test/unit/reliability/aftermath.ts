import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { PictureCheck } from '../../../src/core/api/answer/pictureCheck.ts';
import type { EditingService } from '../../../src/core/edit/editingService.ts';
import { interrupted, notSavedYet } from '../../../src/core/edit/jobFailures.ts';
import type { EditResult, KeptImage } from '../../../src/core/editRequest.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture, owner } from '../edit/editingFixture.ts';
import type { Cell } from './phases.ts';
import { type Pictures, requestOf } from './scene.ts';

/** How an edit ended for the person. */
export const ends = {
  saved: 'saved',
  kept: 'kept and offered',
  held: 'held in memory and offered',
  again: 'saved, and offered once more',
  free: 'failed, not billed',
  maybe: 'failed, may be billed',
  paid: 'failed, billed',
  nothing: 'nothing was sent',
} as const;
export type End = keyof typeof ends;

/** What came of a cell. */
export interface Told {
  cell: Cell;
  end: End;
  /** What the person reads, in the panel or after the restart. */
  sentences: string[];
  /** What must not be. */
  problems: string[];
}

/** What is known of a cell beside its disk. */
export interface Facts {
  cell: Cell;
  fixture: EditingFixture;
  pictures: Pictures;
  /** Undefined: the extension host ended before. */
  outcome: Outcome<EditResult> | 'hangs' | undefined;
  hasFired: boolean;
  /** Requests that arrived, and answers that were handed on to their last byte. */
  requests: number;
  delivered: number;
  /** Everything is as before. */
  lift(): void;
}

/** Looks at what an edit left, restarts, takes what is offered, and edits once more. */
export async function lookAt(facts: Facts): Promise<Told> {
  const { cell, fixture, outcome, requests, delivered } = facts;
  const problems: string[] = [];
  const must = (isSo: boolean, what: string): void => void (isSo || problems.push(what));
  must(facts.hasFired, 'the moment never came');
  must(outcome !== 'hangs', 'it hangs');
  must(requests <= 1, `it asked ${requests} times`);
  await lookAtFiles(facts, must);
  const before = await namesIn(fixture.folder);

  facts.lift();
  const clean = new EditingFixture(fixture.folder, fixture.standIn, fixture.codec);
  clean.settings = fixture.settings;
  const restarted = clean.service(owner + 1);
  const left = await restarted.journal.leftovers();
  must(left.length <= 1, `${left.length} are left over`);
  const [one] = left;
  const isSaved = before.some((name) => name.endsWith('.png'));
  const sentences: string[] = [];
  let isHeld = false;
  if (typeof outcome === 'object' && !outcome.ok) {
    const { code, sentence, billed } = outcome.failure;
    sentences.push(sentence);
    must(code !== 'unexpected', `unexpected: ${sentence}`);
    must(/[.!?”)]$/.test(sentence), `no sentence: ${sentence}`);
    must(billed !== 'no' || requests === 0, `it says that nothing was billed: ${sentence}`);
    must(
      billed === 'no' || requests > 0 || cell.phase === 'upload' || cell.phase === 'connect',
      `it says that it may be billed: ${sentence}`,
    );
    must(one === undefined, 'a failure is told, and something is left over');
    must(delivered === 0 || mayBeLost(cell), `what arrived is lost: ${sentence}`);
  } else if (typeof outcome === 'object') {
    const { savedAs, unsaved, notes } = outcome.value;
    must((savedAs === undefined) !== (unsaved === undefined), 'neither saved nor told why not');
    if (unsaved) sentences.push(unsaved.sentence);
    else sentences.push(...notes.filter((note) => !usual.test(note)));
    isHeld = savedAs === undefined && one !== undefined && one.kept === undefined;
    must(savedAs !== undefined || isHeld || one?.kept !== undefined, 'a result is not saved and not offered');
    // What may not be written to can't forget either.
    must(
      savedAs === undefined || one === undefined || cell.fault === 'storage',
      'a saved result is left over',
    );
    if (isHeld && one) await rescue(facts, fixture.service(), outcome.value.image, one.jobId, must);
  } else if (one) {
    sentences.push((one.kept ? notSavedYet(one.kept.suggestedName) : interrupted('shot.png')).sentence);
  }
  if (outcome === undefined) {
    must(delivered === 0 || isSaved || one?.kept !== undefined, 'a result that arrived is not offered');
    must(requests === 0 || isSaved || one !== undefined, 'an interrupted request is not told');
  }
  if (one?.kept) {
    await rescue(facts, restarted, one.kept.image, one.jobId, must);
    must((await restarted.journal.leftovers()).length === 0, 'it is offered after it was saved');
  }
  if (one && !one.kept) await restarted.journal.remove(one.jobId);
  await editAgain(clean, cell, before, must);
  return {
    cell,
    end: isHeld ? 'held' : endOf(outcome, one !== undefined, one?.kept !== undefined, isSaved),
    sentences,
    problems,
  };
}

type Must = (isSo: boolean, what: string) => void;

/** What is said of every edit of this size. */
const usual = /^(Sent: |Enlarged|Brought|The model sent|Cut from|The answer was moved)/;

/** Stopped means stopped; what is no picture can't be kept. */
const mayBeLost = ({ fault, phase }: Cell): boolean =>
  fault === 'stop' || (fault === 'wrong bytes' && phase !== 'align');

function endOf(outcome: Facts['outcome'], isLeft: boolean, isKept: boolean, isSaved: boolean): End {
  if (typeof outcome === 'object' && !outcome.ok) {
    const { billed } = outcome.failure;
    return billed === 'no' ? 'free' : billed === 'yes' ? 'paid' : 'maybe';
  }
  if (typeof outcome === 'object' && outcome.ok)
    return outcome.value.savedAs ? (isLeft ? 'again' : 'saved') : 'kept';
  if (isSaved) return isLeft ? 'again' : 'saved';
  return isKept ? 'kept' : isLeft ? 'maybe' : 'nothing';
}

const namesIn = async (folder: string): Promise<string[]> =>
  fs.readdir(path.join(folder, 'made')).catch(() => []);

/** Nothing is half written, nothing but the result is new, and the source is what it was. */
async function lookAtFiles({ cell, fixture, pictures }: Facts, must: Must): Promise<void> {
  const source = await fs.readFile(path.join(fixture.folder, 'docs', 'shot.png'));
  const { source: own, other } = pictures;
  const isOwn =
    cell.fault === 'wrong bytes' && cell.phase === 'prepare' ? source.length === 900 : same(source, own);
  must(isOwn || (cell.fault === 'source' && same(source, other)), 'the source was written to');
  must(
    (await fs.readdir(path.join(fixture.folder, 'docs'))).length === 1,
    'something lies beside the source',
  );
  for (const name of await namesIn(fixture.folder)) {
    const bytes = await fs.readFile(path.join(fixture.folder, 'made', name));
    must(/^shot-edited\.png(\.nano-banana\.json)?$/.test(name), `${name} lies there`);
    must(name.endsWith('.json') ? isJson(bytes) : isWhole(bytes), `${name} is half written`);
  }
}

/** Saves what is offered where the person says. */
async function rescue(
  facts: Facts,
  service: EditingService,
  image: KeptImage,
  jobId: string,
  must: Must,
): Promise<void> {
  const chosen = uriOf(path.join(facts.fixture.folder, 'rescued.png'));
  const rescued = await service.saveKept(image, chosen, jobId);
  must(rescued.ok, `what is kept can't be saved: ${rescued.ok || rescued.failure.sentence}`);
  if (rescued.ok) await lookAtRescued(facts, rescued.value.uri, must);
}

async function lookAtRescued({ cell, pictures }: Facts, uri: string, must: Must): Promise<void> {
  const bytes = await fs.readFile(new URL(uri));
  const isRight = cell.fault === 'wrong bytes' || (isWhole(bytes) && hasExtent(bytes, pictures.source));
  must(isRight, `${nameOf(uri)} is not of the source's size`);
}

async function editAgain(
  clean: EditingFixture,
  cell: Cell,
  before: readonly string[],
  must: Must,
): Promise<void> {
  const asked = clean.standIn.requests.length;
  if (cell.fault === 'wrong bytes' && cell.phase === 'prepare') return;
  const next = await clean.run(requestOf(clean.folder, cell.way));
  must(
    next.ok && next.value.savedAs !== undefined,
    `the next edit fails: ${next.ok ? next.value.unsaved?.sentence : next.failure.sentence}`,
  );
  must(clean.standIn.requests.length === asked + 1, 'the next edit asks in another way');
  if (next.ok) must(!before.includes(nameOf(next.value.savedAs ?? '')), 'the next edit overwrites');
}

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

function isWhole(bytes: Buffer): boolean {
  const check = new PictureCheck();
  check.add(bytes);
  return check.looks() === 'picture';
}

/** Width and height stand at the same bytes of every PNG. */
const hasExtent = (bytes: Uint8Array, source: Uint8Array): boolean =>
  same(bytes.subarray(16, 24), source.subarray(16, 24));

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
