import { css } from 'lit';

/** The variants of a run beside each other, over the panes. */
export const variants = css`
  nano-variants {
    position: relative;
    flex: 1;
    min-width: 0;
    min-height: 0;
    display: flex;
    flex-direction: column;
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
    inset: 22px 4px 4px;
    display: grid;
    place-items: center;
    color: var(--soft);
  }
  nano-variants[data-labels='beside'] .picture {
    inset: 4px 4px 4px 30px;
  }
  nano-variants .picture img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  /* What is said of a picture lies in the margin beside it, never over it. */
  nano-variants .mark {
    position: absolute;
    inset: 3px auto auto 4px;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 3px;
    min-width: 22px;
    padding: 0 4px;
    font-size: 11px;
    line-height: 16px;
    font-weight: 600;
  }
  nano-variants .mark.state {
    inset: 3px 4px auto auto;
  }
  nano-variants .mark.state .codicon {
    font-size: 14px;
  }
  nano-variants[data-labels='beside'] .mark.state {
    inset: 22px auto auto 4px;
  }
  nano-variants[data-labels='beside'] .mark .word {
    display: none;
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
  /* What is drawn so far is seen whole, with how far it is in the margin. */
  nano-variants .grows .what {
    inset: 3px 8px auto 32px;
    display: flex;
    align-items: center;
    justify-content: end;
    gap: 5px;
    height: 16px;
    padding: 0;
    font-size: 11px;
  }
  nano-variants .grows .what p {
    display: block;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  nano-variants .grows .what > .codicon {
    font-size: 14px;
  }
  nano-variants[data-labels='beside'] .grows .what {
    inset: 22px auto auto 4px;
    justify-content: center;
    width: 22px;
  }
  nano-variants[data-labels='beside'] .grows .what p {
    display: none;
  }
  nano-variants .failed .what > .codicon,
  nano-variants .interrupted .what > .codicon {
    color: var(--vscode-errorForeground);
  }
  nano-variants .gridKeys {
    flex: none;
    padding: 0 10px 5px;
    font-size: 11px;
    line-height: 14px;
    text-align: center;
    text-wrap: balance;
    color: var(--soft);
  }
  nano-variants kbd {
    font: inherit;
    font-weight: 600;
  }

  /* Where the pictures need the line. */
  @container compare (max-width: 420px) {
    nano-variants .gridKeys {
      display: none;
    }
  }
  @media (max-height: 400px) {
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
    nano-variants .what:has(.act) p {
      display: none;
    }
    nano-variants .grows .what {
      padding: 0;
    }
  }
  @container cell (max-height: 110px) and (max-width: 200px) {
    nano-variants .what .link,
    nano-variants .what:has(.act) > .codicon {
      display: none;
    }
  }
`;
