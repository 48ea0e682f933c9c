import * as z from 'zod/mini';
import { nextSteps } from '../failure.ts';
import { editOptionsSchema, someOptionsSchema } from '../options.ts';
import { markupSchema, regionSchema } from '../region/region.ts';
import { arrangementSchema } from './arrangement.ts';
import { panelStateSchema, providerChoiceSchema, setupSteps } from './panelState.ts';
import type { HandlersOf } from './requestSet.ts';
import { stateChangesSchema } from './stateChanges.ts';

/** An id that the host gave out: the only way in which the page names a file, a job or a result. */
const id = z.string().check(z.minLength(1), z.maxLength(100));
const prompt = z.string().check(z.maxLength(100_000));
const nothing = z.object({});

/** Bytes that come with a dropped or pasted image; far above what any provider takes. */
const maxDroppedBytes = 256 * 1024 * 1024;
const imageBytes = z
  .instanceof(Uint8Array)
  .check(z.refine((bytes) => bytes.byteLength > 0 && bytes.byteLength <= maxDroppedBytes));

/**
 * What the page may ask the host: a closed set. No request names a command, a path or an address,
 * with one exception: `addInputs` takes dropped or pasted addresses and bytes, which the host maps and checks.
 */
export const hostRequests = {
  /** The page is there. The draft is what the page itself kept over a reload; the host answers with the state. */
  ready: {
    params: z.object({ draft: z.nullable(z.object({ prompt, options: z.nullable(editOptionsSchema) })) }),
    result: panelStateSchema,
  },
  /** The page shows this revision of the state, and takes the next changes. */
  shown: { params: z.object({ revision: z.int() }) },
  /** These inputs and results came into sight and have no picture yet: small ones in lists, large ones on the stage. */
  showPictures: {
    params: z.object({
      small: z.array(id).check(z.maxLength(1_000)),
      large: z.array(id).check(z.maxLength(10)),
    }),
  },
  setPrompt: { params: z.object({ prompt }) },
  setOptions: { params: z.object({ options: someOptionsSchema }) },
  setSeveral: { params: z.object({ mode: z.enum(['combine', 'each']) }) },
  pickInputs: { params: nothing },
  addInputs: {
    params: z.object({
      addresses: z.array(z.string().check(z.maxLength(4_000))).check(z.maxLength(200)),
      files: z
        .array(z.object({ name: z.string().check(z.maxLength(255)), bytes: imageBytes }))
        .check(z.maxLength(50)),
    }),
  },
  removeInput: { params: z.object({ inputId: id }) },
  moveInput: { params: z.object({ inputId: id, to: z.int().check(z.nonnegative()) }) },
  markEdited: { params: z.object({ inputId: id }) },
  setVariants: { params: z.object({ variants: z.int().check(z.gte(1), z.lte(8)) }) },
  /**
   * The region that was drawn; null: none. Drawn on a result, that becomes the edited image first; without an id it
   * is on the edited image as it is.
   */
  setRegion: {
    params: z.object({ region: z.nullable(regionSchema), resultId: z.nullable(id) }),
  },
  setMarkup: {
    params: z.object({ markup: z.nullable(markupSchema), resultId: z.nullable(id) }),
  },
  /** Puts a preset into the prompt; the host asks for its placeholders. */
  usePreset: { params: z.object({ presetId: id }) },
  /** Opens the workspace's file of prompts, made when it is not there yet. */
  editPresets: { params: nothing },
  /** The page's list of models is opened: the endpoint's own list is asked for. */
  lookAtModels: { params: nothing },
  /** Opens the host's list of models. */
  chooseModel: { params: nothing },
  /** The prompt travels along, so that what is seen is what is sent. */
  run: { params: z.object({ prompt }) },
  /** Without a job id: all that is running. */
  stop: { params: z.object({ jobId: z.nullable(id) }) },
  /** Runs failed, stopped or interrupted jobs again, alone. Without ids: all that gave no result. */
  runAgain: { params: z.object({ jobIds: z.nullable(z.array(id)) }) },
  /** Sets who is asked; the host asks for the address of an endpoint of one's own. */
  chooseProvider: { params: z.object({ provider: providerChoiceSchema.shape.id }) },
  /**
   * Asks for the key and tests it, or tests it alone, which costs nothing (the key itself never comes into the page);
   * or opens the sample, with recorded answers or to be edited for real.
   */
  setUp: { params: z.object({ step: z.enum(setupSteps) }) },
  /** Puts the alert away, and the failed job that it is about. */
  dismissAlert: { params: nothing },
  /** Puts away what has ended of the last run; results stay. */
  dismissRun: { params: nothing },
  /** A button of a failure; `jobId` is the failure's own. */
  takeStep: { params: z.object({ step: z.enum(nextSteps), jobId: z.nullable(id) }) },
  selectResult: { params: z.object({ resultId: id }) },
  openResult: { params: z.object({ resultId: id }) },
  /** Opens a link that came beside a result, by its place in the result's list, in the browser. */
  openLink: { params: z.object({ resultId: id, index: z.int().check(z.nonnegative()) }) },
  /** Fetches the picture of such a link, without the key, as a further result. */
  fetchLink: { params: z.object({ resultId: id, index: z.int().check(z.nonnegative()) }) },
  /** Saves drafts beside their sources, as a single result is saved. */
  keepResults: { params: z.object({ resultIds: z.array(id) }) },
  /** Saves a result that is not saved yet, where the person chooses. */
  saveResult: { params: z.object({ resultId: id }) },
  /** Goes on from a result: it takes the edited image's place. */
  useResult: { params: z.object({ resultId: id }) },
  /** Goes on from a result with another instruction: the prompt is emptied, one variant is asked for. */
  goOn: { params: z.object({ resultId: id }) },
  /** Begins again at the original with all instructions that led to a result, in one prompt. */
  fromSource: { params: z.object({ resultId: id }) },
  /** Takes the original as the edited image again. */
  useSource: { params: nothing },
  discardResults: { params: z.object({ resultIds: z.array(id) }) },
  /** Keeps one result of a run and discards its others. */
  /** One of the two ways in which an answer can be kept that shows something else around its region, or none. */
  chooseAnswer: {
    params: z.object({ resultId: id, choice: z.enum(['setIn', 'whole', 'none']) }),
  },
  keepOnly: { params: z.object({ resultId: id }) },
  /**
   * Keeps what a result changed in the region that is drawn on it, and takes the rest from its source, as a further
   * result. Nothing is sent for it.
   */
  keepOnlyIn: { params: z.object({ resultId: id }) },
  /** Takes the last discarding back. */
  undo: { params: nothing },
  /** Restores discarded results, of this and of earlier sessions; the host asks which. */
  restoreDiscarded: { params: nothing },
  /** Writes a result over the source; the host asks first and keeps a backup. */
  replaceOriginal: { params: z.object({ resultId: id }) },
  restoreOriginal: { params: nothing },
  showRecord: { params: z.object({ resultId: id }) },
  copyMarkdownLink: { params: z.object({ resultId: id }) },
  copyPath: { params: z.object({ resultId: id }) },
  reveal: { params: z.object({ resultId: id, where: z.enum(['explorer', 'system']) }) },
  /** Shows the body that Run would send, as it would be sent. */
  showRequest: { params: nothing },
  /** Copies code that makes the same request; the key comes from an environment variable. */
  copyRequest: { params: z.object({ language: z.enum(['curl', 'node', 'python']) }) },
  /** Forgets the earlier results of this panel; their files stay. */
  clearHistory: { params: nothing },
  /** How the panel is arranged now; new panels begin so. */
  keepArrangement: { params: arrangementSchema },
  /** The answer to a `drawSvg` event: a PNG, or why it could not be drawn. */
  svgDrawn: {
    params: z.object({
      token: id,
      outcome: z.union([
        z.object({ ok: z.literal(true), png: imageBytes }),
        z.object({ ok: z.literal(false), reason: z.string().check(z.maxLength(500)) }),
      ]),
    }),
  },
} as const;

