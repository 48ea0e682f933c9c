import {
  type EditRequest,
  endingWanted,
  folderFor,
  isExact,
  type JobHooks,
  type KeptImage,
} from '../../editRequest.ts';
import type { FileStore, Log, SettingsValues } from '../../ports.ts';
import { ExactSaver, type ExactSaverDeps } from '../../save/exactSaver.ts';
import type { RecordedImage, Recorder, Saved } from '../../save/recording.ts';
import { endingFor, placeAt } from '../../save/save.ts';
import { fail, type Outcome } from '../../shared/failure.ts';
import { splitName } from '../../uris.ts';
import { notPlaced } from '../jobFailures.ts';
import type { Decided } from '../prepare/outgoing.ts';

export interface PlacingDeps extends ExactSaverDeps {
  files: FileStore;
  recorder: Recorder;
  log: Log;
}

/** Saves a result where its request says: in its folder, in the very file, or where the person says. */
export class Placing {
  readonly #deps: PlacingDeps;
  readonly exact: ExactSaver;

  constructor(deps: PlacingDeps) {
    this.#deps = deps;
    this.exact = new ExactSaver(deps);
  }

  /** With its record, without overwriting anything; an exact target as that says. Nothing is thrown. */
  async place(
    request: EditRequest,
    recorded: RecordedImage,
    { suggestedName: name, nameSteps }: { suggestedName: string; nameSteps: string[] },
    mode: SettingsValues['outputRecord'],
    chooseTarget: JobHooks['chooseTarget'],
  ): Promise<Outcome<Saved>> {
    const { files, recorder, log } = this.#deps;
    if (isExact(request)) return this.exact.save(request.target, recorded, mode);
    const type = recorded.info?.type ?? null;
    const folder = folderFor(request);
    if (folder !== undefined && files.isWritable(folder)) {
      const place = { folder, steps: nameSteps, ending: endingFor(type, endingOf(request)) };
      return recorder.save(place, recorded, mode);
    }
    const chosen = await chooseTarget(name).catch((error: unknown) => {
      log.warn(`Nobody could be asked for a place: ${String(error)}`);
      return undefined;
    });
    if (chosen === undefined) return fail(notPlaced(name));
    return recorder.save(placeAt(chosen, type), recorded, mode);
  }
}

/** The ending that was asked for, else that of the edited image. */
function endingOf(request: EditRequest): string | undefined {
  const edited = request.inputs[request.editedIndex];
  return endingWanted(request) ?? (edited && splitName(edited.name).extension);
}

/** The name that a result of this type has, should it be free. */
export const suggestedName = (
  request: EditRequest,
  { nameSteps }: Decided,
  type: KeptImage['type'],
): string => `${nameSteps.at(-1)}.${endingFor(type, endingOf(request))}`;
