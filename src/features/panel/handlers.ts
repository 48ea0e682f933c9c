import type { Arrangement } from '../../core/shared/protocol/arrangement.ts';
import type { HostHandlers } from '../../core/shared/protocol/protocol.ts';
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
    },
    showPictures({ small, large }) {
      session.showPictures(small, large);
    },
    setPrompt({ prompt }) {
      session.setPrompt(prompt);
    },
    setOptions({ options }) {
      session.setOptions(withoutUndefined(options));
    },
    setSeveral({ mode }) {
      session.setSeveral(mode);
    },
    async setRegion({ region, resultId }) {
      await session.marks.setRegion(region ?? undefined, resultId);
    },
    async setMarkup({ markup, resultId }) {
      await session.marks.setMarkup(markup ?? undefined, resultId);
    },
    async pickInputs() {
      await session.pickInputs();
    },
    async addInputs({ addresses, files }) {
      await session.addInputs(await dropped.inputsFrom(addresses, files));
    },
    removeInput({ inputId }) {
      session.removeInput(inputId);
    },
    markEdited({ inputId }) {
      session.markEdited(inputId);
    },
    async lookAtModels() {
      await session.lookAtModels();
    },
    async chooseModel() {
      await session.chooseModel();
    },
    async run({ prompt }) {
      await session.run(prompt);
    },
    stop({ jobId }) {
      session.runner.stop(jobId);
    },
    async runAgain({ jobIds }) {
      await session.runner.runAgain(jobIds);
    },
    async chooseProvider({ provider }) {
      await session.setup.choose(provider);
    },
    async setUp({ step }) {
      await session.setup.take(step);
    },
    async dismissAlert() {
      await session.dismissAlert();
    },
    async dismissRun() {
      await session.runner.forgetEnded();
    },
    async takeStep({ step, jobId }) {
      await session.takeStep(step, jobId);
    },
    selectResult({ resultId }) {
      session.selectResult(resultId);
    },
    async openResult({ resultId }) {
      await session.actions.open(resultId);
    },
    async openLink({ resultId, index }) {
      await session.openLink(resultId, index);
    },
    fetchLink({ resultId, index }) {
      session.fetchLink(resultId, index);
    },
    async keepResults({ resultIds }) {
      await session.choosing.keep(resultIds);
    },
    async saveResult({ resultId }) {
      await session.saveResult(resultId);
    },
    moveInput({ inputId, to }) {
      session.moveInput(inputId, to);
    },
    setVariants({ variants }) {
      session.setVariants(variants);
    },
    async usePreset({ presetId }) {
      await session.prompts.use(presetId);
    },
    async editPresets() {
      await session.prompts.edit();
    },
    async useResult({ resultId }) {
      await session.steps.useResult(resultId);
    },
    async goOn({ resultId }) {
      await session.steps.goOn(resultId);
    },
    async fromSource({ resultId }) {
      await session.steps.fromSource(resultId);
    },
    async useSource() {
      await session.steps.useSource();
    },
    async discardResults({ resultIds }) {
      await session.choosing.discard(resultIds);
    },
    async chooseAnswer({ resultId, choice }) {
      await session.choosing.chooseAnswer(resultId, choice);
    },
    async keepOnly({ resultId }) {
      await session.choosing.keepOnly(resultId);
    },
    async keepOnlyIn({ resultId }) {
      await session.keepOnlyIn(resultId);
    },
    async undo() {
      await session.undo();
    },
    async restoreDiscarded() {
      await session.discarded.restore();
    },
    async clearHistory() {
      await session.memory.forget();
    },
    async replaceOriginal({ resultId }) {
      await session.actions.replaceOriginal(resultId);
    },
    async restoreOriginal() {
      await session.actions.restoreOriginal();
    },
    async showRecord({ resultId }) {
      await session.actions.showRecord(resultId);
    },
    async copyMarkdownLink({ resultId }) {
      await session.actions.copyMarkdownLink(resultId);
    },
    async copyPath({ resultId }) {
      await session.actions.copyPath(resultId);
    },
    async reveal({ resultId, where }) {
      await session.actions.reveal(resultId, where);
    },
    async showRequest() {
      await session.code.show();
    },
    async copyRequest({ language }) {
      await session.code.copy(language);
    },
    keepArrangement(arranged) {
      arrangement.keep(arranged);
    },
    svgDrawn({ token, outcome }) {
      drawings.settle(token, outcome);
    },
  };
}

/** Leaves out what is there but undefined, which a partial schema lets through. */
function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
