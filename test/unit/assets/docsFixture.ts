import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import sharp from 'sharp';
import { type BuildHooks, type Built, build, type ItemEnd } from '../../../src/core/assets/build/build.ts';
import { type BuildPlan, type PlanScope, planBuild } from '../../../src/core/assets/build/plan.ts';
import type { BuildLocks } from '../../../src/core/assets/build/ports.ts';
import { compile, type Project } from '../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../src/core/assets/manifest/manifest.ts';
import { type Checked, check } from '../../../src/core/assets/states/check.ts';
import type { Codec } from '../../../src/core/images/codec.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import { FileLocks } from '../../../src/node/buildLocks.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture, unwrap } from '../edit/editingFixture.ts';

/** A docs folder with a manifest, an API that really edits, and the builder between them. */
export class DocsFixture {
  readonly fixture: EditingFixture;
  readonly locks: BuildLocks;
  readonly docs: string;

  constructor(fixture: EditingFixture) {
    this.fixture = fixture;
    this.docs = path.join(fixture.folder, 'docs');
    this.locks = this.locksOf(1);
  }

  static async open(codec: Codec): Promise<DocsFixture> {
    const fixture = await EditingFixture.open(codec);
    fixture.settings = { ...fixture.settings, model: 'gemini-3.1-flash-image-preview' };
    return new DocsFixture(fixture);
  }

  close(): Promise<void> {
    return this.fixture.close();
  }

  get requests(): number {
    return this.fixture.standIn.requests.length;
  }

  /** The locks as another program sees them. */
  locksOf(owner: number, alive: readonly number[] = [1, 2]): FileLocks {
    const folder = path.join(this.fixture.folder, 'locks');
    return new FileLocks({ owner, isAlive: (other) => alive.includes(other), folder });
  }

  /** Saves the manifest; `assets` is what stands below that key. */
  async write(assets: string, head = ''): Promise<void> {
    await fs.writeFile(path.join(this.docs, 'nano-banana.yaml'), `version: 1\n${head}assets:\n${assets}`);
  }

  async project(): Promise<Project> {
    const file = path.join(this.docs, 'nano-banana.yaml');
    const manifest = readManifest(uriOf(file), await fs.readFile(file, 'utf8'));
    return compile([manifest], uriOf(this.fixture.folder));
  }

  async check(full = false): Promise<Checked> {
    return check(await this.project(), this.fixture.files, { full });
  }

  /** `a.png: stale`, in the order of the manifest, without what is up to date. */
  async states(full = false): Promise<string[]> {
    const { statuses } = await this.check(full);
    return statuses
      .filter(({ state }) => state !== 'upToDate')
      .map(({ asset, state }) => `${path.basename(asset.name)}: ${state}`);
  }

  async plan(wanted?: PlanScope): Promise<BuildPlan> {
    const { files, settings } = this.fixture;
    const { journal } = this.fixture.service(owner(), () => false);
    return planBuild({ files, settings: { read: () => settings }, journal }, await this.project(), wanted);
  }

  /** Plans and builds; each end as `a.png: made`. */
  async build(wanted?: PlanScope, hooks?: Partial<BuildHooks>): Promise<string[]> {
    return spelledEnds(unwrap(await this.run(await this.plan(wanted), wanted, hooks)));
  }

  run(
    plan: BuildPlan,
    { overwriteEdited = false }: PlanScope = {},
    hooks: Partial<BuildHooks> = {},
    {
      concurrency = 3,
      locks = this.locks,
      editing: service = this.fixture.service(owner()),
    }: { concurrency?: number; locks?: BuildLocks; editing?: ReturnType<EditingFixture['service']> } = {},
  ): Promise<Outcome<Built>> {
    const write = (message: string): void => void this.fixture.log.push(message);
    const deps = {
      files: this.fixture.files,
      editing: service,
      journal: service.journal,
      locks,
      log: { debug: write, info: write, warn: write, error: write },
      newId: randomUUID,
    };
    const quiet = new AbortController().signal;
    return build(
      deps,
      plan,
      { concurrency, overwriteEdited: overwriteEdited === true },
      { stop: quiet, abort: quiet, ...hooks },
    );
  }

  file(name: string): string {
    return path.join(this.docs, name);
  }

  async picture(name: string, colour: string, width = 320, height = 180): Promise<void> {
    const bytes = await sharp({ create: { width, height, channels: 3, background: colour } })
      .png()
      .toBuffer();
    await fs.writeFile(this.file(name), bytes);
  }

  bytes(name: string): Promise<Buffer> {
    return fs.readFile(this.file(name));
  }

  /** Draws in an image with a program that keeps its metadata, and so its record. */
  async drawIn(name: string): Promise<void> {
    const drawn = await sharp(await this.bytes(name))
      .keepMetadata()
      .negate()
      .toBuffer();
    await fs.writeFile(this.file(name), drawn);
  }
}

let lastOwner = 100;
/** Every service is a program of its own, and none that came before is still there. */
const owner = (): number => ++lastOwner;

export const spelledEnds = ({ ends }: Built): string[] =>
  [...ends].map(([{ name }, end]) => `${path.basename(name)}: ${end.kind}`).sort();

export const endOf = ({ ends }: Built, name: string): ItemEnd | undefined =>
  [...ends].find(([asset]) => path.basename(asset.name) === name)?.[1];
