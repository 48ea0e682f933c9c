import type { ModelCapabilities, Speed } from '../../../capabilities.ts';
import { t } from '../../../shared/l10n.ts';
import type { EngineModels } from '../engine.ts';
import { common, families, type Kind, type Traits } from './families.ts';

interface ModelEntry {
  id: string;
  kind: Kind;
  name: string;
  /** Seconds from APIYI's pages, where they have them. */
  speed?: Speed;
  description: () => string;
}

const ids: readonly ModelEntry[] = [
  {
    id: 'gpt-image-2.6-flare',
    kind: 'newest',
    name: 'GPT Image 2.6 Flare',
    speed: { pace: 'fast' },
    description: () => t('For most edits.'),
  },
  {
    id: 'gpt-image-2.6-sunburst',
    kind: 'newest',
    name: 'GPT Image 2.6 Sunburst',
    speed: { pace: 'slow' },
    description: () => t('The most detailed, and the most stable when an image is edited again and again.'),
  },
  {
    id: 'gpt-image-2.6-all',
    kind: 'webFree',
    name: 'GPT Image 2.6 (all)',
    speed: { pace: 'fast', seconds: [10, 42] },
    description: () => t("One flat price, through ChatGPT's web app."),
  },
  {
    id: 'gpt-image-2.5-flare',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Flare',
    speed: { pace: 'fast' },
    description: () => t('The previous generation.'),
  },
  {
    id: 'gpt-image-2.5-sunburst',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Sunburst',
    speed: { pace: 'slow' },
    description: () => t('The previous generation, more detailed.'),
  },
  {
    id: 'gpt-image-2.5-all',
    kind: 'webWords',
    name: 'GPT Image 2.5 (all)',
    description: () => t("One flat price, through ChatGPT's web app; the shape is requested in the prompt."),
  },
  {
    id: 'gpt-image-2.5-sunburst-vip',
    kind: 'webPresets',
    name: 'GPT Image 2.5 Sunburst (vip)',
    description: () => t('One flat price, through an unofficial route.'),
  },
  {
    id: 'gpt-image-2',
    kind: 'second',
    name: 'GPT Image 2',
    speed: { pace: 'slow' },
    description: () => t('Two generations old.'),
  },
  {
    id: 'gpt-image-2-all',
    kind: 'webWords',
    name: 'GPT Image 2 (all)',
    speed: { pace: 'medium', seconds: [30, 90] },
    description: () => t("One flat price, through ChatGPT's web app; the shape is requested in the prompt."),
  },
  {
    id: 'gpt-image-2-vip',
    kind: 'webPresets',
    name: 'GPT Image 2 (vip)',
    speed: { pace: 'slow', seconds: [90, 200] },
    description: () => t('One flat price, through an unofficial route.'),
  },
];

/** Dated snapshots are the model itself. */
const plain = (id: string): string => id.replace(/-20\d\d-\d\d-\d\d$/, '');

const kindOf = (id: string): Kind => ids.find((one) => one.id === plain(id))?.kind ?? 'smallest';

/** How an id is asked; one that isn't known with the smallest set. */
export const traitsOf = (id: string): Traits => families[kindOf(id)].traits;

const known: readonly ModelCapabilities[] = ids.map(({ id, kind, name, speed, description }) => ({
  ...common,
  ...families[kind].capabilities,
  id,
  name,
  ...(speed && { speed }),
  description,
  known: true,
}));

const unknown = (id: string): ModelCapabilities => {
  const dated = known.find((one) => one.id === plain(id));
  return {
    ...common,
    ...families[kindOf(id)].capabilities,
    id,
    name: id,
    known: false,
    description: () =>
      dated
        ? t('A dated version of {name}.', { name: dated.name })
        : t('Not a known model: only options that every endpoint of this protocol takes are used.'),
  };
};

const ownName = (id: string): string => id.split('/').at(-1)?.toLowerCase() ?? '';

/** DALL·E spoke an older form of the protocol and is retired. */
const canBeAsked = (id: string): boolean => /^(?:chat)?gpt-image/.test(ownName(id));

/** What OpenAI's deprecations name. */
const retired = /^(?:gpt-image-1|dall-e-[23])$/;
const successorOf = (id: string): string | undefined =>
  retired.test(ownName(id)) ? 'gpt-image-2.6-flare' : undefined;

export const openaiImageModels: EngineModels = {
  known,
  canBeAsked,
  isOffered: canBeAsked,
  unknown,
  successorOf,
};
