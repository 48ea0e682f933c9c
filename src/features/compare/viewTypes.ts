/** VS Code asks for a comparison by it after a reload of the window. */
export const compareViewType = 'nanoBanana.compare';
