/** What can be wrong with the images of docs, the worst first. */
export const findingKinds = ['missing', 'caseOnly', 'noAlt', 'oversized', 'unlinked'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What can be done about it. */
export const fixes = ['generate', 'suggestAlt', 'reveal', 'openLink'] as const;
export type Fix = (typeof fixes)[number];
