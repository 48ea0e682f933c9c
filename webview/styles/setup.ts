import { css } from 'lit';

/** What stands in the picture's place before there is a key; the picture beside it, or above where there is no room. */
export const setup = css`
  nano-setup {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: safe center;
    align-content: safe center;
    gap: 16px 28px;
    padding: 16px;
    overflow: auto;
  }
  nano-setup > img {
    flex: 1 1 280px;
    min-width: 0;
    max-width: 640px;
    max-height: 100%;
    object-fit: contain;
  }
  nano-setup .steps {
    flex: 0 1 340px;
    display: grid;
    gap: 9px;
    justify-items: start;
  }
  nano-setup legend {
    margin-bottom: 6px;
    font-size: 15px;
    font-weight: 600;
  }
  nano-setup .actions {
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
  @media (max-width: 760px) {
    nano-setup {
      gap: 10px;
      padding: 10px 14px;
    }
    nano-setup > img {
      flex-basis: 100%;
      max-height: 100px;
    }
    nano-setup .steps {
      flex-basis: 100%;
    }
    nano-setup .several {
      display: grid;
      grid-template-columns: auto auto;
      column-gap: 14px;
    }
    nano-setup legend {
      grid-column: 1 / -1;
    }
    nano-app:has(nano-setup) {
      --stacked-stage: 600px;
    }
  }
`;
