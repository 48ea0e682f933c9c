import type { Arrangement } from '../../core/shared/arrangement.ts';
import type { HostHandlers } from '../../core/shared/protocol.ts';
import type { Dropped } from './dropped.ts';
import type { Session } from './session/session.ts';
import type { StateSender } from './stateSender.ts';
import type { SvgDrawings } from './svgDrawings.ts';

export interface HandlerDeps {
  session: Session;
  drawings: SvgDrawings;
  dropped: Dropped;
  /** A page was loaded and hears events from now on. */
  loaded(): void;
  sender: Pick<StateSender, 'begin' | 'shown'>;
  arrangement: { keep(arrangement: Arrangement): void };
}

const nothing = {};

/** What the host does for each request of the page: nothing more than to pass it to the session. */
export function createHandlers({
  session,
  drawings,
  dropped,
  loaded,
  sender,
  arrangement,
}: HandlerDeps): HostHandlers {
  return {
    ready({ draft }) {
      session.restoration.takeDraft(draft);
      drawings.askAgain();
      loaded();
      return sender.begin();
    },
    shown({ revision }) {
      sender.shown(revision);
      return nothing;
    },
    showPictures({ small, large }) {
      session.showPictures(small, large);
      return nothing;
    },
    setPrompt({ prompt }) {
      session.setPrompt(prompt);
      return nothing;
    },
    setOptions({ options }) {
      session.setOptions(withoutUndefined(options));
      return nothing;
    },
    setSeveral({ mode }) {
      session.setSeveral(mode);
      return nothing;
    },
    async setRegion({ region, resultId }) {
      await session.marks.setRegion(region ?? undefined, resultId);
      return nothing;
    },
    async setMarkup({ markup, resultId }) {
      await session.marks.setMarkup(markup ?? undefined, resultId);
      return nothing;
    },
    async pickInputs() {
      await session.pickInputs();
      return nothing;
    },
    async addInputs({ addresses, files }) {
      await session.addInputs(await dropped.inputsFrom(addresses, files));
      return nothing;
    },
    removeInput({ inputId }) {
      session.removeInput(inputId);
      return nothing;
    },
    markEdited({ inputId }) {
      session.markEdited(inputId);
      return nothing;
    },
    async lookAtModels() {
      await session.lookAtModels();
      return nothing;
    },
    async chooseModel() {
      await session.chooseModel();
      return nothing;
    },
    async run({ prompt }) {
      await session.run(prompt);
      return nothing;
    },
    stop({ jobId }) {
      session.runner.stop(jobId);
      return nothing;
    },
    async runAgain({ jobIds }) {
      await session.runner.runAgain(jobIds);
      return nothing;
    },
    async chooseProvider({ provider }) {
      await session.setup.choose(provider);
      return nothing;
    },
    async setUp({ step }) {
      await session.setup.take(step);
      return nothing;
    },
    async dismissAlert() {
      await session.dismissAlert();
      return nothing;
    },
    async dismissRun() {
      await session.runner.forgetEnded();
      return nothing;
    },
    async takeStep({ step, jobId }) {
      await session.takeStep(step, jobId);
      return nothing;
    },
    selectResult({ resultId }) {
      session.selectResult(resultId);
      return nothing;
    },
    async openResult({ resultId }) {
      await session.actions.open(resultId);
      return nothing;
    },
    async openLink({ resultId, index }) {
      await session.openLink(resultId, index);
      return nothing;
    },
    fetchLink({ resultId, index }) {
      session.fetchLink(resultId, index);
      return nothing;
    },
    async keepResults({ resultIds }) {
      await session.steps.keep(resultIds);
      return nothing;
    },
    async saveResult({ resultId }) {
      await session.saveResult(resultId);
      return nothing;
    },
    moveInput({ inputId, to }) {
      session.moveInput(inputId, to);
      return nothing;
    },
    setVariants({ variants }) {
      session.setVariants(variants);
      return nothing;
    },
    async usePreset({ presetId }) {
      await session.prompts.use(presetId);
      return nothing;
    },
    async editPresets() {
      await session.prompts.edit();
      return nothing;
    },
    async useResult({ resultId }) {
      await session.steps.useResult(resultId);
      return nothing;
    },
    async goOn({ resultId }) {
      await session.steps.goOn(resultId);
      return nothing;
    },
    async fromSource({ resultId }) {
      await session.steps.fromSource(resultId);
      return nothing;
    },
    async useSource() {
      await session.steps.useSource();
      return nothing;
    },
    async discardResults({ resultIds }) {
      await session.steps.discard(resultIds);
      return nothing;
    },
    async chooseAnswer({ resultId, choice }) {
      await session.steps.chooseAnswer(resultId, choice);
      return {};
    },
    async keepOnly({ resultId }) {
      await session.steps.keepOnly(resultId);
      return nothing;
    },
    async keepOnlyIn({ resultId }) {
      await session.keepOnlyIn(resultId);
      return nothing;
    },
    async undo() {
      await session.steps.undo();
      return nothing;
    },
    async restoreDiscarded() {
      await session.discarded.restore();
      return nothing;
    },
    async clearHistory() {
      await session.memory.forget();
      return nothing;
    },
    async replaceOriginal({ resultId }) {
      await session.actions.replaceOriginal(resultId);
      return nothing;
    },
    async restoreOriginal() {
      await session.actions.restoreOriginal();
      return nothing;
    },
    async showRecord({ resultId }) {
      await session.actions.showRecord(resultId);
      return nothing;
    },
    async copyMarkdownLink({ resultId }) {
      await session.actions.copyMarkdownLink(resultId);
      return nothing;
    },
    async copyPath({ resultId }) {
      await session.actions.copyPath(resultId);
      return nothing;
    },
    async reveal({ resultId, where }) {
      await session.actions.reveal(resultId, where);
      return nothing;
    },
    async showRequest() {
      await session.code.show();
      return nothing;
    },
    async copyRequest({ language }) {
      await session.code.copy(language);
      return nothing;
    },
    keepArrangement(arranged) {
      arrangement.keep(arranged);
      return nothing;
    },
    svgDrawn({ token, outcome }) {
      drawings.settle(token, outcome);
      return nothing;
    },
  };
}

/** Leaves out what is there but undefined, which a partial schema lets through. */
function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
