/** VS Code asks for the gallery by it after a reload of the window. */
export const galleryViewType = 'nanoBanana.gallery';
