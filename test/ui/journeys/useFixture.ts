import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pictureOf, picturesFolder } from '../../failureHelp.ts';
import { type Fixture, type FixtureOptions, openFixture, type Services, startServices } from '../setUp.ts';
import { toolCaller } from '../toolCalls.ts';

/** A package of the extension that the journeys take in place of what is built. */
const given = process.env.NANO_BANANA_PACKAGE;
let services: Promise<Services> | undefined;
/** The key that the provider of the shared window wants, and that is stored there. */
export const sharedKey = 'sk-canary-7Qm2ZxW9LhT4vRbN8sKd';
/** The window of all that ask for nothing special: a fresh one costs seconds. */
let shared: Fixture | undefined;

// One server and one browser for all journeys.
after(async () => {
  await shared?.close();
  await (await services)?.end();
});

/**
 * A window for the tests of a `describe`, its own when it asks for more than other files. A failed test leaves a
 * picture of it; at the end nothing must have gone against the panel's content security policy.
 * @returns a function that gives the fixture, from the first hook on
 */
export function useFixture(options: FixtureOptions = {}): () => Fixture {
  const isShared = Object.keys(options).every((option) => option === 'fill');
  let fixture: Fixture | undefined;
  const get = () => {
    assert.ok(fixture, 'The window is not open.');
    return fixture;
  };
  before(async () => {
    // The first one fetches VS Code where it is not there yet.
    services ??= startServices({ otherExtensions: [toolCaller], ...(given && { package: resolve(given) }) });
    fixture = isShared ? await renewed(options) : undefined;
    if (fixture) return;
    fixture = await openFixture(await services, isShared ? { ...options, key: sharedKey } : options);
    if (!isShared) return;
    await fixture.setKey(sharedKey);
    shared = fixture;
  });
  beforeEach(() => get().standIn.reset());
  afterEach(async function () {
    if (this.currentTest?.state === 'passed') return;
    const { workbench } = get();
    await workbench.keepPicture(picturesFolder, pictureOf(this.currentTest?.fullTitle() ?? 'unknown'));
    // What a failed try left open, a menu or a list, would stand in the way of the next one.
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });
  after(async function () {
    if (fixture === undefined) return;
    const complaints = fixture.complaints.splice(0);
    const hasFailed = this.test?.parent?.tests.some(({ state }) => state !== 'passed') ?? true;
    if (!isShared || hasFailed) {
      await fixture.close();
      if (isShared) shared = undefined;
    }
    assert.deepEqual(complaints, []);
  });
  return get;
}

/** The shared room made ready for others; undefined where there is none, or it can't be used any more. */
async function renewed({ fill }: FixtureOptions): Promise<Fixture | undefined> {
  const fixture = shared;
  try {
    await fixture?.renew(fill);
    return fixture;
  } catch (error) {
    console.log(`    a new window is opened, because the shared one could not be tidied: ${error}`);
    shared = undefined;
    await fixture?.close();
    return undefined;
  }
}
