import type { Provider } from '../../../core/api/providers.ts';
import type { NextStep } from '../../../core/shared/failure.ts';
import type { ProviderChoice } from '../../../core/shared/protocol/panelState.ts';

/** A discarded result that can be restored, for the list that is asked about. */
interface DiscardedView {
  id: string;
  name: string;
  prompt: string;
  /** Milliseconds since 1970. */
  discardedAt: number;
  width: number;
  height: number;
  byteLength: number;
}

/** What a session asks of the window around it. */
export interface SessionHost {
  /** Whether the key is there, and every secret that the headers name. */
  hasKey(provider: Provider): Promise<boolean>;
  /** Asks for a key; false when none was given. */
  askForKey(): Promise<boolean>;
  /** Sets the provider, after asking for what it needs beside a key. */
  chooseProvider(id: ProviderChoice['id']): Promise<void>;
  /** Asks the provider for its models, which costs nothing, and says whether it can be used. */
  testConnection(): Promise<{ works: boolean; sentence: string }>;
  /** Opens the sample that came along: with recorded answers, or to be edited for real. */
  openSample(answers: 'recorded' | 'real'): Promise<void>;
  /** Asks for a model; undefined when none was chosen. */
  pickModel(current: string): Promise<string | undefined>;
  /** The ids of an endpoint's own list; undefined where they can't be known. Asks nobody for a key. */
  listedModels(provider: Provider, signal: AbortSignal): Promise<ReadonlySet<string> | undefined>;
  /** Asks before more is spent than the limit; Enter alone does not spend. */
  confirmCost(question: string, yes: string): Promise<boolean>;
  /** Asks for images of the workspace. */
  pickImages(): Promise<string[]>;
  /** Asks before money is spent. */
  confirm(question: string, yes: string): Promise<boolean>;
  /** Asks where to save; undefined when the person doesn't say. */
  chooseTarget(suggestedName: string, near: string | undefined): Promise<string | undefined>;
  /** Asks which of these to restore, by their ids; empty when the person gave up. */
  pickDiscarded(discarded: readonly DiscardedView[]): Promise<string[]>;
  /** `docs/photo-edited.png`: a path below the workspace, as it is said to people. */
  relativePathOf(uri: string): string;
  open(uri: string): Promise<void>;
  /** Opens an address in the browser. */
  openLink(link: string): Promise<void>;
  /** Whether `reveal` can show a file in the system's file manager. */
  readonly hasFileManager: boolean;
  reveal(uri: string, where: 'explorer' | 'system'): Promise<void>;
  showRecord(uri: string): Promise<void>;
  /** Puts a text into the clipboard. */
  copy(text: string): Promise<void>;
  /** The path of a file as the system writes it; the URI where it has none. */
  pathOf(uri: string): string;
  /** How a document of the workspace links to a file. */
  linkTo(uri: string): string;
  /** Shows a text in a read-only editor of this name. */
  showText(name: string, text: string): Promise<void>;
  /** Asks for a placeholder's value. */
  askFor(name: string): Promise<string | undefined>;
  /** The workspace folder that a file belongs to, or the first one; undefined when no folder is open. */
  workspaceFolderOf(uri: string | undefined): string | undefined;
  /** Tells when a file of these folders changes; ends what was watched before. */
  watch(folders: readonly string[], changed: (uri: string) => void): void;
  takeStep(step: NextStep): Promise<void>;
}
