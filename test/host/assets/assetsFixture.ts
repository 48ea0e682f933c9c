import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Consent } from '../../../src/core/consent.ts';
import { type AssetsFeature, register } from '../../../src/features/assets/register.ts';
import type { ComparedImage } from '../../../src/features/comparing.ts';
import type { HostStep } from '../../../src/vscode/dialogs/nextSteps.ts';
import { Git } from '../../../src/vscode/files/git.ts';
import { until } from '../../vscode/until.ts';
import type { ToolFixture } from '../agent/toolFixture.ts';
import { RecordedMessages } from '../recordedMessages.ts';

/** The room of manifests in a real window, with all its real parts, against an API that really edits. */
export class AssetsFixture {
  readonly base: ToolFixture;
  readonly messages = new RecordedMessages();
  /** What was asked modally, and what is answered. */
  readonly questions: string[] = [];
  agrees = true;
  /** What the person enters when a key is asked for. */
  key: string | undefined;
  readonly steps: HostStep[] = [];
  readonly compared: [ComparedImage, ComparedImage][] = [];
  /** Where an image is saved to, when that is asked. */
  place: vscode.Uri | undefined;
  #fixture: AssetsFeature | undefined;

  constructor(base: ToolFixture) {
    this.base = base;
  }

  get root(): vscode.Uri {
    return this.base.root;
  }

  at(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.root, ...path.split('/'));
  }

  /** Saves a manifest; `assets` is what stands below that key. */
  async write(assets: string, path = 'nano-banana.yaml'): Promise<vscode.Uri> {
    await vscode.workspace.fs.writeFile(this.at(path), Buffer.from(`version: 1\nassets:\n${assets}`));
    return this.at(path);
  }

  async bytes(name: string): Promise<Buffer> {
    return Buffer.from(await this.base.read(name));
  }

  /** Whether a file is there. */
  async has(name: string): Promise<boolean> {
    return (await readdir(this.root.fsPath)).includes(name);
  }

  /** Runs a command as a window that was just opened. */
  async run(command: string, ...parameters: unknown[]): Promise<void> {
    const { parts, log, settings, secrets } = this.base;
    const ask = async (question: string, detail: string): Promise<boolean> => {
      this.questions.push([question, detail].filter(Boolean).join('\n'));
      return this.agrees;
    };
    this.#fixture ??= register({
      ...parts,
      settings,
      messages: this.messages,
      nextSteps: {
        offer: async ({ sentence }) => this.messages.tell('error', sentence),
        take: async (step) => {
          this.steps.push(step);
          if (this.key === undefined) return false;
          await secrets.store(this.base.standIn.origin, this.key);
          return true;
        },
      },
      consent: new Consent(),
      comparisons: { compare: (left, right) => this.compared.push([left, right]) },
      git: new Git(log),
      owner: process.pid,
      isAlive: () => true,
      confirm: ask,
      confirmCost: ask,
      chooseTarget: async () => this.place?.toString(),
    });
    const found = this.#fixture.commands[`nanoBanana.${command}`];
    assert.ok(found, command);
    await found(...parameters);
  }

  /** Makes the images of the entry at an index of a manifest, as its lens does. */
  generate(index = 0, manifest = this.at('nano-banana.yaml')): Promise<void> {
    return this.run('generateAsset', { manifest: manifest.toString(), index, price: 1 });
  }

  /** The next command runs in a window that knows nothing of what came before. */
  reopen(): void {
    this.#fixture?.dispose?.();
    this.#fixture = undefined;
  }

  /** Closes the window's room, and forgets what was said and asked. */
  async reset(): Promise<void> {
    this.reopen();
    this.messages.shown.length = 0;
    this.messages.press = undefined;
    for (const list of [this.questions, this.steps, this.compared]) list.length = 0;
    this.agrees = true;
    this.base.standIn.reset();
    for (const [name] of await vscode.workspace.fs.readDirectory(this.root)) {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.root, name), { recursive: true });
    }
    for (const name of await this.base.files.listStored('')) await this.base.files.removeStored(name);
  }
}

/** Presses the Cancel of the progress that is shown, until it is so. */
export const cancelUntil = (what: string, ask: () => boolean): Promise<boolean> =>
  until(what, async () => {
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    return ask();
  });
