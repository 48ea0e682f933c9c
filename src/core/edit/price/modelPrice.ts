import { type Billing, estimateCost } from '../../api/models/cost.ts';
import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import { formatCost } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';

/** "$0.055 an image.", "About $0.045 to $0.151 an image."; empty without a known price. */
export function priceRange(
  provider: Pick<Provider, 'id'>,
  billing: Billing,
  capabilities: ModelCapabilities,
): string {
  const { sizes, defaultSize, qualities } = capabilities;
  const asked = { provider: provider.id, capabilities, billing, inputs: 0, promptLength: 0 };
  const costs = (sizes.length > 0 ? sizes : [defaultSize]).flatMap((size) =>
    (qualities.length > 0 ? qualities : [undefined]).flatMap(
      (quality) => estimateCost({ ...asked, size, quality }) ?? [],
    ),
  );
  if (costs.length === 0) return '';
  const prices = costs.map(({ usd }) => usd);
  const [least, most] = [formatCost(Math.min(...prices)), formatCost(Math.max(...prices))];
  const isRough = costs.some(({ approximate }) => approximate);
  if (least === most) {
    return isRough
      ? t('About {price} per image.', { price: least })
      : t('{price} per image.', { price: least });
  }
  return isRough
    ? t('About {least} to {most} per image.', { least, most })
    : t('{least} to {most} per image.', { least, most });
}
