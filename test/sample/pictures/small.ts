import { strokeText } from '../strokeText.ts';
import { box, element, gradient, svg } from '../svg.ts';

export const tideFrames = 12;

/** One frame of the rising and falling tide, 320x200. */
export function tideFrame(frame: number): string {
  const phase = (2 * Math.PI * frame) / tideFrames;
  const level = 120 - 26 * Math.sin(phase);
  const points = Array.from(
    { length: 33 },
    (_, i) => `${i * 10} ${(level + 5 * Math.sin(i / 2.4 + phase)).toFixed(1)}`,
  );
  return svg(
    320,
    200,
    box(0, 0, 320, 200, '#cfe8f7'),
    element('circle', { cx: 262, cy: 44, r: 20, fill: '#ffd76a' }),
    box(34, 30, 16, 150, '#f4f4f0', { stroke: '#16324a', 'stroke-width': 2 }),
    ...[0, 1, 2, 3, 4, 5, 6].map((i) => box(34, 44 + i * 20, i % 2 ? 8 : 16, 3, '#c8463a')),
    element('path', { d: `M0 200L${points.join('L')}L320 200Z`, fill: '#1f6fb8', opacity: 0.82 }),
    strokeText(`${(3.2 + 2.6 * Math.sin(phase)).toFixed(1)} m`, 300, 186, {
      size: 26,
      weight: 640,
      color: '#fff',
      anchor: 'end',
    }),
  );
}

/** The logo of years ago, 400x160. */
export function oldLogo(): string {
  return svg(
    400,
    160,
    box(0, 0, 400, 160, '#f3ead6'),
    box(10, 10, 380, 140, 'none', { stroke: '#7a2e22', 'stroke-width': 4 }),
    element('circle', { cx: 82, cy: 80, r: 46, fill: '#7a2e22' }),
    element('path', {
      d: 'M82 48V112M62 60H102M56 90C62 112 102 112 108 90M50 96L56 88L64 94M100 94L108 88L114 96',
      fill: 'none',
      stroke: '#f3ead6',
      'stroke-width': 6,
      'stroke-linecap': 'round',
    }),
    element('circle', { cx: 82, cy: 44, r: 7, fill: 'none', stroke: '#f3ead6', 'stroke-width': 5 }),
    strokeText('TIDEWATER', 146, 84, { size: 38, weight: 720, color: '#7a2e22' }),
    strokeText('harbour software since 2009', 147, 114, { size: 15.5, color: '#7a2e22' }),
  );
}

/** A plan of the berths, 900x600. */
export function berths(): string {
  const pontoon = (x: number, name: string, taken: readonly number[]) => [
    box(x, 150, 26, 350, '#c9b08a', { stroke: '#8a7350' }),
    strokeText(name, x + 13, 132, { size: 26, weight: 680, color: '#fff', anchor: 'middle' }),
    ...Array.from({ length: 12 }, (_, i) => {
      const left = i % 2 === 0;
      const y = 172 + Math.floor(i / 2) * 54;
      const bx = left ? x - 92 : x + 32;
      const boat = left
        ? `M${bx + 86} ${y}h-56c-14 0 -26 8 -30 14c4 6 16 14 30 14h56z`
        : `M${bx} ${y}h56c14 0 26 8 30 14c-4 6 -16 14 -30 14h-56z`;
      return [
        box(left ? x - 96 : x + 26, y + 34, 96, 4, '#c9b08a'),
        taken.includes(i)
          ? element('path', {
              d: boat,
              fill: ['#fdfdfb', '#f4d9a8', '#d9e6f2'][i % 3],
              stroke: '#16324a',
              'stroke-width': 2,
            })
          : box(bx, y + 4, 86, 20, 'none', {
              rx: 6,
              stroke: '#bfe3f5',
              'stroke-dasharray': '6 5',
              'stroke-width': 2,
            }),
      ].join('');
    }),
  ];
  return svg(
    900,
    600,
    element(
      'defs',
      {},
      gradient('water', [
        [0, '#2b86bf'],
        [1, '#1a5f94'],
      ]),
    ),
    box(0, 0, 900, 600, 'url(#water)'),
    element('path', { d: 'M0 0H900V70C700 96 560 58 400 82C240 104 120 74 0 96Z', fill: '#b9c9a0' }),
    element('path', {
      d: 'M0 96C120 74 240 104 400 82C560 58 700 96 900 70V82C700 108 560 70 400 94C240 116 120 86 0 108Z',
      fill: '#e2d5ad',
    }),
    strokeText('Berths, north basin', 30, 48, { size: 28, weight: 640, color: '#24384a' }),
    ...pontoon(170, 'A', [0, 1, 3, 4, 6, 7, 9, 10]),
    ...pontoon(440, 'B', [0, 2, 3, 5, 6, 8, 9, 11]),
    ...pontoon(710, 'C', [1, 2, 4, 5, 7, 10]),
    box(30, 536, 300, 44, '#0f3a5c', { rx: 10, opacity: 0.75 }),
    strokeText('22 taken · 14 free · updated 14:00', 46, 564, { size: 16, color: '#fff' }),
  );
}
