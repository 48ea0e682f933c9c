import { window } from 'vscode';

/** A question that has to be answered before anything else; true for yes. */
export type Confirm = (question: string, detail: string, yes: string) => Promise<boolean>;

export const askModally: Confirm = async (question, detail, yes) =>
  (await window.showWarningMessage(question, { modal: true, ...(detail !== '' && { detail }) }, yes)) === yes;
