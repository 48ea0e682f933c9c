import type { RecordedAnswers } from '../../src/core/edit/recorded/recordedAnswers.ts';
import { strokeText } from './strokeText.ts';
import { box, element, gradient, randomFrom, svg } from './svg.ts';

/** Pixels of the sample. */
const [width, height, horizon] = [1200, 750, 400];

/** A small harbour in the morning: the picture that the extension brings along for a first try. */
export const sampleScene = (): string =>
  svg(
    width,
    height,
    element(
      'defs',
      {},
      gradient('sky', [
        [0, '#8ec9ea'],
        [0.55, '#cfeaf2'],
        [1, '#fff1d6'],
      ]),
      gradient('sea', [
        [0, '#8fcad6'],
        [0.35, '#4f9fbd'],
        [1, '#1f6288'],
      ]),
    ),
    box(0, 0, width, horizon, 'url(#sky)'),
    element('circle', { cx: 760, cy: 150, r: 46, fill: '#fff6cf' }),
    cloud(150, 120, 1),
    cloud(520, 90, 0.7),
    cloud(1010, 170, 0.9),
    path('M0 400V330Q140 262 300 318T640 300T930 330T1200 300V400Z', '#9cc3b9'),
    path('M0 400V362Q180 320 380 356T800 346T1200 352V400Z', '#6fa596'),
    box(0, horizon, width, height - horizon, 'url(#sea)'),
    ripples('#ffffff', 0.35),
    path('M880 470Q920 396 1010 392T1200 372V540Q1080 560 990 528T880 470Z', '#5d7a63'),
    path('M880 470Q940 520 1020 536T1200 540V560Q1060 580 980 542T880 470Z', '#44594b'),
    lighthouse(),
    path('M0 596H520L560 640V750H0Z', '#b9a58c'),
    box(0, 596, 520, 14, '#d8c7ae'),
    ...houses.map(house),
    cafe(),
  );

/** What comes back for each instruction that has an answer, drawn over the scene. */
export const sampleAnswers = (): RecordedAnswers => ({
  width,
  height,
  answers: [
    {
      label: 'Make it evening',
      prompt:
        'Make it evening: a dark blue sky with the moon, and light in all windows. Keep everything else.',
      words: 'I turned the morning into an evening and lit the windows and the lighthouse.',
      drawing: evening(),
    },
    {
      label: 'Add a sailing boat',
      prompt: 'Add a small sailing boat with a red sail on the water in the middle. Keep everything else.',
      words: 'I put a small boat with a red sail on the water.',
      drawing: boat(),
    },
    {
      label: 'Translate the sign',
      prompt: 'Translate the sign of the café into German. Keep its colours and lettering.',
      words: 'The sign says HAFENCAFÉ now.',
      drawing: sign('HAFENCAFE'),
    },
  ],
});

const path = (d: string, fill: string, more: Readonly<Record<string, string | number>> = {}) =>
  element('path', { d, fill, ...more });

const cloud = (x: number, y: number, scale: number): string =>
  element(
    'g',
    { transform: `translate(${x} ${y}) scale(${scale})`, fill: '#ffffff', 'fill-opacity': 0.85 },
    element('rect', { x: -80, y: 0, width: 160, height: 34, rx: 17 }),
    element('circle', { cx: -28, cy: 0, r: 30 }),
    element('circle', { cx: 26, cy: -6, r: 38 }),
  );

function ripples(color: string, opacity: number): string {
  const random = randomFrom(7);
  const lines = Array.from({ length: 46 }, () => {
    const y = horizon + 14 + random() ** 1.4 * (height - horizon - 30);
    const long = 14 + ((y - horizon) / (height - horizon)) * 70 * (0.4 + random());
    return `M${Math.round(random() * width)} ${Math.round(y)}h${Math.round(long)}`;
  });
  return path(lines.join(''), 'none', {
    stroke: color,
    'stroke-opacity': opacity,
    'stroke-width': 3,
    'stroke-linecap': 'round',
  });
}

const lighthouse = (): string =>
  [
    path('M1040 430L1052 236H1096L1108 430Z', '#fbf6ec'),
    path('M1048.5 292L1052 236H1096L1099.5 292Z', '#d1495b'),
    path('M1041.5 406L1045 350H1103L1106.5 406Z', '#d1495b'),
    box(1044, 222, 60, 14, '#37474f'),
    box(1056, 192, 36, 30, '#fff3b0'),
    path('M1050 192L1074 166L1098 192Z', '#37474f'),
  ].join('');

interface House {
  x: number;
  width: number;
  top: number;
  wall: string;
  roof: string;
}

const foot = 596;
const houses: readonly House[] = [
  { x: 18, width: 120, top: 410, wall: '#e07a5f', roof: '#8d4a3a' },
  { x: 392, width: 104, top: 450, wall: '#81b29a', roof: '#4a6f5e' },
];
const theCafe: House = { x: 150, width: 230, top: 386, wall: '#f2cc8f', roof: '#a8673f' };

const front = ({ x, width: wide, top, wall, roof }: House): string =>
  [
    box(x, top, wide, foot - top, wall),
    path(`M${x - 10} ${top}L${x + wide / 2} ${top - 62}L${x + wide + 10} ${top}Z`, roof),
  ].join('');

