import type { CompareState } from '../../../../src/core/shared/protocol/compareProtocol.ts';
import type { GalleryItem, GalleryState } from '../../../../src/core/shared/protocol/galleryProtocol.ts';
import type { RecordState } from '../../../../src/core/shared/protocol/recordProtocol.ts';
import type { ReportRow, ReportState } from '../../../../src/core/shared/protocol/reportProtocol.ts';
import { picture } from './parts.ts';

/** States of the pages beside the panel, as the host would send them. */

export const compared: CompareState = {
  left: { ...picture('dashboard.png', 'dashboard'), caption: 'HEAD' },
  right: {
    ...picture('dashboard.png', 'dashboard-marked', { bytes: 231_000 }),
    caption: 'Working tree',
  },
  notes: ['The file grew from 214 KB to 231 KB.'],
  problem: null,
  review: null,
  isGone: false,
  shows: {
    left: { uri: 'file:///a.png', caption: 'a.png' },
    right: { uri: 'file:///b.png', caption: 'b.png' },
  },
};

export const comparedShapes: CompareState = {
  left: {
    ...picture('logo.png', 'logo', { width: 512, height: 512, hasAlpha: true }),
    caption: 'media/logo.png',
  },
  right: { ...picture('dashboard.png', 'dashboard'), caption: 'docs/images/dashboard.png' },
  notes: [],
  problem: null,
  review: null,
  isGone: false,
  shows: {
    left: { uri: 'file:///a.png', caption: 'a.png' },
    right: { uri: 'file:///b.png', caption: 'b.png' },
  },
};

export const comparedProblem: CompareState = {
  left: { ...picture('old.psd', null, { type: '', width: null, height: null }), caption: 'docs/old.psd' },
  right: { ...picture('dashboard.png', 'dashboard'), caption: 'docs/images/dashboard.png' },
  notes: [],
  problem:
    'old.psd is no image that can be read. Choose a PNG, JPEG, WebP, GIF, AVIF, HEIC, TIFF or SVG file.',
  review: null,
  isGone: false,
  shows: {
    left: { uri: 'file:///a.png', caption: 'a.png' },
    right: { uri: 'file:///b.png', caption: 'b.png' },
  },
};

export const reviewed: CompareState = {
  left: { ...picture('dashboard-marked.png', 'dashboard-marked'), caption: 'Current' },
  right: { ...picture('dashboard-marked-2.png', 'dashboard-edited'), caption: 'Redone' },
  notes: [],
  problem: null,
  review: {
    pair: '0',
    sentence: 'Made again from dashboard.png as it is now, for $0.055.',
    position: null,
    count: 1,
    status: '',
  },
  isGone: false,
  shows: {
    left: { uri: 'file:///a.png', caption: 'a.png' },
    right: { uri: 'file:///b.png', caption: 'b.png' },
  },
};

export const reviewedMany: CompareState = {
  ...reviewed,
  review: {
    pair: '3',
    sentence:
      'Made again from docs/guides/getting-started/images/dashboard-of-the-harbour-with-all-berths.png as it is now, for $0.055. It was edited by hand since it was made.',
    position: '2 of 4',
    count: 4,
    status: 'Replaced berths-marked.png. A backup is kept.',
  },
};

export const recorded: RecordState = {
  picture: picture('dashboard-edited.png', 'dashboard-edited'),
  source: picture('dashboard.png', 'dashboard'),
  fields: [
    { label: 'Made', value: '23 November 2026, 10:14' },
    { label: 'Model', value: 'gemini-3.1-flash-image-preview' },
    { label: 'Provider', value: 'APIYI (api.apiyi.com)' },
    { label: 'Inputs', value: 'docs/images/dashboard.png (edited image)\ndocs/images/logo.png' },
    { label: 'Options', value: 'Aspect ratio 16:9, size 1K, thinking minimal' },
    { label: 'Usage', value: '1,402 tokens, about $0.055' },
  ],
  prompt: 'Blur the name, the e-mail address and the phone number.\nChange nothing else.',
  canRedo: false,
  problem: null,
  isGone: false,
  shows: { uri: 'file:///docs/dashboard-edited.png' },
};

export const recordedStale: RecordState = {
  ...recorded,
  source: null,
  fields: recorded.fields.map(({ label, value }) => ({
    label,
    value: label === 'Inputs' ? 'dashboard.png (edited image, changed since)' : value,
  })),
  canRedo: true,
};

export const unrecorded: RecordState = {
  picture: picture('photo.jpg', 'scenery-3', { width: 1000, height: 370, type: 'JPEG' }),
  source: null,
  fields: [],
  prompt: null,
  canRedo: false,
  problem: 'photo.jpg has no record of how it was made. Only images that were saved with a record have one.',
  isGone: false,
  shows: { uri: 'file:///docs/dashboard-edited.png' },
};

export const recordedGone: RecordState = {
  ...unrecorded,
  picture: picture('photo.jpg', null, { type: '', width: null, height: null, bytes: null }),
  problem: 'photo.jpg is gone: it was moved or deleted.',
  isGone: true,
};

export const comparedGone: CompareState = {
  ...comparedProblem,
  left: {
    ...picture('photo.jpg', null, { type: '', width: null, height: null, bytes: null }),
    caption: 'docs/photo.jpg',
  },
  problem: 'photo.jpg is gone: it was moved or deleted.',
  isGone: true,
};

