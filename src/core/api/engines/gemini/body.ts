import type { AskedSize, AspectRatio, ThinkingLevel } from '../../../shared/options.ts';
import type { RequestImage, RequestPlan } from '../../body/request.ts';
import type { Provider } from '../../providers.ts';

/** The body of one generateContent call; `Data` stands for the base64 of an image. */
export interface GenerateBody<Data> {
  contents: [{ role?: 'user'; parts: [{ text: string }, ...ImagePart<Data>[]] }];
  generationConfig: {
    responseModalities: ('TEXT' | 'IMAGE')[];
    imageConfig?: { aspectRatio?: AspectRatio; imageSize?: AskedSize };
    thinkingConfig?: { thinkingLevel?: string; includeThoughts?: true };
  };
  store?: false;
}

interface ImagePart<Data> {
  inlineData: { mimeType: string; data: Data };
}

/** As the API's documents spell them; case does not matter to it. */
const wireThinking: Record<ThinkingLevel, string> = { minimal: 'minimal', medium: 'medium', high: 'High' };

/** The body that a provider wants. */
export function generateBody<Data>(
  plan: RequestPlan,
  provider: Pick<Provider, 'id' | 'storesRequests'>,
  dataOf: (image: RequestImage, index: number) => Data,
): GenerateBody<Data> {
  const images = plan.images.map(
    (image, index): ImagePart<Data> => ({
      inlineData: { mimeType: image.mimeType, data: dataOf(image, index) },
    }),
  );
  return {
    contents: [
      {
        // Google's SDK always says whose turn it is, and gateways in front of Vertex refuse a body without it;
        // APIYI's own examples go without.
        ...(provider.id !== 'apiyi' && { role: 'user' }),
        parts: [{ text: plan.prompt }, ...images],
      },
    ],
    generationConfig: generationConfig(plan),
    // Elsewhere the field is unknown and may be refused.
    ...(provider.storesRequests && { store: false }),
  };
}

function generationConfig(plan: RequestPlan): GenerateBody<never>['generationConfig'] {
  const { aspectRatio, size, thinking, includeThoughts } = plan;
  const config: GenerateBody<never>['generationConfig'] = {
    responseModalities: plan.imageOnly ? ['IMAGE'] : ['TEXT', 'IMAGE'],
  };
  if (aspectRatio || size) {
    config.imageConfig = { ...(aspectRatio && { aspectRatio }), ...(size && { imageSize: size }) };
  }
  if (thinking || includeThoughts) {
    config.thinkingConfig = {
      ...(thinking && { thinkingLevel: wireThinking[thinking] }),
      ...(includeThoughts && { includeThoughts }),
    };
  }
  return config;
}
