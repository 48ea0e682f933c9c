import type { Behaviour } from './standin/behaviours.ts';

/** With which model the journeys are made; `npm run test:gpt` names another (test/secondEngine.env). */
export const testModel = process.env.NANO_BANANA_TEST_MODEL ?? 'gemini-3.1-flash-image-preview';
const isGemini = testModel.startsWith('gemini');

/** What differs from one engine's models to another's for a person at the screen. */
export const testWords = isGemini
  ? { level: 'Thinking', sent: 'Aspect ratio Auto (16:9)', mostInputs: 14 }
  : { level: 'Quality', sent: 'Size Auto (1280x720)', mostInputs: 16 };

/** An answer without an image, because what was drawn is not shown. */
export const refusal: Behaviour = isGemini
  ? { finish: 'IMAGE_SAFETY' }
  : { error: 'moderation_blocked-output' };

/** An answer that refuses the size, before anything is drawn. */
export const badSize: NonNullable<Behaviour['error']> = isGemini ? '400-size' : 'bad-size';
