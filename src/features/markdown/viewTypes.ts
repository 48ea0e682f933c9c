/** VS Code asks for a report on docs images by it after a reload of the window. */
export const reportViewType = 'nanoBanana.report';