const found = (
  id: number,
  kind: ReportRow['kind'],
  place: string,
  words: string,
  more: Partial<ReportRow> = {},
): ReportRow => ({ id, kind, place, words, bytes: null, hasImage: true, fixes: ['openLink'], ...more });

export const reported: ReportState = {
  look: 1,
  folder: 'docs',
  summary: '14 documents and 32 images were looked at; 7 things found.',
  limits: null,
  rows: [
    found(0, 'missing', 'docs/guides/berths.md:12', 'images/berth-plan.png', {
      hasImage: false,
      fixes: ['generate', 'openLink'],
    }),
    found(1, 'missing', 'docs/guides/tides.md:4', 'tide curve.png', { hasImage: false }),
    found(2, 'caseOnly', 'docs/index.md:8', '/img/dashboard.png is Dashboard.png'),
    found(3, 'noAlt', 'docs/index.md:20', 'images/logo.png', { fixes: ['suggestAlt', 'openLink'] }),
    found(
      4,
      'oversized',
      'docs/index.md:31',
      '4096 × 2731, 5.2 MB: larger than 1.0 MB, shown 640 pixels wide',
      {
        bytes: 5_200_000,
      },
    ),
    found(5, 'unlinked', 'docs/images/dashboard-old.png', '1280 × 720, 214 KB', {
      bytes: 214_000,
      fixes: ['reveal'],
    }),
    found(
      6,
      'unlinked',
      'docs/images/guides/getting-started/harbour-at-dusk-with-all-its-berths-2.png',
      '640 × 480, 81 KB',
      {
        bytes: 81_000,
        fixes: ['reveal'],
      },
    ),
  ],
  isGone: false,
  shows: { folder: 'file:///docs' },
};

export const reportedGone: ReportState = {
  look: 2,
  folder: 'docs',
  summary: 'docs is gone: it was moved or deleted.',
  limits: null,
  rows: [],
  isGone: true,
  shows: { folder: 'file:///docs' },
};

export const reportedNothing: ReportState = {
  look: 2,
  folder: 'docs',
  summary: '14 documents and 32 images were looked at; nothing was found.',
  limits: '1 too long or unreadable document was left out.',
  rows: [],
  isGone: false,
  shows: { folder: 'file:///docs' },
};

export const reportedMany: ReportState = {
  look: 3,
  folder: 'docs',
  summary: '900 documents and 450 images were looked at; 450 things found.',
  limits: null,
  rows: Array.from({ length: 450 }, (_, id) =>
    found(id, 'unlinked', `docs/images/picture-${id}.png`, '640 × 480, 81 KB', {
      bytes: 80_000 + id,
      fixes: ['reveal'],
    }),
  ),
  isGone: false,
  shows: { folder: 'file:///docs' },
};

const actionsOf: Record<GalleryItem['kind'], GalleryItem['actions']> = {
  saved: ['open', 'edit', 'record', 'discard'],
  draft: ['keep', 'edit', 'discard'],
  unsaved: ['saveAs', 'discard'],
};

const item = (id: string, kind: GalleryItem['kind'], more: Partial<GalleryItem> = {}): GalleryItem => ({
  id,
  kind,
  isStale: false,
  name: 'dashboard-edited.png',
  place: kind === 'saved' ? 'docs/images/dashboard-edited.png' : '',
  prompt: 'Blur the name, e-mail address and phone number in the top right corner.',
  source: 'dashboard.png',
  model: 'Nano Banana 2',
  cost: 0.055,
  madeAt: Date.UTC(2026, 10, 29, 12, 0),
  actions: actionsOf[kind],
  ...more,
});

export const gallery: GalleryState = {
  look: 1,
  items: [
    item('draft-1', 'draft'),
    item('draft-2', 'draft'),
    item('draft-3', 'draft'),
    item('job-1', 'unsaved', { name: 'harbour-edited.jpg', source: 'harbour.jpg', prompt: 'Make it dusk' }),
    item('file-1', 'saved', { isStale: true }),
    item('file-2', 'saved', {
      name: 'a-red-lighthouse-on-a-rock-in-the-evening-sun.png',
      place: 'docs/guides/getting-started/images/a-red-lighthouse-on-a-rock-in-the-evening-sun.png',
      prompt: 'A red lighthouse on a rock in the evening sun, flat, two colours, with room for a title above',
      source: null,
      cost: null,
    }),
    item('file-3', 'saved', {
      name: 'صورة.png',
      place: 'docs/صورة.png',
      prompt: 'اجعلها داكنة',
      source: 'صورة.png',
    }),
  ],
  looking: null,
  limits: null,
  undo: null,
  status: '',
};

export const galleryEmpty: GalleryState = { ...gallery, items: [] };

export const galleryMany: GalleryState = {
  ...gallery,
  items: Array.from({ length: 1000 }, (_, at) =>
    item(`file-${at}`, 'saved', {
      name: `picture-${at}.png`,
      place: `docs/picture-${at}.png`,
      prompt: `number ${at}`,
    }),
  ),
  limits: 'Only the first 5000 images of the workspace are looked at.',
  undo: 'Discarded picture-7.png',
};
