import type { ModelCapabilities } from '../../../capabilities.ts';
import { t } from '../../../shared/l10n.ts';
import type { EngineModels } from '../engine.ts';
import { common, families, type Kind, type Traits } from './families.ts';

const ids: readonly { id: string; kind: Kind; name: string; description: () => string }[] = [
  {
    id: 'gpt-image-2.6-flare',
    kind: 'newest',
    name: 'GPT Image 2.6 Flare',
    description: () => t('Fast: any size to 4K, five qualities, transparency, GIF and SVG.'),
  },
  {
    id: 'gpt-image-2.6-sunburst',
    kind: 'newest',
    name: 'GPT Image 2.6 Sunburst',
    description: () => t('Most detailed: any size to 4K, five qualities, transparency, GIF and SVG.'),
  },
  {
    id: 'gpt-image-2.6-all',
    kind: 'webFree',
    name: 'GPT Image 2.6 (all)',
    description: () => t('One flat price: any size, transparency, GIF and SVG; over the ChatGPT web route.'),
  },
  {
    id: 'gpt-image-2.5-flare',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Flare',
    description: () => t('Fast: any size to 4K, five qualities, transparency.'),
  },
  {
    id: 'gpt-image-2.5-sunburst',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Sunburst',
    description: () => t('More detailed: any size to 4K, five qualities, transparency.'),
  },
  {
    id: 'gpt-image-2.5-all',
    kind: 'webWords',
    name: 'GPT Image 2.5 (all)',
    description: () => t('One flat price: seven shapes as wishes in the prompt; over the ChatGPT web route.'),
  },
  {
    id: 'gpt-image-2',
    kind: 'second',
    name: 'GPT Image 2',
    description: () => t('The generation before: any size to 4K, three qualities.'),
  },
  {
    id: 'gpt-image-2-all',
    kind: 'webWords',
    name: 'GPT Image 2 (all)',
    description: () => t('One flat price: seven shapes as wishes in the prompt; over the ChatGPT web route.'),
  },
  {
    id: 'gpt-image-2-vip',
    kind: 'webPresets',
    name: 'GPT Image 2 (vip)',
    description: () => t('One flat price: ten ratios in 1K, 2K and 4K; over a reverse route.'),
  },
];

/** Dated snapshots are the model itself. */
const plain = (id: string): string => id.replace(/-20\d\d-\d\d-\d\d$/, '');

const kindOf = (id: string): Kind => ids.find((one) => one.id === plain(id))?.kind ?? 'smallest';

/** How an id is asked; one that isn't known with the smallest set. */
export const traitsOf = (id: string): Traits => families[kindOf(id)].traits;

const known: readonly ModelCapabilities[] = ids.map(({ id, kind, name, description }) => ({
  ...common,
  ...families[kind].capabilities,
  id,
  name,
  description,
  known: true,
  goneAtGoogle: false,
}));

const unknown = (id: string): ModelCapabilities => {
  const dated = known.find((one) => one.id === plain(id));
  return {
    ...common,
    ...families[kindOf(id)].capabilities,
    id,
    name: id,
    known: false,
    goneAtGoogle: false,
    description: () =>
      dated
        ? t('A snapshot of {name}.', { name: dated.name })
        : t('Not a known model; asked for what every endpoint of this protocol takes.'),
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
