import { largestSampleFile, sampleName } from '../../core/edit/recorded/sampleFiles.ts';
import type { FileStore } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import { joinUri } from '../../core/uris.ts';
import type { Panels } from '../panels.ts';

export interface SampleDeps {
  files: Pick<FileStore, 'read' | 'createExclusively'>;
  panels: Panels;
  recorded: { folder: string };
  /** URI string of the folder for what the person makes of the sample: an update of the extension takes its own away. */
  samplesFolder: string;
}

/** Copies that were replaced by a result stay; nobody does that so often. */
const mostCopies = 100;

/** Opens the sample: with recorded answers, which need no key, or to be edited for real. Results lie beside the copy. */
export async function openSample(deps: SampleDeps, answers: 'recorded' | 'real'): Promise<void> {
  const uri = await ownCopy(deps, answers === 'recorded' ? 'try' : 'sample');
  if (answers === 'recorded') await deps.panels.open({ kind: 'recorded', uri });
  else await deps.panels.open({ kind: 'edit', uris: [uri] });
}

/** The person's own copy, as it came. */
async function ownCopy({ files, recorded, samplesFolder }: SampleDeps, folder: string): Promise<string> {
  const bytes = await files.read(joinUri(recorded.folder, sampleName), largestSampleFile);
  for (let number = 1; number <= mostCopies; number++) {
    const uri = joinUri(samplesFolder, number === 1 ? folder : `${folder} ${number}`, sampleName);
    if (await files.createExclusively(uri, bytes)) return uri;
    if (Buffer.compare(await files.read(uri, largestSampleFile).catch(() => new Uint8Array()), bytes) === 0)
      return uri;
  }
  throw new Error(t("There are too many copies of the sample. Remove some from the extension's storage."));
}
