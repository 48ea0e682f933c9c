import { box, element, gradient, svg } from '../svg.ts';

export const teamSize = { width: 1200, height: 1600 };

interface Person {
  x: number;
  y: number;
  scale: number;
  skin: readonly [light: string, dark: string];
  hair: string;
  cut: 'short' | 'long' | 'bun' | 'curly';
  coat: readonly [light: string, dark: string];
  beard?: boolean;
}

const people: readonly Person[] = [
  {
    x: 330,
    y: 600,
    scale: 0.95,
    skin: ['#8d5a3c', '#5c3622'],
    hair: '#1b1413',
    cut: 'curly',
    coat: ['#d9a441', '#8f6420'],
  },
  {
    x: 860,
    y: 570,
    scale: 1,
    skin: ['#f2c4a0', '#c58a66'],
    hair: '#6d4a2f',
    cut: 'short',
    coat: ['#39607f', '#1c3247'],
    beard: true,
  },
  {
    x: 590,
    y: 790,
    scale: 1.12,
    skin: ['#e3aa7f', '#a96e4a'],
    hair: '#2a1b17',
    cut: 'long',
    coat: ['#b5443a', '#6c221d'],
  },
  {
    x: 990,
    y: 920,
    scale: 1.05,
    skin: ['#f6cfb3', '#cf977a'],
    hair: '#b9b3ad',
    cut: 'bun',
    coat: ['#3f7d6c', '#1f443a'],
  },
  {
    x: 200,
    y: 940,
    scale: 1.05,
    skin: ['#d99f76', '#9b623f'],
    hair: '#3b2a20',
    cut: 'short',
    coat: ['#54596b', '#2b2e3a'],
  },
];

/** Five people in front of whatever lies behind, 1200x1600, upright, with a clear background. */
export function team(): string {
  return svg(
    teamSize.width,
    teamSize.height,
    element(
      'defs',
      {},
      ...people.flatMap(({ skin, coat }, i) => [
        lit(`skin${i}`, skin),
        gradient(
          `coat${i}`,
          [
            [0, coat[0]],
            [1, coat[1]],
          ],
          'right',
        ),
      ]),
      '<filter id="soft"><feGaussianBlur stdDeviation="1.1"/></filter>',
      '<filter id="blush" x="-1" y="-1" width="3" height="3"><feGaussianBlur stdDeviation="9"/></filter>',
      '<filter id="fold" x="-0.5" y="-0.5" width="2" height="2"><feGaussianBlur stdDeviation="7"/></filter>',
      gradient('warm', [
        [0, '#ffcf90', 0.22],
        [0.6, '#ffcf90', 0],
        [1, '#0d1526', 0.35],
      ]),
    ),
    element('g', { filter: 'url(#soft)' }, ...people.map(person)),
    box(0, 0, teamSize.width, teamSize.height, 'url(#warm)'),
  );
}

function lit(id: string, [light, dark]: readonly [string, string]): string {
  return element(
    'radialGradient',
    { id, cx: 0.36, cy: 0.32, r: 0.85 },
    element('stop', { offset: 0, 'stop-color': light }),
    element('stop', { offset: 1, 'stop-color': dark }),
  );
}

function person({ x, y, scale, hair, cut, coat, beard }: Person, i: number): string {
  const skin = `url(#skin${i})`;
  return element(
    'g',
    { transform: `translate(${x} ${y}) scale(${scale})` },
    cut === 'long'
      ? element('path', { d: 'M-104 -70C-112 60 -122 150 -96 210H96C122 150 112 60 104 -70Z', fill: hair })
      : '',
    cut === 'bun' ? element('circle', { cx: 4, cy: -168, r: 46, fill: hair }) : '',
    element('path', {
      d: 'M-258 1100C-268 420 -240 250 -150 206C-90 180 -60 186 -52 132H52C60 186 90 180 150 206C240 250 268 420 258 1100Z',
      fill: `url(#coat${i})`,
    }),
    element('path', { d: 'M-50 90V168C-34 206 34 206 50 168V90Z', fill: skin }),
    element('path', {
      d: 'M-50 112C-30 150 34 150 50 108V136C36 172 -32 172 -50 140Z',
      fill: '#2b1510',
      opacity: 0.3,
      filter: 'url(#fold)',
    }),
    element('path', {
      d: 'M-74 186C-48 236 -20 262 0 276C20 262 48 236 74 186L110 204C90 270 40 330 4 352C-36 330 -92 270 -110 204Z',
      fill: coat[1],
      opacity: 0.9,
    }),
    element('path', { d: 'M0 340V1100', stroke: coat[1], 'stroke-width': 5, opacity: 0.8 }),
    ...[420, 520, 620, 720].map((at) =>
      element('circle', { cx: 18, cy: at, r: 8, fill: '#e9dfcf', opacity: 0.85 }),
    ),
    element('path', {
      d: 'M-176 330C-150 440 -160 600 -150 860M178 330C150 440 162 600 152 860',
      stroke: '#000',
      'stroke-width': 16,
      fill: 'none',
      opacity: 0.22,
      filter: 'url(#fold)',
    }),
    element('ellipse', { cx: -97, cy: 4, rx: 17, ry: 28, fill: skin }),
    element('ellipse', { cx: 97, cy: 4, rx: 17, ry: 28, fill: skin }),
    element('path', {
      d: 'M-98 -34C-98 -118 -56 -150 0 -150C56 -150 98 -118 98 -34C98 50 62 124 0 132C-62 124 -98 50 -98 -34Z',
      fill: skin,
    }),
    face(hair, beard === true),
    hairOf(cut, hair),
  );
}

