import { css } from 'lit';

/** The stage in the panel: what its bar says of the picture, and what stands there before there is one. */
export const stage = css`
  nano-place {
    display: flex;
    flex: 1 1 0;
    align-items: center;
    gap: 8px;
    min-width: 22px;
    overflow: hidden;
    font-size: 12px;
  }
  .saved,
  .unsaved {
    display: flex;
    align-items: center;
    min-width: 0;
    font-weight: 600;
  }
  .saved .codicon,
  .unsaved .codicon {
    margin-inline-end: 5px;
  }
  .saved .codicon {
    color: var(--good);
  }
  /* The name gives way first. */
  .saved > .word,
  .unsaved > .word {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .saved > .name,
  .unsaved > .name {
    flex-shrink: 100;
  }
  .unsaved > .standing {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  nano-place > .facts {
    flex: none;
  }
  .blank:has(.welcome) {
    place-content: safe center;
    overflow-y: auto;
  }
  .welcome {
    max-width: 46ch;
    text-align: center;
    color: var(--soft);
    display: grid;
    gap: 10px;
    justify-items: center;
  }
  .welcome .codicon {
    font-size: 34px;
    color: var(--vscode-focusBorder);
  }
  .welcome h2 {
    font-size: 15px;
    color: var(--vscode-foreground);
  }

  .cover {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: flex;
    background: var(--vscode-editor-background);
  }
  /* What is to be done next has its word at any width. */
  .act.first {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
    border-color: var(--vscode-button-border, transparent);
    padding-inline: 8px;
  }
  .act.first:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .act.first .word {
    position: static;
    width: auto;
    height: auto;
    overflow: visible;
    clip-path: none;
  }

  @media (max-width: 760px) {
    .welcome {
      padding: 10px;
    }
  }
`;
