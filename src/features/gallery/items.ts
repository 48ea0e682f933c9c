import { modelName } from '../../core/api/models/models.ts';
import type { GalleryAction, GalleryItem } from '../../core/shared/protocol/galleryProtocol.ts';
import { nameOf } from '../../core/uris.ts';
import { idOf, type Made, madeAt } from './made.ts';

/** What the page shows of an image. @param relativePath of a file, as it is said to people */
export function itemOf(made: Made, isStale: boolean, relativePath: (uri: string) => string): GalleryItem {
  const shared = { id: idOf(made), kind: made.kind, madeAt: madeAt(made), isStale };
  if (made.kind === 'saved') {
    const { uri, record } = made;
    const edited = record.inputs.find(({ role }) => role === 'edited');
    return {
      ...shared,
      name: nameOf(uri),
      place: relativePath(uri),
      prompt: record.prompt,
      source: edited ? (edited.path.split('/').at(-1) ?? edited.path) : null,
      model: modelName(record.answeredBy ?? record.model),
      cost: record.cost ?? null,
      actions: actionsOf.saved,
    };
  }
  const { request, kept } = made.kind === 'draft' ? made.draft : made.entry;
  return {
    ...shared,
    name: kept.suggestedName,
    place: '',
    prompt: request.prompt,
    source: request.inputs[request.editedIndex]?.name ?? null,
    model: modelName(request.options.model),
    cost: kept.image.record?.cost ?? null,
    actions: actionsOf[made.kind],
  };
}

const actionsOf: Readonly<Record<Made['kind'], GalleryAction[]>> = {
  saved: ['open', 'edit', 'record', 'discard'],
  draft: ['keep', 'edit', 'discard'],
  unsaved: ['saveAs', 'discard'],
};
