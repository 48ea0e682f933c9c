import { outsideWords } from '../../src/core/shared/region/regionWords.ts';
import { element } from './svg.ts';
import { sampleAnswers, sampleScene } from './tryout.ts';

/** Pixels of a picture beside a step. */
const [width, height] = [640, 480];

/** The pictures beside the steps of the walkthrough, by their names: SVGs in the colours of the theme. */
export function walkthroughPictures(): Record<string, string> {
  const [evening = '', boat = ''] = sampleAnswers().answers.map(({ drawing }) => drawing);
  return {
    'try.svg': page(
      frame(20, 30, 600, 375, scene(), swipe(evening)),
      chip(70, 428, 160, 'Make it evening', true),
      chip(240, 428, 160, 'Add a sailing boat'),
      chip(410, 428, 160, 'Translate the sign'),
    ),
    'edit.svg': page(
      frame(250, 30, 370, 231, scene(), boat),
      panel(20, 30, 214, 420),
      text(36, 60, 'Prompt', 13, { 'font-weight': 600 }),
      panel(36, 72, 182, 96, 'var(--vscode-input-background)'),
      text(46, 94, 'Add a small sailing', 13),
      text(46, 113, 'boat with a red sail.', 13),
      chip(36, 182, 120, 'Make it evening'),
      button(36, 404, 64, 'Run'),
      text(112, 423, 'about $0.055', 12),
      panel(250, 279, 370, 171),
      frame(266, 297, 150, 94, scene()),
      text(266, 414, 'Source', 13, { 'font-weight': 600 }),
      frame(440, 297, 150, 94, scene(), boat),
      text(440, 414, 'harbour-edited.png', 13, { 'font-weight': 600 }),
      text(440, 433, '1200 × 750, as the source', 12),
    ),
    'part.svg': page(
      frame(20, 30, 600, 375, scene(), boat),
      outline(20 + 560 / 2, 30 + 370 / 2, 122, 128),
      panel(150, 418, 340, 36),
      text(320, 441, outsideWords({ pixels: 1200 * 750 - 244 * 256, changed: 0 }), 14, {
        'text-anchor': 'middle',
      }),
    ),
    'compare.svg': page(
      frame(20, 30, 600, 375, scene(), swipe(boat + evening)),
      button(150, 420, 150, 'Replace original'),
      chip(316, 421, 174, 'Restore original'),
    ),
    'docs.svg': page(
      panel(20, 30, 600, 420),
      ...[
        ['assets:', ''],
        ['  harbour-dark:', 'is up to date'],
        ['    output: docs/harbour-dark.png', ''],
        ['    inputs: [docs/harbour.png]', ''],
        ['    prompt: Make it evening', ''],
        ['  harbour-boat:', 'its input has changed: Generate'],
        ['    output: docs/harbour-boat.png', ''],
        ['    inputs: [docs/harbour.png]', ''],
        ['    prompt: Add a sailing boat', ''],
      ].flatMap(([line = '', state = ''], at) => [
        text(44, 70 + at * 30, line, 15, code),
        ...(state === '' ? [] : [text(240, 70 + at * 30, state, 13, { fill: link })]),
      ]),
      frame(44, 340, 150, 94, scene(), evening),
      frame(214, 340, 150, 94, scene(), boat),
    ),
    'agents.svg': page(
      panel(150, 30, 470, 84, 'var(--vscode-input-background)'),
      text(170, 62, '#editImage put a sailing boat into', 15),
      text(170, 86, 'docs/harbour.png, for the guide.', 15),
      panel(20, 134, 470, 128),
      text(40, 166, 'Edit docs/harbour.png?', 15, { 'font-weight': 600 }),
      text(40, 192, 'Saves docs/harbour-edited.png. About $0.055.', 14),
      button(40, 214, 90, 'Allow'),
      frame(20, 282, 280, 175, scene(), boat),
      text(320, 320, 'docs/harbour-edited.png', 14, { 'font-weight': 600 }),
      text(320, 344, '1200 × 750 · PNG · $0.055', 13),
    ),
  };
}

const link = 'var(--vscode-textLink-foreground)';
const code = { 'xml:space': 'preserve', 'font-family': 'var(--vscode-editor-font-family, monospace)' };

const page = (...inner: string[]): string =>
  element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height },
    defs(),
    ...inner,
  );

/** The scene is drawn several times, and written once. */
const defs = (): string => element('defs', {}, element('g', { id: 'scene' }, inside(sampleScene())));

/** What stands within an SVG. */
const inside = (svg: string): string => svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');

const scene = (): string => '<use href="#scene"/>';

/** The right half of another picture, with what parts the two. */
const swipe = (drawing: string): string =>
  element('svg', { x: 600, width: 600, height: 750, viewBox: '600 0 600 750' }, drawing) +
  element('rect', { x: 596, width: 8, height: 750, fill: '#fff' }) +
  element('circle', { cx: 600, cy: 375, r: 30, fill: '#fff' }) +
  element('path', {
    d: 'M590 362L578 375L590 388M610 362L622 375L610 388',
    fill: 'none',
    stroke: '#333',
    'stroke-width': 5,
  });

const frame = (x: number, y: number, wide: number, high: number, ...inner: string[]): string =>
  element('svg', { x, y, width: wide, height: high, viewBox: '0 0 1200 750' }, ...inner);

const panel = (
  x: number,
  y: number,
  wide: number,
  high: number,
  fill = 'var(--vscode-editorWidget-background)',
): string =>
  element('rect', {
    x,
    y,
    width: wide,
    height: high,
    rx: 6,
    fill,
    stroke: 'var(--vscode-editorWidget-border, #8884)',
  });

const text = (
  x: number,
  y: number,
  words: string,
  size: number,
  more: Readonly<Record<string, string | number>> = {},
): string =>
  element(
    'text',
    {
      x,
      y,
      fill: 'var(--vscode-foreground)',
      'font-family': 'var(--vscode-font-family, sans-serif)',
      'font-size': size,
      ...more,
    },
    words,
  );

function chip(x: number, y: number, wide: number, words: string, isChosen = false): string {
  const stroke = isChosen ? 'var(--vscode-focusBorder)' : 'var(--vscode-descriptionForeground)';
  return (
    element('rect', {
      x,
      y,
      width: wide,
      height: 28,
      rx: 14,
      fill: 'none',
      stroke,
      'stroke-width': isChosen ? 2 : 1,
    }) + text(x + wide / 2, y + 19, words, 13, { 'text-anchor': 'middle' })
  );
}

const button = (x: number, y: number, wide: number, words: string): string =>
  element('rect', { x, y, width: wide, height: 30, rx: 4, fill: 'var(--vscode-button-background)' }) +
  text(x + wide / 2, y + 20, words, 13, { 'text-anchor': 'middle', fill: 'var(--vscode-button-foreground)' });

const outline = (x: number, y: number, wide: number, high: number): string =>
  ['#000', '#fff']
    .map((stroke, at) =>
      element('rect', {
        x,
        y,
        width: wide,
        height: high,
        fill: 'none',
        stroke,
        'stroke-width': 2,
        'stroke-dasharray': at === 0 ? undefined : '6 5',
      }),
    )
    .join('');
