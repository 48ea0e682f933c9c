import { box, element, gradient, randomFrom, svg } from '../svg.ts';
import { dusk, type Light } from './harbourLight.ts';

const [width, height, horizon] = [1600, 1067, 590];

/**
 * A harbour with haze, grain and reflections, 1600x1067: as near to a photo as drawing gets.
 *
 * @param light dusk if not given; another one is what a model makes of it
 * @param redBoat whether the boat at the left is there; without it, too, is what a model makes of it
 */
export function harbour(light: Light = dusk, redBoat = true): string {
  const [far, middle, near] = light.ridges;
  return svg(
    width,
    height,
    element('defs', {}, ...fills(light), ...filters(light)),
    box(0, 0, width, height, 'url(#sky)'),
    element('circle', { cx: 1090, cy: 520, r: 620, fill: 'url(#glow)' }),
    box(0, 0, width, horizon, '#fff', { filter: 'url(#clouds)', opacity: 0.75 }),
    element('circle', { cx: 1090, cy: 522, r: 44, fill: '#fff3d2' }),
    ridge(horizon - 118, 46, far, 0.6, 11),
    ridge(horizon - 66, 40, middle, 0.8, 29),
    ridge(horizon - 22, 30, near, 0.95, 5),
    town(),
    lighthouse(1370),
    box(0, horizon, width, height - horizon, 'url(#sea)'),
    sunOnWater(),
    box(0, horizon, width, height - horizon, '#fff', { filter: 'url(#ripples)', opacity: 0.55 }),
    redBoat ? boat(250, 760, 1.35, '#b7402f', '#f0e6d5') : '',
    boat(690, 680, 0.72, '#2d5d86', '#e9edf0'),
    sail(980, 705, 1.05),
    sail(500, 650, 0.5),
    boat(1290, 850, 1.75, '#20455f', '#efe7d8'),
    quay(),
    box(0, 0, width, height, 'url(#dim)'),
    box(0, 0, width, height, '#808080', { filter: 'url(#grain)', opacity: 0.1 }),
  );
}

function fills({ sky, sea, glow, dim }: Light): string[] {
  return [
    gradient('sky', sky),
    gradient('glow', glow, 'radial'),
    gradient('sea', sea),
    gradient(
      'dim',
      [
        [0.5, '#0a1020', 0],
        [1, '#0a1020', dim],
      ],
      'radial',
    ),
    gradient('hull', [
      [0, '#fff', 0.25],
      [0.5, '#000', 0],
      [1, '#000', 0.45],
    ]),
  ];
}

function filters({ clouds }: Light): string[] {
  const noise = (
    id: string,
    frequency: string,
    octaves: number,
    seed: number,
    alpha: string,
    color: string,
  ) =>
    element(
      'filter',
      { id, x: 0, y: 0, width: 1, height: 1, 'color-interpolation-filters': 'sRGB' },
      `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"/>`,
      `<feColorMatrix values="${color} ${alpha}"/>`,
    );
  const white = '0 0 0 0 1  0 0 0 0 0.86  0 0 0 0 0.78 ';
  return [
    noise('clouds', '0.0016 0.011', 5, clouds, '0 3.4 0 0 -1.75', white),
    noise('ripples', '0.006 0.085', 4, 21, '0 5 0 0 -2.55', '0 0 0 0 0.95  0 0 0 0 0.82  0 0 0 0 0.78 '),
    noise('grain', '0.9', 2, 3, '0 0 0 0 1', '1.6 0 0 0 -0.3  1.6 0 0 0 -0.3  1.6 0 0 0 -0.3 '),
    '<filter id="soft"><feGaussianBlur stdDeviation="2.2"/></filter>',
    '<filter id="softer" x="-0.5" y="-0.5" width="2" height="2"><feGaussianBlur stdDeviation="9"/></filter>',
    '<filter id="wave"><feTurbulence type="fractalNoise" baseFrequency="0.01 0.12" numOctaves="2" seed="4"/><feDisplacementMap in="SourceGraphic" scale="22" xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="1.4 2.4"/></filter>',
  ];
}

