import { t } from '../../shared/l10n.ts';
import type { PresetView } from '../../shared/protocol/panelState.ts';
import type { Subject, SubjectKind } from './subject.ts';

/** Shows a picture as it would look in a dark theme. */
export const darkVariantPrompt = (): string =>
  t(
    'Show the same picture in a dark colour scheme with good contrast. Keep all text, icons and the layout exactly as they are.',
  );

/** Prompts that docs work needs again and again. `{{…}}` is asked for when one is used. */
const presets = {
  blur: () =>
    preset(
      t('Blur personal data'),
      t(
        "Blur every name, e-mail address, phone number, face and other personal data until it can't be read. Change nothing else.",
      ),
    ),
  cleanUp: () =>
    preset(
      t('Clean up screenshot'),
      t(
        'Clean up this screenshot for documentation: remove the mouse pointer, notifications, badges and other distractions. Keep all text and the layout exactly as they are.',
      ),
    ),
  translate: () =>
    preset(
      t('Translate text…'),
      t(
        'Translate all text in the picture into {{language}}. Keep the layout, fonts, colours and everything else exactly as they are.',
      ),
    ),
  dark: () => preset(t('Dark variant'), darkVariantPrompt()),
  background: () =>
    preset(
      t('Remove background'),
      t(
        'Replace the background with plain white. Keep the subject, its edges and its shadows exactly as they are.',
      ),
    ),
  onColour: () =>
    preset(
      t('Change background…'),
      t(
        'Put the subject on a plain {{colour}} background. Keep the subject and its edges exactly as they are.',
      ),
    ),
  brighten: () =>
    preset(
      t('Brighten'),
      t(
        'Make the photo brighter with natural colours and balanced contrast. Keep everything in it exactly as it is.',
      ),
    ),
  remove: () =>
    preset(
      t('Remove something…'),
      t('Remove {{thing}} and fill the place as if it had never been there. Change nothing else.'),
    ),
  recolour: () =>
    preset(
      t('Recolour…'),
      t(
        'Recolour the picture in {{colours}}. Keep its shapes, proportions and background exactly as they are.',
      ),
    ),
  simplify: () =>
    preset(
      t('Simplify for small sizes'),
      t(
        'Simplify the picture so that it can be recognised at 16 pixels: fewer and bolder shapes, no fine lines, no text. Keep its colours and its idea.',
      ),
    ),
  redraw: () =>
    preset(
      t('Redraw cleanly'),
      t(
        'Redraw it cleanly with even lines, aligned boxes and readable labels. Keep all text, connections and their order exactly as they are.',
      ),
    ),
  style: () =>
    preset(
      t('Redraw in our style'),
      t(
        'Redraw the first picture in the style of the other pictures: same line weights, colours and shapes. Keep its content and layout.',
      ),
    ),
  upscale: () =>
    preset(
      t('Upscale'),
      t('Make the picture sharper and richer in detail. Do not change its content, colours or layout.'),
    ),
  header: () =>
    preset(
      t('Header picture…'),
      t('A wide header picture for a page on {{topic}}: calm, modern, with free space on the left. No text.'),
    ),
  icon: () =>
    preset(
      t('Icon…'),
      t('A simple flat icon of {{thing}}: bold shapes, two colours, centred on a plain background. No text.'),
    ),
  diagram: () =>
    preset(
      t('Diagram…'),
      t(
        'A clean diagram that shows {{process}}: boxes with short labels, arrows from left to right, few colours, white background.',
      ),
    ),
  photo: () =>
    preset(t('Photo…'), t('A natural photo of {{scene}} in soft daylight, sharp, with a calm background.')),
} satisfies Record<string, () => Omit<PresetView, 'id'>>;
type PresetId = keyof typeof presets;

/** What fits each kind, the likeliest first. */
const fitting: Record<SubjectKind, readonly PresetId[]> = {
  screenshot: ['blur', 'cleanUp', 'translate', 'dark'],
  photo: ['remove', 'brighten', 'background', 'blur'],
  icon: ['dark', 'recolour', 'simplify', 'background'],
  drawing: ['redraw', 'translate', 'dark', 'recolour'],
  nothing: ['header', 'icon', 'diagram', 'photo'],
};
/** All that can be done to a picture, for those who look further. */
const edits = [
  ...new Set([
    ...fitting.screenshot,
    ...fitting.photo,
    ...fitting.icon,
    ...fitting.drawing,
    'upscale' as const,
  ]),
];

/** The prompts that are offered for what is edited, the likeliest first. */
export function builtInPresets(subject: Subject): PresetView[] {
  const { kind, isTransparent, isSmall, hasOthers } = subject;
  if (kind === 'nothing') return fitting.nothing.map(named);
  const own = fitting[kind].map((id) => (id === 'background' && isTransparent ? 'onColour' : id));
  const first: PresetId[] = [
    ...(hasOthers ? ['style' as const] : []),
    ...(isSmall && kind !== 'icon' ? ['upscale' as const] : []),
  ];
  const further = isTransparent ? edits.filter((id) => id !== 'background') : edits;
  return [...new Set([...first, ...own, ...further])].map(named);
}

const named = (id: PresetId): PresetView => ({ id: `built-in:${id}`, ...presets[id]() });

const preset = (label: string, prompt: string): Omit<PresetView, 'id'> => ({
  label,
  prompt,
  from: 'builtIn',
});
