/** The build without Node's file system and connections, which nothing here needs: bundles are handed in. */
declare module '@vscode/l10n/dist/browser.js' {
  export { config, t } from '@vscode/l10n';
}
