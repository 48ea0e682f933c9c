import type { CSSResult } from 'lit';

/** Style sheets as the page adopts them, constructed: the policy needs no exception for them. */
export const sheetsOf = (styles: readonly CSSResult[]): CSSStyleSheet[] =>
  styles.map(({ styleSheet }) => styleSheet).filter((sheet) => sheet !== undefined);
