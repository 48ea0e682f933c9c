import { readManifest } from '../manifest/manifest.ts';
import { compile } from './compile.ts';

/** The decoded paths of all files that manifests make, and of those that they make them from. */
export function filesOfManifests(
  manifests: readonly { uri: string; text: string }[],
  workspaceUri: string,
): string[] {
  const read = manifests.map(({ uri, text }) => readManifest(uri, text));
  const { assets } = compile(read, workspaceUri);
  return assets.flatMap((asset) => [asset, ...asset.inputs].map(({ uri }) => pathOf(uri)));
}

const pathOf = (uri: string): string =>
  decodeURIComponent(uri.replace(/^[a-z][a-z\d+.-]*:(?:\/\/[^/]*)?/i, ''));
