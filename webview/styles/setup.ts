import { css, unsafeCSS } from 'lit';
import { stackedQuery } from '../../src/core/shared/stacked.ts';

/** What stands in the picture's place before there is a key; the picture beside it, or above where there is no room. */
export const setup = css`
  nano-setup {
    flex: 1;
    min-width: 0;
    container: setup / size;
  }
  .setup {
    display: flex;
    align-items: safe center;
    justify-content: center;
    gap: 12px 28px;
    height: 100%;
    padding: 16px;
    overflow: auto;
  }
  .setup > img {
    flex: 1 1 200px;
    min-width: 0;
    max-width: 640px;
    max-height: 100%;
    object-fit: contain;
  }
  .setup .steps {
    flex: 0 1 330px;
    display: grid;
    gap: 9px;
    justify-items: start;
  }
  .setup legend {
    margin-bottom: 6px;
    font-size: 15px;
    font-weight: 600;
  }
  .setup .actions {
    align-items: center;
    margin-top: 4px;
  }
  .tries {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 6px 10px;
  }
  @container setup (max-width: 560px) {
    .setup {
      flex-direction: column;
      align-items: stretch;
      justify-content: safe center;
      padding: 10px 14px;
    }
    .setup > img {
      flex: 0 1 100px;
      min-height: 0;
      max-width: 100%;
    }
    .setup .steps {
      flex: none;
    }
    .setup .several {
      display: grid;
      grid-template-columns: auto auto;
      column-gap: 14px;
    }
    .setup legend {
      grid-column: 1 / -1;
    }
  }
  @media ${unsafeCSS(stackedQuery)} {
    nano-app:has(nano-setup) {
      --stacked-stage: 600px;
    }
  }
`;
