import sharp from 'sharp';
import type { RgbPicture } from '../../../../src/core/images/alpha/backdrop.ts';

/** A picture whose transparency is known: red, green, blue and alpha of each pixel. */
export interface KnownAlpha {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const size = 320;
const strands = Array.from({ length: 90 }, (_, at) => {
  const angle = (at / 90) * 2 * Math.PI;
  const [x, y] = [160 + 60 * Math.cos(angle), 150 + 60 * Math.sin(angle)];
  const [a, b] = [160 + 132 * Math.cos(angle + 0.25), 150 + 122 * Math.sin(angle + 0.25)];
  const tone = ['#5b3a1e', '#8a6a3c', '#2a2320', '#b9a27a'][at % 4];
  return `<path d="M${x} ${y} Q ${160 + 100 * Math.cos(angle)} ${150 + 100 * Math.sin(angle)} ${a} ${b}" stroke="${tone}" stroke-width="${0.5 + (at % 5) * 0.35}" fill="none"/>`;
}).join('');

/** Subjects with what is hard to cut out. */
export const subjects: Readonly<Record<string, string>> = {
  'a soft shadow': `<filter id="b"><feGaussianBlur stdDeviation="14"/></filter>
    <ellipse cx="168" cy="252" rx="100" ry="26" fill="#000" fill-opacity="0.6" filter="url(#b)"/>
    <circle cx="160" cy="150" r="88" fill="#d94f2b"/><circle cx="132" cy="120" r="30" fill="#f7d9c8"/>`,
  hair: `<circle cx="160" cy="150" r="62" fill="#7a5530"/>${strands}`,
  glass: `<path d="M90 60 H230 L214 262 Q160 278 106 262 Z" fill="#bcd7ea" fill-opacity="0.32" stroke="#4d6472" stroke-width="5" stroke-opacity="0.8"/>
    <path d="M100 160 H220 L212 250 Q160 264 108 250 Z" fill="#8a2a3a" fill-opacity="0.72"/>
    <path d="M112 76 L124 240" stroke="#fff" stroke-width="9" stroke-opacity="0.65" stroke-linecap="round"/>`,
  'a sign of plain colours': `<rect x="50" y="60" width="220" height="200" rx="34" fill="#e8338c"/>
    <path d="M110 210 L160 100 L210 210 Z" fill="#ffd23f"/><circle cx="160" cy="180" r="14" fill="#1d3b8b"/>`,
};

export async function subject(drawing: string): Promise<KnownAlpha> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${drawing}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

/** A subject on a backdrop, as a model would paint it: rounded, and noisy by so many steps. */
export function onBackdrop(
  { width, height, pixels }: KnownAlpha,
  [red, green, blue]: readonly [number, number, number],
  noise = 0,
): RgbPicture {
  const flat = new Uint8Array(3 * width * height);
  let seed = 5;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const alpha = (pixels[4 * pixel + 3] ?? 0) / 255;
    for (const [channel, ground] of [red, green, blue].entries()) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const error = noise * ((2 * seed) / 2_147_483_648 - 1);
      const value = alpha * (pixels[4 * pixel + channel] ?? 0) + (1 - alpha) * ground + error;
      flat[3 * pixel + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
  return { width, height, pixels: flat };
}

export interface Difference {
  /** Mean difference of alpha over all pixels, and over those that are half transparent: steps of 255. */
  all: number;
  half: number;
  /** The largest mean difference on a black and on a white ground along the edges: what a halo would be. */
  halo: number;
}

/** How far a picture is from the known one. */
export function difference(known: KnownAlpha, found: Uint8Array): Difference {
  const count = known.width * known.height;
  let [all, half, halves, black, white, edges] = [0, 0, 0, 0, 0, 0];
  for (let pixel = 0; pixel < count; pixel += 1) {
    const at = 4 * pixel;
    const [own, its] = [known.pixels[at + 3] ?? 0, found[at + 3] ?? 0];
    const off = Math.abs(own - its);
    all += off;
    if (own <= 2 || own >= 253) continue;
    half += off;
    halves += 1;
    edges += 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const [one, other] = [
        ((known.pixels[at + channel] ?? 0) * own) / 255,
        ((found[at + channel] ?? 0) * its) / 255,
      ];
      black += Math.abs(one - other);
      white += Math.abs(one + 255 - own - (other + 255 - its));
    }
  }
  return {
    all: all / count,
    half: half / Math.max(1, halves),
    halo: Math.max(black, white) / Math.max(1, edges),
  };
}