/** What the host tells the page without being asked. */
export const pageEvents = {
  state: { params: panelStateSchema },
  changes: { params: stateChangesSchema },
  /** Draw the SVG in `source` (a `data:` URL) at exactly these pixels, and answer with `svgDrawn`. */
  drawSvg: { params: z.object({ token: id, source: z.string(), width: z.int(), height: z.int() }) },
  /** The panel was revealed for writing. */
  focusPrompt: { params: nothing },
} as const;

export type HostRequestName = keyof typeof hostRequests;
export type HostRequestParams<N extends HostRequestName> = z.infer<(typeof hostRequests)[N]['params']>;
type PageEventName = keyof typeof pageEvents;
export type PageEventParams<N extends PageEventName> = z.infer<(typeof pageEvents)[N]['params']>;

/** One handler for every request; the compiler holds it total. */
export type HostHandlers = HandlersOf<typeof hostRequests>;

/** From the page to the host. */
export const pageMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id: z.int(), name: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id: z.int() }),
]);
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** From the host to the page. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  // VS Code hands messages on as JSON, in which a result that is nothing is not there at all.
  z.object({ kind: z.literal('reply'), id: z.int(), result: z.optional(z.unknown()) }),
  z.object({
    kind: z.literal('refusal'),
    id: z.int(),
    error: z.object({ code: z.enum(['invalid', 'unknown', 'cancelled', 'failed']), message: z.string() }),
  }),
  z.object({ kind: z.literal('event'), name: z.string(), params: z.unknown() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
