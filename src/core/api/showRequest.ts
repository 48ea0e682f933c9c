import { fail, type Outcome, succeed } from '../shared/failure.ts';
import { type BodyPiece, checkPlan, type RequestPlan } from './body/request.ts';
import type { Engine } from './engines/engine.ts';
import { engineOf } from './engines.ts';
import type { Provider } from './providers.ts';

/** A request for people to read. */
interface ShownRequest {
  /** Of a file that would hold it. */
  name: string;
  text: string;
}

/**
 * The very body that would be sent, with a placeholder where the bytes of a file go.
 * @param engine in place of the one that the model names
 */
export function shownRequest(plan: RequestPlan, provider: Provider, engine?: Engine): Outcome<ShownRequest> {
  const refused = checkPlan(plan);
  if (refused) return fail(refused);
  const asked = engine ?? engineOf(plan.capabilities);
  const { contentType, pieces } = asked.request(plan, provider).body;
  const text = pieces.map(shownPiece).join('');
  if (contentType !== 'application/json') return succeed({ name: 'request.txt', text });
  return succeed({ name: 'request.json', text: `${JSON.stringify(JSON.parse(text), null, 2)}\n` });
}

function shownPiece(piece: BodyPiece): string {
  if (piece.encoding === 'text') return piece.text;
  const bytes = `${piece.file.byteLength} bytes`;
  return piece.encoding === 'raw' ? `<${bytes}>` : `<base64 of ${bytes}>`;
}
