import { strokeText } from '../strokeText.ts';
import { box, element, gradient, svg } from '../svg.ts';

/** The colours of the dashboard, by what is drawn in them. */
interface Palette {
  page: string;
  card: string;
  ink: string;
  body: string;
  soft: string;
  faint: string;
  line: string;
  track: string;
  bars: string;
  mark: string;
  blue: string;
  teal: string;
  amber: string;
  link: string;
  /** What is arrived and well, expected, delayed: words on a ground. */
  good: readonly [string, string];
  due: readonly [string, string];
  late: readonly [string, string];
}

const palettes = {
  light: {
    page: '#f4f7fa',
    card: '#fff',
    ink: '#1c2b3a',
    body: '#3c4d5e',
    soft: '#6b7c8f',
    faint: '#93a3b3',
    line: '#e3e9ef',
    track: '#e9eef3',
    bars: '#edf1f5',
    mark: '#8fa2b5',
    blue: '#1f78d1',
    teal: '#15a394',
    amber: '#e9a23b',
    link: '#1f78d1',
    good: ['#1d8a55', '#e2f6ec'],
    due: ['#1b66b3', '#e3eefb'],
    late: ['#a8660a', '#fdf0da'],
  },
  dark: {
    page: '#0f1720',
    card: '#18232f',
    ink: '#eef4fa',
    body: '#c3d0dc',
    soft: '#93a6b8',
    faint: '#71869a',
    line: '#2a3947',
    track: '#263544',
    bars: '#233140',
    mark: '#5d7388',
    blue: '#4ea3f5',
    teal: '#2fc4b2',
    amber: '#f0b557',
    link: '#6cb6ff',
    good: ['#5ad698', '#123c2a'],
    due: ['#79b8ff', '#15345a'],
    late: ['#f2b866', '#46320f'],
  },
} as const satisfies Record<string, Palette>;

/**
 * A screenshot of a harbour's dashboard, 1280x720, with a (made up) person's contact data at the top right.
 *
 * @param look the same in dark is what a model makes of it
 */
export function dashboard(look: keyof typeof palettes = 'light'): string {
  const palette = palettes[look];
  return svg(
    1280,
    720,
    element(
      'defs',
      {},
      gradient('side', [
        [0, '#123a5c'],
        [1, '#0c2740'],
      ]),
      gradient('tide', [
        [0, palette.blue, 0.34],
        [1, palette.blue, 0.02],
      ]),
      element('clipPath', { id: 'round' }, element('circle', { cx: 904, cy: 122, r: 38 })),
      gradient('face', [
        [0, '#f3b38a'],
        [1, '#d98a63'],
      ]),
    ),
    box(0, 0, 1280, 720, palette.page),
    sidebar(),
    header(palette),
    ...figures(palette),
    contact(palette),
    tides(palette),
    arrivals(palette),
  );
}

function card(palette: Palette, x: number, y: number, width: number, height: number): string {
  return (
    box(x, y + 2, width, height, '#0c2740', { rx: 10, opacity: 0.06 }) +
    box(x, y, width, height, palette.card, { rx: 10, stroke: palette.line })
  );
}

function sidebar(): string {
  const items = ['Overview', 'Berths', 'Vessels', 'Tides', 'Crew', 'Invoices', 'Settings'];
  return [
    box(0, 0, 208, 720, 'url(#side)'),
    element('circle', { cx: 38, cy: 40, r: 16, fill: '#fff', opacity: 0.14 }),
    element('path', {
      d: 'M26 44c4-5 8-5 12 0s8 5 12 0M26 37c4-5 8-5 12 0s8 5 12 0',
      fill: 'none',
      stroke: '#7fd4ff',
      'stroke-width': 3,
      'stroke-linecap': 'round',
    }),
    strokeText('Tidewater', 64, 47, { size: 21, weight: 640, color: '#fff' }),
    ...items.map((item, i) => {
      const y = 88 + i * 44;
      return [
        i === 0 ? box(12, y, 184, 36, '#fff', { rx: 8, opacity: 0.13 }) : '',
        box(28, y + 11, 14, 14, 'none', {
          rx: [3, 7, 2, 7, 7, 2, 4][i] ?? 3,
          stroke: i === 0 ? '#7fd4ff' : '#9db6cc',
          'stroke-width': 2,
        }),
        strokeText(item, 58, y + 23.5, {
          size: 15,
          color: i === 0 ? '#fff' : '#b9cbdb',
          weight: i === 0 ? 560 : 400,
        }),
      ].join('');
    }),
    box(24, 640, 160, 1, '#fff', { opacity: 0.15 }),
    element('circle', { cx: 34, cy: 670, r: 5, fill: '#4fd08a' }),
    strokeText('All sensors online', 50, 675, { size: 13, color: '#b9cbdb' }),
  ].join('');
}

