import * as z from 'zod/mini';
import { messageOf } from '../../shared/errorText.ts';
import { inARow, t } from '../../shared/l10n.ts';
import type { PresetView } from '../../shared/protocol/panelState.ts';

/** A workspace's own prompts; `media/prompts.schema.json` says the same to the editor. */
export const teamSchema = z.object({
  prompts: z
    .array(
      z.object({
        name: z.string().check(z.minLength(1), z.maxLength(80)),
        prompt: z.string().check(z.minLength(1), z.maxLength(20_000)),
      }),
    )
    .check(z.maxLength(200)),
});

/** Where a workspace keeps its own prompts, below its folder. */
export const teamFileSteps = ['.nano-banana', 'prompts.json'] as const;

/** What a new file of prompts begins with. */
export const teamFileTemplate = `{
  "prompts": [
    {
      "name": "Our screenshot style",
      "prompt": "Give this screenshot rounded corners and a soft shadow on a {{colour}} background. Change nothing else."
    }
  ]
}
`;

/** Reads a workspace's prompts; the problem is a sentence for the person. */
export function readTeamPresets(
  text: string,
): { ok: true; presets: PresetView[] } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return problem(t('{file} is not valid JSON ({reason}).', { file: teamFile, reason: messageOf(error) }));
  }
  const parsed = teamSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.');
    return problem(
      place
        ? t('{file} has a wrong value at "{place}".', { file: teamFile, place })
        : t('{file} has a wrong value at the top level.', { file: teamFile }),
    );
  }
  return {
    ok: true,
    presets: parsed.data.prompts.map(({ name, prompt }, index) => ({
      id: `team:${index}:${name}`.slice(0, 100),
      label: name,
      prompt,
      from: 'team',
    })),
  };
}

const problem = (fault: string) =>
  ({
    ok: false,
    problem: inARow(fault, t('Its prompts are not used until this is fixed.')),
  }) as const;

const teamFile = teamFileSteps.join('/');

const placeholder = /\{\{([^{}]{1,100})\}\}/g;

/** The names of a prompt's placeholders, each once, in their order. */
export const placeholdersOf = (prompt: string): string[] => [
  ...new Set(
    [...prompt.matchAll(placeholder)].map((match) => match[1]?.trim() ?? '').filter((name) => name !== ''),
  ),
];

/** The prompt with its placeholders filled in. */
export const fillPlaceholders = (prompt: string, values: ReadonlyMap<string, string>): string =>
  prompt.replace(placeholder, (whole, name: string) => values.get(name.trim()) ?? whole);
