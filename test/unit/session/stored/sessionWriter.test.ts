import assert from 'node:assert/strict';
import type { SessionRecord } from '../../../../src/features/panel/session/stored/sessionFile.ts';
import { SessionWriter } from '../../../../src/features/panel/session/stored/sessionWriter.ts';

describe('what is written down of a session', () => {
  const stored = new Map<string, string>();
  const files = {
    writeStored: async (name: string, bytes: Uint8Array) => {
      stored.set(name, new TextDecoder().decode(bytes));
    },
    removeStored: async (name: string) => {
      stored.delete(name);
    },
  };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  let prompt = '';
  const open = () => new SessionWriter({ files, log }, 'one', () => ({ prompt }) as SessionRecord);
  const written = () => stored.get('session-one.json') ?? '';

  beforeEach(() => stored.clear());

  it('is the last state, however many changes come while one is written', async () => {
    const writer = open();
    for (const words of ['a', 'ab', 'abc']) {
      prompt = words;
      void writer.save();
    }
    await writer.save();
    assert.match(written(), /"prompt":"abc"/);
  });

  it('is nothing while no panel shows it, and all again when one does', async () => {
    const writer = open();
    prompt = 'before';
    void writer.save();
    await writer.end();
    await writer.save();
    assert.equal(written(), '');
    prompt = 'after';
    await writer.resume();
    assert.match(written(), /"prompt":"after"/);
  });

  it('stays when a panel is opened while the last one is still being forgotten', async () => {
    const writer = open();
    await writer.save();
    const forgetting = writer.end();
    await writer.resume();
    await forgetting;
    assert.notEqual(written(), '');
  });
});