function ridge(top: number, rise: number, fill: string, opacity: number, seed: number): string {
  const random = randomFrom(seed);
  const [a, b, c] = [random() * 6, random() * 6, random() * 6];
  const points = Array.from({ length: 81 }, (_, i) => {
    const x = (width * i) / 80;
    const y = top + rise * (Math.sin(x / 310 + a) + 0.5 * Math.sin(x / 130 + b) + 0.2 * Math.sin(x / 47 + c));
    return `${x} ${y.toFixed(1)}`;
  });
  return element('path', {
    d: `M0 ${horizon + 4}L${points.join('L')}L${width} ${horizon + 4}Z`,
    fill,
    opacity,
    filter: 'url(#soft)',
  });
}

function town(): string {
  const random = randomFrom(77);
  const services: string[] = [];
  for (let row = 0; row < 3; row++) {
    for (let x = 10 + row * 30; x < 800 - row * 150; ) {
      const w = 26 + random() * 30;
      const h = 26 + random() * 34;
      const base = horizon + 3 - row * 34 - Math.sin(x / 240) * 10 * row;
      const wall =
        ['#5b4a57', '#6c5560', '#77606a', '#4c4558', '#84686b'][Math.floor(random() * 5)] ?? '#5b4a57';
      services.unshift(
        [
          box(x, base - h, w, h, wall),
          element('path', {
            d: `M${x - 3} ${base - h}L${x + w / 2} ${base - h - w * 0.42}L${x + w + 3} ${base - h}Z`,
            fill: '#40333f',
          }),
          ...Array.from({ length: 4 }, (_, i) =>
            random() > 0.42
              ? box(x + w * (0.2 + 0.42 * (i % 2)), base - h + 7 + 15 * Math.floor(i / 2), 5, 7, '#ffd27a', {
                  opacity: 0.9,
                })
              : '',
          ),
        ].join(''),
      );
      x += w + 4 + random() * 12;
    }
  }
  const reflected = element(
    'g',
    { transform: `translate(0 ${2 * horizon + 6}) scale(1 -1)`, opacity: 0.38, filter: 'url(#wave)' },
    ...services,
  );
  const hill = element('path', {
    d: `M0 ${horizon + 4}V${horizon - 96}C160 ${horizon - 140} 330 ${horizon - 128} 480 ${horizon - 84}C620 ${horizon - 40} 760 ${horizon - 12} 860 ${horizon + 4}Z`,
    fill: '#453f57',
    filter: 'url(#soft)',
  });
  return hill + services.join('') + element('g', { 'data-name': 'town in the water' }, reflected);
}

function lighthouse(x: number): string {
  return [
    element('path', { d: `M${x - 210} ${horizon + 10}l40 -20h300l130 24z`, fill: '#2c3246' }),
    element('path', {
      d: `M${x - 19} ${horizon - 8}L${x - 12} ${horizon - 168}h24L${x + 19} ${horizon - 8}Z`,
      fill: '#d9c9bd',
    }),
    element('path', { d: `M${x - 16.5} ${horizon - 62}l2 -42h29l2 42z`, fill: '#a8483d' }),
    box(x - 16, horizon - 176, 32, 8, '#2c3246'),
    box(x - 9, horizon - 198, 18, 22, '#fff0b8'),
    element('path', {
      d: `M${x - 13} ${horizon - 198}L${x} ${horizon - 216}L${x + 13} ${horizon - 198}Z`,
      fill: '#7b2f2a',
    }),
    element('circle', {
      cx: x,
      cy: horizon - 187,
      r: 34,
      fill: '#ffe9a6',
      opacity: 0.55,
      filter: 'url(#softer)',
    }),
  ].join('');
}

function sunOnWater(): string {
  const random = randomFrom(9);
  return Array.from({ length: 150 }, (_, i) => {
    const depth = i / 150;
    const y = horizon + 4 + depth ** 1.5 * 430;
    const spread = 30 + depth * 150;
    const w = 18 + random() * (40 + depth * 90);
    const x = 1090 + (random() - 0.5) * spread * 2 - w / 2;
    return element('ellipse', {
      cx: x + w / 2,
      cy: y,
      rx: w / 2,
      ry: 1.3 + depth * 2.6,
      fill: '#ffe2a8',
      opacity: (0.75 - depth * 0.5).toFixed(2),
    });
  }).join('');
}