function header(palette: Palette): string {
  const { ink, soft, faint, line } = palette;
  return [
    strokeText('Harbour overview', 236, 46, { size: 27, weight: 640, color: ink }),
    strokeText('Tuesday, 14 April · high water 20:50', 236, 70, { size: 13.5, color: soft }),
    box(560, 24, 250, 36, palette.card, { rx: 18, stroke: line }),
    element('circle', { cx: 582, cy: 41, r: 6, fill: 'none', stroke: soft, 'stroke-width': 2 }),
    element('path', { d: 'M586.500 45.500l4 4', stroke: soft, 'stroke-width': 2, 'stroke-linecap': 'round' }),
    strokeText('Search vessels and berths', 600, 46.5, { size: 13, color: faint }),
  ].join('');
}

function figures(palette: Palette): string[] {
  const { ink, soft, track, blue, teal, amber } = palette;
  const all = [
    ['Berths taken', '42 / 56', '75 %', blue],
    ['Arrivals today', '18', '+3', teal],
    ['Wind', '14 kn', 'SW', amber],
  ] as const;
  return all.map(([label, value, note, color], i) => {
    const x = 236 + i * 196;
    return [
      card(palette, x, 92, 182, 108),
      strokeText(label, x + 16, 118, { size: 13, color: soft }),
      strokeText(value, x + 16, 157, { size: 30, weight: 600, color: ink }),
      box(x + 16, 174, 150, 6, track, { rx: 3 }),
      box(x + 16, 174, [112, 64, 84][i] ?? 60, 6, color, { rx: 3 }),
      strokeText(note, x + 166, 118, { size: 13, weight: 560, color, anchor: 'end' }),
    ].join('');
  });
}

function contact(palette: Palette): string {
  const { ink, soft, link, good } = palette;
  const x = 846;
  return [
    card(palette, x, 24, 410, 176),
    strokeText('Harbour master on duty', x + 20, 54, { size: 13.5, color: soft }),
    element('circle', { cx: x + 58, cy: 122, r: 38, fill: '#cfe6f7' }),
    element(
      'g',
      { 'clip-path': 'url(#round)' },
      element('path', { d: `M${x + 26} 160c0-24 14-32 32-32s32 8 32 32z`, fill: '#23527c' }),
      element('ellipse', { cx: x + 58, cy: 112, rx: 15, ry: 18, fill: 'url(#face)' }),
      element('path', {
        d: `M${x + 41} 114c-3-20 6-30 18-30s20 9 16 29c-2-10-6-14-11-15-8 5-18 3-23 16z`,
        fill: '#40291f',
      }),
    ),
    strokeText('Mira Okafor', x + 116, 100, { size: 23, weight: 620, color: ink }),
    strokeText('mira.okafor@tidewater.example', x + 116, 130, { size: 15, color: link }),
    strokeText('+44 20 7946 0958', x + 116, 157, { size: 15, color: ink }),
    box(x + 116, 170, 74, 18, good[1], { rx: 9 }),
    strokeText('on call', x + 153, 183.5, { size: 11.5, weight: 560, color: good[0], anchor: 'middle' }),
  ].join('');
}

