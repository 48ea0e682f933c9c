import { css } from 'lit';

/** Run, what it costs, how far it is and what happened: always at the same place. */
export const run = css`
  nano-run {
    position: relative;
    padding: 10px 14px 12px;
    background: var(--form);
    border-block-start: 1px solid var(--line);
  }
  nano-run .row {
    display: flex;
    gap: 8px;
    align-items: end;
    min-width: 0;
  }
  #run {
    min-width: 72px;
  }
  .why {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    color: var(--soft);
    min-width: 0;
    min-height: 26px;
    align-content: center;
    overflow-wrap: anywhere;
    margin-inline-start: 4px;
  }
  .why b {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .jobNote,
  .status {
    margin-bottom: 6px;
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .status.spoken {
    margin: 0;
  }
  .jobNote {
    display: flex;
    gap: 5px;
    color: var(--soft);
  }
  .jobNote .codicon {
    font-size: 14px;
    line-height: 17px;
  }
  .bar {
    position: absolute;
    inset: -1px 0 auto;
    height: 2px;
    overflow: hidden;
  }
  .bar.busy::after {
    content: '';
    display: block;
    width: 28%;
    height: 100%;
    background: var(--vscode-progressBar-background, var(--vscode-focusBorder));
    animation: slide 1.8s ease-in-out infinite;
  }
  @keyframes slide {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(360%);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar.busy::after {
      width: 100%;
    }
  }
`;
