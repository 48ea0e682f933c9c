import { css } from 'lit';

/** The variants of a run beside each other, over the panes. */
export const variants = css`
  nano-variants {
    position: relative;
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: flex;
  }
  nano-variants .cells {
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: grid;
    grid-template-columns: repeat(var(--columns, 2), minmax(0, 1fr));
    grid-auto-rows: minmax(0, 1fr);
    gap: 6px;
    margin: 0;
    padding: 6px;
    list-style: none;
  }
  nano-variants li {
    display: flex;
    min-width: 0;
    min-height: 0;
  }
  nano-variants .cell {
    position: relative;
    flex: 1;
    min-width: 0;
    min-height: 0;
    padding: 0;
    overflow: hidden;
    border-radius: 4px;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  nano-variants .coming {
    container: cell / size;
  }
  nano-variants button.cell {
    cursor: zoom-in;
  }
  nano-variants .cell[aria-current='true'] {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  nano-variants .cell:focus-visible {
    outline: 3px solid var(--vscode-focusBorder);
    outline-offset: -3px;
  }
  nano-variants .picture {
    position: absolute;
    inset: 4px;
    display: grid;
    place-items: center;
    color: var(--soft);
  }
  nano-variants .picture img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  nano-variants .mark {
    position: absolute;
    inset: 8px auto auto 8px;
    display: flex;
    align-items: center;
    gap: 3px;
    min-width: 20px;
    justify-content: center;
    padding: 0 5px;
    font-size: 11px;
    line-height: 18px;
    font-weight: 600;
    border-radius: 3px;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  nano-variants .mark.state {
    inset: 8px 8px auto auto;
  }
  nano-variants .mark.state .codicon-check {
    color: var(--good);
  }
  nano-variants .what {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: safe center;
    justify-items: center;
    gap: 8px;
    padding: 6px 12px;
    overflow: hidden;
    text-align: center;
    color: var(--soft);
  }
  nano-variants .what p {
    display: -webkit-box;
    max-width: 44ch;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  nano-variants .what > .codicon {
    font-size: 20px;
  }
  /* What is drawn so far is seen, with how far it is in a line below. */
  nano-variants .grows .what {
    inset: auto 8px 8px 8px;
    display: flex;
    align-items: center;
    justify-content: center;
    margin-inline: auto;
    width: fit-content;
    padding: 2px 10px;
    font-size: 11px;
    border-radius: 4px;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: color-mix(in srgb, var(--vscode-editorWidget-background, var(--vscode-editor-background)) 88%, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
  }
  nano-variants .grows .what > .codicon {
    font-size: 14px;
  }
  nano-variants .failed .what > .codicon,
  nano-variants .interrupted .what > .codicon {
    color: var(--vscode-errorForeground);
  }
  nano-variants .gridKeys {
    position: absolute;
    inset: auto auto 12px 50%;
    translate: -50% 0;
    max-width: calc(100% - 24px);
    padding: 3px 10px;
    font-size: 11px;
    white-space: nowrap;
    border-radius: 4px;
    pointer-events: none;
    color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
    background: color-mix(in srgb, var(--vscode-editorWidget-background, var(--vscode-editor-background)) 88%, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
  }
  nano-variants kbd {
    font: inherit;
    font-weight: 600;
  }

  @container compare (max-width: 420px) {
    nano-variants .gridKeys {
      display: none;
    }
  }
  /* Beside each other where there is no room for lines. */
  @container cell (max-height: 110px) {
    nano-variants .what {
      display: flex;
      align-items: center;
      justify-content: center;
      padding: 2px 8px 2px 34px;
    }
    nano-variants .what p {
      font-size: 11px;
      line-height: 14px;
      text-align: start;
    }
    nano-variants .what:has(.act) p,
    nano-variants .grows .what p {
      display: none;
    }
    nano-variants .grows .what {
      padding: 2px;
      margin-inline-end: 0;
    }
  }
  @container cell (max-height: 110px) and (max-width: 200px) {
    nano-variants .what .link {
      display: none;
    }
  }
`;