function tides(palette: Palette): string {
  const { ink, soft, line, bars, mark, blue, teal, amber } = palette;
  const [x, y, width, height] = [236, 216, 596, 224];
  const level = (t: number) => y + 138 - Math.sin(t * Math.PI * 3.1 - 0.7) * 46 - Math.sin(t * 9) * 6;
  const points = Array.from({ length: 61 }, (_, i) => `${x + 52 + i * 8.6} ${level(i / 60).toFixed(1)}`);
  const now = 35;
  return [
    card(palette, x, y, width, height),
    strokeText('Tide', x + 20, y + 32, { size: 17, weight: 600, color: ink }),
    strokeText('metres above chart datum', x + 66, y + 32, { size: 12.5, color: soft }),
    ...[0, 1, 2, 3].map((i) => {
      const at = y + 62 + i * 42;
      return (
        box(x + 52, at, 520, 1, line) +
        strokeText(`${6 - i * 2}.0`, x + 42, at + 4, { size: 11.5, color: soft, anchor: 'end' })
      );
    }),
    element('path', {
      d: `M${points.join('L')}L${x + 568} ${y + 190}L${x + 52} ${y + 190}Z`,
      fill: 'url(#tide)',
    }),
    element('path', {
      d: `M${points.join('L')}`,
      fill: 'none',
      stroke: blue,
      'stroke-width': 3,
      'stroke-linejoin': 'round',
    }),
    box(x + 52 + now * 8.6 - 0.75, y + 52, 1.5, 138, mark),
    element('circle', {
      cx: x + 52 + now * 8.6,
      cy: level(now / 60),
      r: 6,
      fill: palette.card,
      stroke: blue,
      'stroke-width': 3,
    }),
    ...['00:00', '06:00', '12:00', '18:00', '24:00'].map((hour, i) =>
      strokeText(hour, x + 52 + i * 129, y + 210, { size: 11.5, color: soft, anchor: 'middle' }),
    ),
    card(palette, 846, 216, 410, 224),
    strokeText('Berths by length', 866, 248, { size: 17, weight: 600, color: ink }),
    ...[
      ['under 8 m', 0.9, teal],
      ['8 to 12 m', 0.74, blue],
      ['12 to 18 m', 0.55, blue],
      ['over 18 m', 0.32, amber],
    ].map(([label, share, color], i) => {
      const at = 282 + i * 38;
      return [
        strokeText(String(label), 866, at + 5, { size: 13, color: soft }),
        box(952, at - 6, 240, 12, bars, { rx: 6 }),
        box(952, at - 6, 240 * Number(share), 12, String(color), { rx: 6 }),
        strokeText(`${Math.round(Number(share) * 100)} %`, 1236, at + 5, {
          size: 13,
          color: ink,
          anchor: 'end',
        }),
      ].join('');
    }),
  ].join('');
}

function arrivals(palette: Palette): string {
  const { ink, body, soft, line, good, due, late } = palette;
  const rows = [
    ['Marigold', 'Sloop', '9.4 m', 'B 12', '14:05', 'Arrived', good],
    ['North Wind', 'Trawler', '17.2 m', 'A 03', '15:30', 'Expected', due],
    ['Saint Brigid', 'Ferry', '31.0 m', 'Quay 1', '16:10', 'Expected', due],
    ['Kestrel', 'Ketch', '12.8 m', 'C 07', '16:45', 'Delayed', late],
  ] as const;
  const columns = [260, 470, 610, 730, 850, 1130] as const;
  const head = ['Vessel', 'Type', 'Length', 'Berth', 'Time', 'State'];
  return [
    card(palette, 236, 456, 1020, 240),
    strokeText('Next arrivals', 256, 488, { size: 17, weight: 600, color: ink }),
    ...head.map((word, i) => strokeText(word, columns[i] ?? 0, 518, { size: 12.5, color: soft })),
    ...rows.map(([vessel, type, length, berth, time, state, [color, back]], i) => {
      const y = 532 + i * 40;
      return [
        box(256, y - 4, 980, 1, line),
        strokeText(vessel, columns[0], y + 21, { size: 14.5, weight: 560, color: ink }),
        ...[type, length, berth, time].map((word, c) =>
          strokeText(word, columns[c + 1] ?? 0, y + 21, { size: 14, color: body }),
        ),
        box(columns[5], y + 5, 92, 22, back, { rx: 11 }),
        strokeText(state, columns[5] + 46, y + 20.5, { size: 12.5, weight: 560, color, anchor: 'middle' }),
      ].join('');
    }),
  ].join('');
}
