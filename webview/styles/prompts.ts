import { css } from 'lit';

/** Prompts to begin with, and the request as code. */
export const prompts = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 5px;
    margin-top: 7px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-width: 100%;
    padding: 1px 9px 2px;
    border: 1px solid var(--vscode-contrastBorder, var(--edge));
    border-radius: 11px;
    color: var(--soft);
    font-size: 12px;
    line-height: 17px;
  }
  .chip:hover,
  .chip[aria-expanded='true'] {
    background: var(--vscode-toolbar-hoverBackground);
    color: var(--vscode-foreground);
  }
  .chip > span[dir] {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chip .codicon {
    font-size: 13px;
    line-height: 17px;
  }

  .request,
  .request .copies {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
  }
  .request {
    justify-content: space-between;
    color: var(--soft);
    font-size: 12px;
  }
`;
