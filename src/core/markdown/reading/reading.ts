/** What needs the readers of Markdown and MDX, loaded when the first document names an image. */
export { readDocument } from './readDocument.ts';
export { staysUnharmed } from './unharmed.ts';
