import { posix } from 'node:path';

/** The document that a new file is for, by the decoded paths of their URIs. */
export interface DestinationContext {
  document: string;
  workspaceFolder: string | undefined;
  /** The new file's name, with its ending. */
  fileName: string;
  now: Date;
}

const variable =
  /(?<escaped>\\\$)|\$\{(?<name>\w+)(?:\/(?<pattern>(?:\\\/|\\(?!\/)|[^}/\\])+)\/(?<replacement>(?:\\\/|\\(?!\/)|[^}/\\])*)\/)?\}/g;

/**
 * Where a new file goes by an entry of VS Code's own `markdown.copyFiles.destination`, in the way that pasting an
 * image into a document has it: variables with an optional replacement, `/` for the workspace folder, a closing
 * slash for a folder.
 */
export function fillDestination(template: string, context: DestinationContext): string {
  const values = valuesOf(context);
  let wanted = template.trim() || `\${fileName}`;
  if (wanted.startsWith('/')) wanted = `\${documentWorkspaceFolder}${wanted}`;
  if (wanted.endsWith('/')) wanted += `\${fileName}`;
  const filled = wanted.replace(variable, (whole, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    const part = (name: string): string | undefined => {
      const value =
        typeof groups === 'object' && groups !== null && name in groups ? Object(groups)[name] : '';
      return typeof value === 'string' ? value : undefined;
    };
    if (part('escaped') !== undefined) return '$';
    const value = values[part('name') ?? ''];
    if (value === undefined) return whole;
    const pattern = part('pattern');
    return pattern === undefined ? value : transformed(value, pattern, part('replacement') ?? '');
  });
  return posix.resolve(posix.dirname(context.document), filled);
}

function transformed(value: string, pattern: string, replacement: string): string {
  try {
    return value.replace(new RegExp(pattern.replaceAll('\\/', '/')), replacement.replaceAll('\\/', '/'));
  } catch {
    return value;
  }
}

function valuesOf({ document, workspaceFolder, fileName, now }: DestinationContext): Record<string, string> {
  const folder = posix.dirname(document);
  const name = posix.basename(document);
  const ending = posix.extname(document);
  const relative = (path: string): string =>
    workspaceFolder === undefined ? path : posix.relative(workspaceFolder, path);
  return {
    documentDirName: folder,
    documentRelativeDirName: relative(folder),
    documentFileName: name,
    documentBaseName: name.slice(0, name.length - ending.length),
    documentExtName: ending.slice(1),
    documentFilePath: document,
    documentRelativeFilePath: relative(document),
    documentWorkspaceFolder: workspaceFolder ?? folder,
    fileName,
    fileExtName: posix.extname(fileName).slice(1),
    unixTime: String(now.getTime()),
    isoTime: now.toISOString(),
  };
}

/** The folder that most of a document's images lie in; without images, the document's own. */
export function usualFolder(document: string, images: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const image of images) {
    const folder = posix.dirname(image);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return usual?.[0] ?? posix.dirname(document);
}
