/** By this VS Code brings a panel back after a reload; the manifest names it too. */
export const panelViewType = 'nanoBanana.panel';
