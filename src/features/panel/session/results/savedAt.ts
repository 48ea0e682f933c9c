import { nameOf } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { SessionResult } from '../state/results.ts';

/** A result lies there now. */
export const savedAt = (
  uri: string,
  host: Pick<SessionHost, 'relativePathOf'>,
): Pick<SessionResult, 'uri' | 'name' | 'relativePath' | 'missing'> => ({
  uri,
  name: nameOf(uri),
  relativePath: host.relativePathOf(uri),
  missing: false,
});
