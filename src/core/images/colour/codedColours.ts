import { type Curve, fromSrgb, gamma, linear } from './curve.ts';
import { bt2020Primaries, d65, type Place, type Primaries, p3Primaries, srgbPrimaries } from './matrix.ts';

/** Colours that are told by numbers instead of a profile. */
export interface CodedColours {
  kind: 'coded';
  name: string;
  primaries: Primaries;
  /** From values to light; 1 is the white of a page. */
  transfer: Curve;
  /** Brighter than a page's white: has to be tone-mapped for sRGB. */
  hdr: 'pq' | 'hlg' | undefined;
}

const illuminantC: Place = [0.31, 0.316];

/** The primaries by their code points (ITU-T H.273, table 2). */
const primariesByCode: Readonly<Record<number, { name: string; primaries: Primaries }>> = {
  1: { name: 'BT.709', primaries: srgbPrimaries },
  4: { name: 'BT.470 M', primaries: [[0.67, 0.33], [0.21, 0.71], [0.14, 0.08], illuminantC] },
  5: { name: 'BT.470 BG', primaries: [[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], d65] },
  6: { name: 'BT.601', primaries: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65] },
  7: { name: 'SMPTE 240M', primaries: [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65] },
  9: { name: 'BT.2020', primaries: bt2020Primaries },
  11: {
    name: 'DCI-P3',
    primaries: [
      [0.68, 0.32],
      [0.265, 0.69],
      [0.15, 0.06],
      [0.314, 0.351],
    ],
  },
  12: { name: 'Display P3', primaries: p3Primaries },
  22: { name: 'EBU 3213', primaries: [[0.63, 0.34], [0.295, 0.605], [0.155, 0.077], d65] },
};

/** Video's curves are shown as displays show them (BT.1886): measured at Chromium 153 for PNG. */
const videoDisplay = gamma(2.4);

/** Light by transfer code (ITU-T H.273, table 3). */
const transfersByCode: Readonly<Record<number, { name: string; curve: Curve }>> = {
  1: { name: 'BT.709', curve: videoDisplay },
  4: { name: 'gamma 2.2', curve: gamma(2.2) },
  5: { name: 'gamma 2.8', curve: gamma(2.8) },
  6: { name: 'BT.601', curve: videoDisplay },
  8: { name: 'linear light', curve: linear },
  13: { name: '', curve: fromSrgb },
  14: { name: '', curve: videoDisplay },
  15: { name: '', curve: videoDisplay },
  17: { name: '', curve: (value) => (52.37 / 48) * gamma(2.6)(value) },
};

/** The white of a page in an HDR picture, in candela per square metre (ITU-R BT.2408). */
const white = 203;

/** SMPTE ST 2084: up to 10,000 candela per square metre. */
const fromPq: Curve = (value) => {
  const [m1, m2, c1, c2, c3] = [2610 / 16_384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128];
  const root = Math.max(0, value) ** (1 / m2);
  return (10_000 / white) * (Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1);
};

/** The scene's light of ITU-R BT.2100 HLG, 0 … 1; the display's comes of it by the system gamma. */
const fromHlg: Curve = (value) => {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return value <= 0.5 ? (value * value) / 3 : (Math.exp((value - c) / a) + b) / 12;
};

/**
 * The colours that a `cICP` chunk or an `nclx` box names.
 * Undefined: sRGB. `unknown`: code points that browsers pass over as well.
 * @param video how the curves of video (codes 1, 6, 14, 15) are read: browsers take them for sRGB in AVIF
 */
export function colouredBy(
  primariesCode: number,
  transferCode: number,
  video: 'asSrgb' | 'asDisplay',
): CodedColours | undefined | 'unknown' {
  const unspecified = 2;
  const found = primariesByCode[primariesCode === unspecified ? 1 : primariesCode];
  if (found === undefined) return 'unknown';
  const hdr = transferCode === 16 ? 'pq' : transferCode === 18 ? 'hlg' : undefined;
  if (hdr) {
    const name = `${found.name} ${hdr.toUpperCase()}`;
    return {
      kind: 'coded',
      name,
      primaries: found.primaries,
      transfer: hdr === 'pq' ? fromPq : fromHlg,
      hdr,
    };
  }
  const coded = transfersByCode[transferCode];
  const isSrgb = transferCode === unspecified || (coded?.curve === videoDisplay && video === 'asSrgb');
  const transfer = isSrgb ? fromSrgb : coded?.curve;
  if (transfer === undefined) return 'unknown';
  const ownPlaces = found.primaries === srgbPrimaries;
  if (transfer === fromSrgb && ownPlaces) return undefined;
  const name = (ownPlaces && coded?.name) || found.name;
  return { kind: 'coded', name, primaries: found.primaries, transfer, hdr: undefined };
}