/** Where the windows of all houses are, so that there can be light in them. */
function windows(): [x: number, y: number, width: number, height: number][] {
  const rows = houses.flatMap(({ x, width: wide, top }) =>
    [0, 1].flatMap((row) =>
      [0, 1].map((column): [number, number, number, number] => [
        x + wide * (0.17 + column * 0.4),
        top + 24 + row * 62,
        wide * 0.25,
        38,
      ]),
    ),
  );
  const { x, top } = theCafe;
  return [
    ...rows,
    [x + 30, top + 18, 38, 40],
    [x + 96, top + 18, 38, 40],
    [x + 162, top + 18, 38, 40],
    [x + 26, top + 146, 76, 48],
  ];
}

const panes = (fill: string): string =>
  windows()
    .map(([x, y, wide, high]) => box(round(x), round(y), round(wide), high, fill, { rx: 3 }))
    .join('');

const house = (one: House): string => front(one);

function cafe(): string {
  const { x, width: wide, top } = theCafe;
  const stripes = Array.from({ length: 9 }, (_, at) =>
    box(x + 8 + at * 24, top + 118, 24, 22, at % 2 === 0 ? '#d1495b' : '#fbf6ec'),
  );
  return [
    front(theCafe),
    panes('#41637a'),
    ...stripes,
    box(x + 132, top + 146, 46, 64, '#6b4226', { rx: 4 }),
    sign('HARBOUR CAFE'),
    box(x + wide - 36, top + 170, 22, 40, '#6f8f5f', { rx: 8 }),
  ].join('');
}

/** The board over the door. */
function sign(words: string): string {
  const { x, width: wide, top } = theCafe;
  return [
    box(x + 16, top + 70, wide - 32, 40, '#264653', { rx: 6 }),
    strokeText(words, x + wide / 2, top + 97, {
      size: 22,
      color: '#fdf6e3',
      weight: 700,
      anchor: 'middle',
    }),
  ].join('');
}

/** The outlines of what stands before the sky. */
const standing: readonly string[] = [
  'M1040 430L1052 236H1044V222H1056V192H1050L1074 166L1098 192H1092V222H1104V236H1096L1108 430Z',
  ...[...houses, theCafe].map(
    ({ x, width: wide, top }) =>
      `M${x} ${foot}V${top}H${x - 10}L${x + wide / 2} ${top - 62}L${x + wide + 10} ${top}H${x + wide}V${foot}Z`,
  ),
];

/** Painted around what stands there, so that it keeps what an earlier answer made of it. */
function evening(): string {
  const random = randomFrom(3);
  const stars = Array.from({ length: 60 }, () =>
    element('circle', {
      cx: round(random() * width),
      cy: round(random() * 270),
      r: round(0.8 + random() * 1.4),
      fill: '#ffffff',
      'fill-opacity': round(0.5 + random() * 0.5),
    }),
  );
  const glow = windows().map(([x, y, wide, high]) =>
    box(round(x - 6), round(y - 6), round(wide + 12), high + 12, '#ffcf6b', { rx: 8, 'fill-opacity': 0.28 }),
  );
  const onWater = Array.from({ length: 9 }, (_, at) =>
    element('ellipse', {
      cx: 760 + (at % 2 === 0 ? 8 : -9),
      cy: horizon + 16 + at * 34,
      rx: 26 + at * 7,
      ry: 3,
      fill: '#fdf3c8',
      'fill-opacity': round(0.55 - at * 0.045),
    }),
  );
  const night = gradient('night', [
    [0, '#0b1638'],
    [0.8, '#25305f'],
    [1, '#5a4a78'],
  ]);
  const beam = gradient(
    'beam',
    [
      [0, '#fff3b0', 0],
      [1, '#fff3b0', 0.6],
    ],
    'right',
  );
  const around = path(`M0 0H${width}V${horizon}H0Z${standing.join('')}`, '#000', { 'clip-rule': 'evenodd' });
  return [
    element('defs', {}, night, beam, element('clipPath', { id: 'around' }, around)),
    element(
      'g',
      { 'clip-path': 'url(#around)' },
      box(0, 0, width, horizon, 'url(#night)'),
      ...stars,
      path('M760 104A46 46 0 1 0 804 164A38 38 0 0 1 760 104Z', '#fdf3c8'),
      path('M1056 196L600 120V290L1056 218Z', 'url(#beam)'),
      path('M0 400V330Q140 262 300 318T640 300T930 330T1200 300V400Z', '#1d2b4f'),
      path('M0 400V362Q180 320 380 356T800 346T1200 352V400Z', '#16233f'),
      path('M985 400Q990 394 1010 392T1200 372V400Z', '#1b2a33'),
    ),
    box(0, horizon, width, height - horizon, '#081430', { 'fill-opacity': 0.6 }),
    // What stands above the horizon is as dark as what is below it.
    element(
      'g',
      { 'clip-path': 'url(#above)' },
      element('clipPath', { id: 'above' }, box(0, 0, width, horizon, '#000')),
      path(standing.join(''), '#081430', { 'fill-opacity': 0.6 }),
    ),
    ...onWater,
    box(1056, 192, 36, 30, '#fff8cf'),
    ...glow,
    panes('#ffd97a'),
  ].join('');
}

function boat(): string {
  return [
    path('M598 560Q680 596 770 560L752 596H622Z', '#0e3c54', { 'fill-opacity': 0.35 }),
    path('M590 528H778L752 566H624Z', '#7a3b2e'),
    path('M590 528H778L774 538H597Z', '#f4e3c1'),
    box(680, 392, 6, 138, '#5b4636'),
    path('M690 398L768 516H690Z', '#d1495b'),
    path('M676 408V516H612Z', '#e9d8b6'),
    path('M640 606H744M660 622H724', 'none', {
      stroke: '#ffffff',
      'stroke-opacity': 0.4,
      'stroke-width': 3,
      'stroke-linecap': 'round',
    }),
  ].join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
