/** Writes a bill of materials (SBOM) as CycloneDX: what a package is made of, each part with its version and licence. */
export function writeSbom(
  file: string,
  subject: { name: string; version: string; license: string },
  folders: Iterable<string>,
): Promise<void>;
