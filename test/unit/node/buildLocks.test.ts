import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { FileLocks } from '../../../src/node/buildLocks.ts';

describe('locks between programs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-locks-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  const program = (owner: number, alive = [1, 2, 3]) =>
    new FileLocks({ owner, isAlive: (other) => alive.includes(other), folder });

  it('are held by one, all names or none', async () => {
    const held = await program(1).hold(['b', 'a']);
    assert.ok(held);
    assert.equal(await program(2).hold(['c', 'a']), undefined);
    const other = await program(2).hold(['c']);
    assert.ok(other, 'what could not be held whole is free again');
    await held.release();
    assert.ok(await program(3).hold(['a', 'b']));
    assert.equal(await held.areHeld(), false);
    assert.equal(await other.areHeld(), true);
  });

  it('are taken over from a program that is gone, by one of many', async () => {
    await program(9, [9]).hold(['a']);
    const tries = await Promise.all([1, 2, 3].map((owner) => program(owner).hold(['a'])));
    assert.equal(tries.filter((held) => held !== undefined).length, 1);
    assert.equal((await fs.readdir(folder)).length, 1);
  });

  it('are taken over from one that has not shown itself for long, and it learns of it', async () => {
    const sleeping = await program(1).hold(['a']);
    const [name = ''] = await fs.readdir(folder);
    const long = new Date(Date.now() - 10 * 60_000);
    await fs.utimes(path.join(folder, name), long, long);
    assert.ok(await program(2).hold(['a']));
    assert.equal(await sleeping?.areHeld(), false);
    await sleeping?.release();
    assert.equal(await program(3).hold(['a']), undefined, 'nobody gives back what is another’s');
  });
});
