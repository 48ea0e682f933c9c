import { css } from 'lit';

/** Everything that was made in a workspace: cards, and what is known of the selected one below. */
export const gallery = css`
  main:has(> nano-gallery-page) {
    height: 100%;
  }
  nano-gallery-page {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow-y: auto;
    padding: 0 20px;
  }
  nano-gallery-page .note {
    margin-bottom: 12px;
  }
  .galleryItems {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(168px, 1fr));
    align-content: start;
    gap: 10px;
    flex: 1 0 auto;
    margin: 0;
    padding: 12px 2px;
    list-style: none;
  }
  .galleryCard {
    display: grid;
    gap: 3px;
    width: 100%;
    padding: 5px;
    text-align: start;
    border: 1px solid transparent;
    border-radius: 6px;
  }
  .galleryCard:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .galleryCard[aria-current='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-inactiveSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .galleryCard[aria-current='true'] .facts {
    color: inherit;
  }
  .galleryCard .frame {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 4 / 3;
    overflow: hidden;
    color: var(--soft);
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
  }
  .galleryCard .frame > .codicon {
    font-size: 28px;
  }
  .galleryCard img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .galleryCard .badges {
    position: absolute;
    inset: auto 4px 4px;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  nano-gallery-page .badge {
    padding: 1px 6px;
    font-size: 11px;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 8px;
    white-space: nowrap;
  }
  .galleryCard .badge {
    white-space: normal;
  }
  .galleryCard .asks {
    display: -webkit-box;
    overflow: hidden;
    min-height: 2.6em;
    line-height: 1.3;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .galleryDetails {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 6px 16px;
    margin: 0 -20px;
    padding: 8px 20px;
    background: var(--vscode-editor-background);
    border-block-start: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--edge)));
  }
  .galleryDetails .galleryFacts {
    display: grid;
    gap: 2px;
    flex: 1 1 260px;
    min-width: 0;
  }
  .galleryDetails .title {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    font-weight: 600;
  }
  .galleryDetails .prompt {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .galleryDetails .toolbar {
    flex-wrap: wrap;
  }

  @media (max-width: 640px) {
    nano-gallery-page {
      padding-inline: 12px;
    }
    .galleryItems {
      grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
    }
    .galleryDetails {
      margin-inline: -12px;
      padding-inline: 12px;
    }
    .galleryDetails .prompt {
      -webkit-line-clamp: 1;
    }
  }
`;
