import * as z from 'zod/mini';
import { keptOptionsSchema } from '../src/core/shared/options.ts';
import { firstLayout, layoutSchema } from './layout.ts';

/** What the panel's page keeps of itself while VS Code drops it, as while its tab is in the background. */
export const memorySchema = z.object({
  /** The host knows the panel again by it when VS Code brings it back. */
  sessionId: z.string(),
  draft: z.nullable(z.object({ prompt: z.string(), options: z.nullable(keptOptionsSchema) })),
  layout: z.catch(layoutSchema, firstLayout),
});
