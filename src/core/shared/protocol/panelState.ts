import * as z from 'zod/mini';
import { nextSteps } from '../failure.ts';
import { jobPhases } from '../jobPhases.ts';
import { editOptionsSchema } from '../options.ts';
import { markupSchema, regionSchema } from '../region/region.ts';

/** An image as the page shows it: `preview` is an address inside the session's preview folder (in the host, until a window sends it, a name there), or null while there is none. */
export const pictureSchema = z.object({
  name: z.string(),
  preview: z.nullable(z.string()),
  /** A small copy for lists; null where the preview is small enough. */
  thumbnail: z.nullable(z.string()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  bytes: z.nullable(z.int()),
  /** "PNG", "JPEG", …; empty when the bytes say nothing. */
  type: z.string(),
  hasAlpha: z.boolean(),
});
export type Picture = z.infer<typeof pictureSchema>;

export const inputSchema = z.extend(pictureSchema, {
  id: z.string(),
  /** Decides shape, name and place of the result. Exactly one input is, when there are any. */
  edited: z.boolean(),
  /** The result that it is; null for a file that was added. */
  resultId: z.nullable(z.string()),
  /** Why it can't be sent, as a sentence. */
  problem: z.nullable(z.string()),
  /** What will be done to it before sending: "The first of its frames is used." */
  notes: z.array(z.string()),
});
export type InputView = z.infer<typeof inputSchema>;

/** A failure as the panel shows it; each action is a button. */
const noticeSchema = z.object({
  sentence: z.string(),
  actions: z.array(z.object({ step: z.enum(nextSteps), label: z.string() })),
  /** The job that it is about, where one is. */
  jobId: z.nullable(z.string()),
});
export type Notice = z.infer<typeof noticeSchema>;

export const jobSchema = z.object({
  id: z.string(),
  /** The variants of one image in one press of Run have the same. */
  runId: z.string(),
  /** Its number among several results of one request, from 1 in the order asked; null for a single one. */
  variant: z.nullable(z.int()),
  /** The edited image's name, or the start of the prompt. */
  label: z.string(),
  /** The listed input that it edits; null: none, or one that is not listed any more. */
  inputId: z.nullable(z.string()),
  /** What it edits, where that is not listed any more. */
  before: z.nullable(pictureSchema),
  /** The start of what was asked for, on one line. */
  prompt: z.string(),
  phase: z.enum(jobPhases),
  /** Milliseconds since 1970 at which it left the queue; null while queued. */
  startedAt: z.nullable(z.number()),
  /** What it has drawn so far, where the model shows it; null: nothing. It is never a result. */
  partial: z.nullable(pictureSchema),
  /** What more there is to say: "Busy. Trying again in 4 s (2 of 4)." */
  note: z.nullable(z.string()),
  failure: z.nullable(noticeSchema),
  resultId: z.nullable(z.string()),
  /** What it cost, or may have: "$0.055", "up to $0.055"; empty: nothing, or unknown. */
  cost: z.string(),
});
export type JobView = z.infer<typeof jobSchema>;

export const resultSchema = z.extend(pictureSchema, {
  id: z.string(),
  jobId: z.string(),
  /** The variants of one image in one press of Run have the same. */
  runId: z.string(),
  /** Its number among several results of one request, from 1 in the order asked; null for a single one. */
  variant: z.nullable(z.int()),
  /** It lies in the storage until the person keeps it. */
  isDraft: z.boolean(),
  /**
   * A draft of an answer that shows something else than the source around the region: set in all the same, or whole as
   * it came. The person chooses. Null for all others.
   */
  choice: z.nullable(z.enum(['setIn', 'whole'])),
  /** Place in the line of steps: 1 comes from the source, 2 from a result of step 1, … */
  step: z.int(),
  /** The result that it goes on from; null: the source, or nothing. */
  parentId: z.nullable(z.string()),
  prompt: z.string(),
  /** `final` is the result; `other` is a further picture of the same answer, saved only when asked for. */
  role: z.enum(['final', 'other']),
  /** Where it was saved, relative to the workspace where it can be; null while it is not saved. */
  savedAs: z.nullable(z.string()),
  /** What it was made from, as it looked then; null where that was not kept, or it was made from words alone. */
  before: z.nullable(pictureSchema),
  seconds: z.nullable(z.number()),
  /** What it cost in USD; null when unknown. */
  cost: z.nullable(z.number()),
  /** Name of the file that it can be written over: the one that its line of steps began with. Null: none. */
  replaces: z.nullable(z.string()),
  /** "1,402 tokens"; empty when the provider did not say. */
  usage: z.string(),
  /** Where it might change; null: everywhere. */
  region: z.nullable(regionSchema),
  /** Pixels outside that region, and how many of them are not the source's, counted in the saved file; null: not counted. */
  outside: z.nullable(z.object({ pixels: z.int(), changed: z.int() })),
  /** How much of a picture that was edited as a whole is not its source's: a share of 0 to 1, by more than so many of 255. */
  changed: z.nullable(z.object({ share: z.number(), tolerance: z.number() })),
  /** The saved file is not there any more. */
  missing: z.boolean(),
  /** What the model said besides the picture. */
  words: z.string(),
  /** Addresses that the answer named beside the picture, without their queries: to be read, not to be followed. */
  links: z.array(z.string()),
  thoughts: z.object({ texts: z.array(z.string()), pictures: z.array(pictureSchema) }),
  /** What was done to it: "Cropped back to 1000 × 370." */
  notes: z.array(z.string()),
});
export type ResultView = z.infer<typeof resultSchema>;

/** A prompt to begin with; those with placeholders ask for them. */
const presetSchema = z.object({
  id: z.string(),
  label: z.string(),
  prompt: z.string(),
  /** `team`: from the workspace's own file; `unsent`: typed before the panel of this image was closed, and never run. */
  from: z.enum(['builtIn', 'team', 'unsent']),
});
export type PresetView = z.infer<typeof presetSchema>;

/** Who can be asked for pictures, as a person chooses it. */
export const providerChoiceSchema = z.object({
  id: z.enum(['apiyi', 'google', 'openai', 'custom']),
  label: z.string(),
  /** Each a sentence: who it is, what one edit costs (empty: nobody knows), what it keeps. */
  who: z.string(),
  costs: z.string(),
  keeps: z.string(),
});
export type ProviderChoice = z.infer<typeof providerChoiceSchema>;

/** What leads to a first edit. */
export const setupSteps = ['giveKey', 'testKey', 'tryWithoutKey', 'editSample'] as const;
export type SetupStep = (typeof setupSteps)[number];

/** What stands beside the picture before the first edit. */
const setupSchema = z.object({
  /** Answers are recorded: nothing is sent, and there is nobody to choose. */
  recorded: z.boolean(),
  providers: z.array(providerChoiceSchema),
  /** The one in force; null where answers are recorded. */
  chosen: z.nullable(z.string()),
  /** What the test of the key said; null: it was not tested here. `works` is null while it is asked. */
  connection: z.nullable(z.object({ works: z.nullable(z.boolean()), sentence: z.string() })),
});
export type Setup = z.infer<typeof setupSchema>;

const choiceSchema = z.object({
  value: z.string(),
  label: z.string(),
  /** Short, on the closed list too: what Auto comes to now. */
  detail: z.string(),
  /** More of it, in the open list alone; lines of its own. */
  means: z.optional(z.string()),
  /** The name above those that belong together. */
  group: z.optional(z.string()),
  /** "Newest", "Default". */
  badges: z.optional(z.array(z.string())),
  /** What this very edit would cost with it, in words. */
  price: z.optional(z.string()),
});
export type Choice = z.infer<typeof choiceSchema>;

/**
 * Everything the page shows. The host owns it; it gives it whole once and then what changed of it
 * (`stateChanges.ts`), with a growing `revision`. The page drops what is older than what it has.
 */
export const panelStateSchema = z.object({
  revision: z.int(),
  /** The page keeps it with its own state (`setState`), so that the host knows the panel again after a reload of the window. */
  sessionId: z.string(),
  kind: z.enum(['edit', 'generate']),
  inputs: z.array(inputSchema),
  inputLimit: z.int(),
  /** Present with two inputs or more: one request with all of them, or one for each. */
  several: z.nullable(
    z.object({
      mode: z.enum(['combine', 'each']),
      canCombine: z.boolean(),
      /** Why they can't be combined, as a sentence; empty when they can. */
      reason: z.string(),
    }),
  ),
  prompt: z.string(),
  /** Grows when the host changed the prompt itself; only then the page replaces what is typed. */
  promptEpoch: z.int(),
  options: editOptionsSchema,
  /** How many results of each request are asked for, 1 to 8, as separate requests. */
  variants: z.int(),
  /** Where the edited image may change; null: everywhere. */
  region: z.nullable(regionSchema),
  /** Marks on the edited image for the model; null: none. */
  markup: z.nullable(markupSchema),
  /** What is sent for the region; null without one. */
  crop: z.nullable(
    z.object({
      /** In pixels of the edited image; none: all of it. */
      parts: z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
      /** "Sends 512 × 288 of 3840 × 2160 pixels: $0.08 less, about 3 % of the bytes." */
      words: z.string(),
    }),
  ),
  /** Grows when the host changed region or markup itself; only then the page replaces what is drawn. */
  marksEpoch: z.int(),
  presets: z.array(presetSchema),
  /** Why the workspace's own prompts can't be used, as a sentence; null when they can, or there are none. */
  presetProblem: z.nullable(z.string()),
  /** Newest first. */
  recentPrompts: z.array(z.string()),
  /** What the chosen model takes. A list without entries hides its control. */
  choices: z.object({
    models: z.array(choiceSchema),
    /** What is said below them. */
    modelsNote: z.string(),
    aspectRatios: z.array(choiceSchema),
    sizes: z.array(choiceSchema),
    thinking: z.array(choiceSchema),
    qualities: z.array(choiceSchema),
    complexities: z.array(choiceSchema),
    backgrounds: z.array(choiceSchema),
    formats: z.array(choiceSchema),
    partialImages: z.array(choiceSchema),
    imageOnly: z.boolean(),
    includeThoughts: z.boolean(),
    keepTransparency: z.boolean(),
  }),
  provider: z.object({
    name: z.string(),
    host: z.string(),
    key: z.enum(['notNeeded', 'set', 'missing']),
    /** Why the provider's settings can't be used, as a sentence; null when they can. */
    problem: z.nullable(z.string()),
  }),
  /** How the panel comes to its first edit; null: it has what it needs, or was used already. */
  setup: z.nullable(setupSchema),
  /** Answers are recorded: nothing is sent, nothing is paid, no model is asked. */
  recorded: z.boolean(),
  /** Said before Run: "Transparency is flattened on white." */
  notes: z.array(z.string()),
  /** "about $0.055", "20 × about $0.055 = $1.10"; null when unknown. */
  estimate: z.nullable(z.string()),
  /** What the session has cost so far, also before a reload: "$0.11", with what may have been billed "$0.11 to $0.17"; null: nothing, or unknown. */
  spent: z.nullable(z.object({ text: z.string(), detail: z.string() })),
  /** Why Run can't be pressed, as a sentence; null when it can. An empty prompt is the page's own business. */
  blocked: z.nullable(z.string()),
  running: z.boolean(),
  /** How the last run ended, in the words of the status; null: none has ended by itself. */
  ended: z.nullable(z.string()),
  jobs: z.array(jobSchema),
  /** What the line of steps begins with, as the session found it; null for a generated image. */
  source: z.nullable(
    z.extend(pictureSchema, {
      /** It was replaced by a result and can be brought back. */
      restorable: z.boolean(),
    }),
  ),
  results: z.array(resultSchema),
  /** Earlier results of this image were brought back from an earlier session. */
  hasHistory: z.boolean(),
  /** Files can be shown in the system's file manager, which a window in a browser or on a remote machine can't. */
  hasFileManager: z.boolean(),
  /** What can be taken back: "Discarded photo-edited.png"; null: nothing. */
  undo: z.nullable(z.string()),
  /** How many discarded results of this and earlier sessions can be restored. */
  discarded: z.int(),
  selectedResultId: z.nullable(z.string()),
  /** The live region: "Saved photo-edited.png". */
  status: z.string(),
  alert: z.nullable(noticeSchema),
});
export type PanelState = z.infer<typeof panelStateSchema>;
