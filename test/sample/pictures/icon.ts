import { box, element, gradient, svg } from '../svg.ts';

/** The app's icon, 512x512, with a transparent surrounding and soft shadow. */
export function icon(): string {
  const wave = (from: number, y: number, color: string) =>
    element('path', {
      d: `M${from} ${y}${'c40 -46 80 -46 120 0s80 46 120 0'.repeat(3)}V470H${from}Z`,
      fill: color,
    });
  return svg(
    512,
    512,
    element(
      'defs',
      {},
      gradient('sky', [
        [0, '#2b8fe0'],
        [1, '#8fd3f4'],
      ]),
      '<filter id="shadow" x="-0.3" y="-0.3" width="1.6" height="1.6"><feGaussianBlur stdDeviation="14"/></filter>',
      element('clipPath', { id: 'round' }, box(56, 56, 400, 400, '#000', { rx: 96 })),
    ),
    box(64, 78, 384, 390, '#0b2a45', { rx: 96, opacity: 0.4, filter: 'url(#shadow)' }),
    element(
      'g',
      { 'clip-path': 'url(#round)' },
      box(56, 56, 400, 400, 'url(#sky)'),
      element('circle', { cx: 340, cy: 168, r: 46, fill: '#ffd76a' }),
      element('path', {
        d: 'M246 108V300',
        stroke: '#16324a',
        'stroke-width': 12,
        'stroke-linecap': 'round',
      }),
      element('path', { d: 'M258 116C318 176 330 240 334 286L258 290Z', fill: '#ffffff' }),
      element('path', { d: 'M234 140C196 190 176 240 168 286L234 290Z', fill: '#e6f1f9' }),
      element('path', {
        d: 'M132 312H372C360 350 336 372 308 372H196C164 372 142 350 132 312Z',
        fill: '#c8463a',
      }),
      wave(-20, 366, '#1f6fb8'),
      wave(-110, 402, '#16558f'),
    ),
  );
}