function face(hair: string, beard: boolean): string {
  const eye = (x: number) =>
    element('ellipse', { cx: x, cy: -8, rx: 15, ry: 9, fill: '#f7f1ea' }) +
    element('circle', { cx: x + 1, cy: -8, r: 8, fill: '#3a2a20' }) +
    element('circle', { cx: x - 2, cy: -11, r: 2.4, fill: '#fff' }) +
    element('path', {
      d: `M${x - 18} -11C${x - 8} -21 ${x + 8} -21 ${x + 18} -10`,
      stroke: '#2a1a14',
      'stroke-width': 4,
      fill: 'none',
      'stroke-linecap': 'round',
    }) +
    element('path', {
      d: `M${x - 22} -34C${x - 10} -44 ${x + 10} -44 ${x + 22} -35`,
      stroke: hair,
      'stroke-width': 8,
      fill: 'none',
      'stroke-linecap': 'round',
      opacity: 0.85,
    });
  return [
    element('ellipse', {
      cx: -56,
      cy: 36,
      rx: 22,
      ry: 14,
      fill: '#d9553f',
      opacity: 0.28,
      filter: 'url(#blush)',
    }),
    element('ellipse', {
      cx: 56,
      cy: 36,
      rx: 22,
      ry: 14,
      fill: '#d9553f',
      opacity: 0.28,
      filter: 'url(#blush)',
    }),
    beard
      ? element('path', {
          d: 'M-97 4C-86 30 -70 44 -44 44C-20 38 20 38 44 44C70 44 86 30 97 4C96 80 56 142 0 146C-56 142 -96 80 -97 4Z',
          fill: hair,
          opacity: 0.94,
        })
      : '',
    eye(-40),
    eye(40),
    element('path', {
      d: 'M6 -6C10 14 20 26 12 34C4 39 -8 38 -14 33',
      stroke: '#5b2f1f',
      'stroke-width': 4,
      fill: 'none',
      opacity: 0.45,
      'stroke-linecap': 'round',
    }),
    element('path', { d: 'M-38 62C-20 72 20 72 38 62C32 92 -32 92 -38 62Z', fill: '#fbf4ec' }),
    element('path', {
      d: 'M-40 61C-20 71 20 71 40 61C32 97 -32 97 -40 61Z',
      fill: 'none',
      stroke: '#a84d42',
      'stroke-width': 5,
    }),
    element('path', {
      d: 'M30 -120C92 -60 90 70 40 124C86 108 99 30 98 -34C97 -90 74 -118 30 -120Z',
      fill: '#2b1510',
      opacity: 0.2,
      filter: 'url(#blush)',
    }),
  ].join('');
}

function hairOf(cut: Person['cut'], fill: string): string {
  const cap =
    'M-103 -20C-118 -120 -66 -178 4 -176C74 -176 116 -120 102 -18C98 -62 84 -88 58 -100C14 -84 -50 -92 -78 -96C-92 -76 -98 -50 -103 -20Z';
  switch (cut) {
    case 'short':
      return element('path', { d: cap, fill });
    case 'bun':
      return element('path', {
        d: 'M-102 -24C-112 -116 -62 -162 0 -162C62 -162 112 -116 102 -24C92 -78 52 -112 0 -112C-52 -112 -92 -78 -102 -24Z',
        fill,
      });
    case 'long':
      return element('path', {
        d: 'M-106 110C-128 -90 -84 -176 2 -176C88 -176 128 -90 106 110C96 40 96 -40 70 -86C30 -70 -40 -84 -62 -110C-92 -60 -98 30 -106 110Z',
        fill,
      });
    case 'curly': {
      const curls = Array.from({ length: 15 }, (_, i) => {
        const angle = Math.PI * (0.98 + (i / 14) * 1.04);
        return element('circle', { cx: 102 * Math.cos(angle), cy: -58 + 104 * Math.sin(angle), r: 40, fill });
      });
      return (
        curls.join('') +
        element('path', {
          d: 'M-96 -60C-90 -140 -50 -166 0 -166C50 -166 90 -140 96 -60C60 -108 -60 -108 -96 -60Z',
          fill,
        })
      );
    }
  }
}
