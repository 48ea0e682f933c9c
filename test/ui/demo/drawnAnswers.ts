import sharp from 'sharp';
import type { Box } from '../../../webview/compare/align.ts';
import { dashboard } from '../../sample/pictures/dashboard.ts';
import { harbour } from '../../sample/pictures/harbour.ts';
import { dusk, type Light } from '../../sample/pictures/harbourLight.ts';

/** What a model sends back, drawn as the sources are: in its own pixels and as its own type. */
const drawn = (svg: string, width: number, height: number): Promise<Buffer> =>
  sharp(Buffer.from(svg)).flatten({ background: '#fff' }).resize(width, height).png().toBuffer();

/**
 * A part of the harbour without the red boat.
 *
 * @param part in pixels of the harbour
 */
export async function withoutBoat(part: Box): Promise<Buffer> {
  const { x: left, y: top, width, height } = part;
  const cut = { left, top, width, height };
  return sharp(await drawn(harbour(dusk, false), 1600, 1067))
    .extract(cut)
    .resize({ width: 1024 })
    .png()
    .toBuffer();
}

/** The dashboard in dark mode, at the 1K of 16:9. */
export const darkDashboard = (): Promise<Buffer> => drawn(dashboard('dark'), 1376, 768);

/** The harbour by day, drawn four times, at the 1K of 3:2. */
export const harbourByDay = (): Promise<Buffer[]> =>
  Promise.all(days.map((light) => drawn(harbour(light), 1264, 848)));

const days: readonly Light[] = [
  {
    sky: [
      [0, '#3f8fd0'],
      [0.34, '#8cc4ea'],
      [0.56, '#e3f1f6'],
    ],
    sea: [
      [0, '#b9dbe6'],
      [0.2, '#5fa6c6'],
      [1, '#1c5a86'],
    ],
    glow: [
      [0, '#ffffff', 0.9],
      [0.3, '#fff6da', 0.4],
      [1, '#ffffff', 0],
    ],
    ridges: ['#a9c3cf', '#7fa3ab', '#5c8484'],
    dim: 0.12,
    clouds: 8,
  },
  {
    sky: [
      [0, '#6fb1d8'],
      [0.4, '#f3c9b8'],
      [0.56, '#ffe7c2'],
    ],
    sea: [
      [0, '#f2d3bd'],
      [0.25, '#8fb4c4'],
      [1, '#3d7392'],
    ],
    glow: [
      [0, '#fff7dc', 0.95],
      [0.25, '#ffdfae', 0.5],
      [1, '#ffc9a0', 0],
    ],
    ridges: ['#c3b3bd', '#93a0ad', '#66868f'],
    dim: 0.16,
    clouds: 31,
  },
  {
    sky: [
      [0, '#8ea3b0'],
      [0.4, '#b9c6cc'],
      [0.56, '#e2e6e4'],
    ],
    sea: [
      [0, '#ced8d8'],
      [0.25, '#8ea6ad'],
      [1, '#4d6a76'],
    ],
    glow: [
      [0, '#ffffff', 0.55],
      [0.3, '#f4f1e6', 0.25],
      [1, '#ffffff', 0],
    ],
    ridges: ['#b3bec2', '#8b9ba0', '#6b7f83'],
    dim: 0.14,
    clouds: 52,
  },
  {
    sky: [
      [0, '#1f74c4'],
      [0.38, '#5fb0e6'],
      [0.56, '#d6eefb'],
    ],
    sea: [
      [0, '#8fd3d6'],
      [0.25, '#3a9fb2'],
      [1, '#0f5f7f'],
    ],
    glow: [
      [0, '#fffbe6', 0.9],
      [0.25, '#fff0b8', 0.4],
      [1, '#ffffff', 0],
    ],
    ridges: ['#9fc7bf', '#6fa68f', '#4a8068'],
    dim: 0.1,
    clouds: 73,
  },
];
