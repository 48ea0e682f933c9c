/** What is waited for once it is being stopped. */
export const waitingSentence = (names: string): string =>
  `waiting for ${names}, which is paid for. Cancel again to break off; it may be billed all the same.`;
