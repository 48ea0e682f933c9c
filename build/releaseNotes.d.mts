export interface Release {
  tag: string;
  manifest: { version: string };
  lockfile: { version: string };
  changelog: string;
}

/** What CHANGELOG.md says of the version that a tag names; throws where they do not agree. */
export function releaseNotes(release: Release): string;
