/** VS Code asks for the page of a record by it after a reload of the window. */
export const recordViewType = 'nanoBanana.record';