function mirrored(x: number, y: number, scale: number, ...inner: string[]): string {
  return (
    element(
      'g',
      {
        transform: `translate(${x} ${y + 4}) scale(${scale} ${-scale * 0.8})`,
        opacity: 0.42,
        filter: 'url(#wave)',
      },
      ...inner,
    ) + element('g', { transform: `translate(${x} ${y}) scale(${scale})` }, ...inner)
  );
}

function boat(x: number, y: number, scale: number, hull: string, cabin: string): string {
  const shape = 'M-104 -34C-60 -26 60 -26 110 -46C104 -18 94 0 80 4H-82C-96 -4 -102 -18 -104 -34Z';
  return mirrored(
    x,
    y,
    scale,
    element('path', {
      d: 'M-12 -62V-168M-12 -160L-92 -38M-12 -160L92 -44M-12 -150L60 -84',
      stroke: '#2b2a33',
      'stroke-width': 2.6,
      fill: 'none',
    }),
    element('path', { d: shape, fill: hull }),
    element('path', { d: shape, fill: 'url(#hull)' }),
    element('path', {
      d: 'M-103 -30C-60 -21 60 -21 108 -41',
      stroke: '#f4ead8',
      'stroke-width': 3,
      fill: 'none',
    }),
    element('path', { d: 'M-62 -32V-74H14L22 -32Z', fill: cabin }),
    element('path', { d: 'M-68 -74H20L16 -82H-62Z', fill: '#3d3a44' }),
    ...[-52, -30, -8].map((at) => box(at, -66, 15, 15, '#40546b', { rx: 2 })),
    box(-8, -66, 15, 15, '#ffcf7d', { rx: 2 }),
    ...[-80, -40, 0, 44].map((at) => element('circle', { cx: at, cy: -12, r: 6, fill: '#23222a' })),
  );
}

function sail(x: number, y: number, scale: number): string {
  return mirrored(
    x,
    y,
    scale,
    element('path', { d: 'M0 -16V-226', stroke: '#3a3540', 'stroke-width': 4 }),
    element('path', { d: 'M6 -222C52 -150 68 -90 74 -34L6 -30Z', fill: '#f7e7d2' }),
    element('path', { d: 'M-5 -208C-30 -140 -52 -80 -66 -32L-5 -30Z', fill: '#e6cdb7' }),
    element('path', {
      d: 'M-82 -24C-40 -18 40 -18 92 -28C84 -8 66 3 50 4H-46C-64 2 -78 -10 -82 -24Z',
      fill: '#f3efe8',
    }),
    element('path', {
      d: 'M-82 -24C-40 -18 40 -18 92 -28C84 -8 66 3 50 4H-46C-64 2 -78 -10 -82 -24Z',
      fill: 'url(#hull)',
    }),
  );
}

function quay(): string {
  const planks = Array.from({ length: 9 }, (_, i) =>
    box(0, 1000 + i * 9, 620 - i * 6, 7, i % 2 ? '#3a2f2c' : '#463833'),
  );
  const post = (x: number) => [
    box(x, 900, 34, 167, '#2f2727', { rx: 8 }),
    box(x + 4, 904, 10, 150, '#6d544a', { rx: 5, opacity: 0.6 }),
    element('ellipse', { cx: x + 17, cy: 902, rx: 17, ry: 7, fill: '#7a6155' }),
  ];
  return element(
    'g',
    { filter: 'url(#soft)' },
    element('path', { d: 'M0 992L640 1004L560 1067H0Z', fill: '#2e2624' }),
    ...planks,
    ...post(90),
    ...post(330),
    ...post(560),
    element('path', {
      d: 'M107 925C180 990 280 990 347 925C420 990 510 985 577 925',
      fill: 'none',
      stroke: '#b59a78',
      'stroke-width': 7,
    }),
  );
}
