import type { Size } from './align.ts';

/** What is looked at: all of the frame, or a point of it at a scale. Several panes of one size share it. */
export type Camera =
  | { kind: 'fit' }
  | {
      kind: 'free';
      /** Screen pixels (CSS) for one pixel of the frame. */
      scale: number;
      /** The frame's point in the middle of the pane, as shares of its width and height. */
      x: number;
      y: number;
    };

/** A camera worked out for one pane: where the frame's corner lies in it, and how large it is drawn, in CSS pixels. */
export interface Placing {
  scale: number;
  left: number;
  top: number;
}

/** Where pictures are seen, in CSS pixels. */
export interface Pane extends Size {
  /** What tools take at the top, and words at the lower edge: a picture that fits lies between them. */
  above?: number;
  below?: number;
}

const largestScale = 32;
const smallestWidth = 16;

/** Small frames are not blown up. @param pixel the width of a screen pixel in CSS pixels */
const fitScale = (frame: Size, pane: Pane, pixel = 1): number =>
  Math.min(
    pixel,
    pane.width / frame.width,
    (pane.height - (pane.above ?? 0) - (pane.below ?? 0)) / frame.height,
  );

export function place(camera: Camera, frame: Size, pane: Pane, pixel = 1): Placing {
  const { scale, x, y } =
    camera.kind === 'free' ? camera : { scale: fitScale(frame, pane, pixel), x: 0.5, y: 0.5 };
  return {
    scale,
    left: keepIn(pane.width / 2 - x * frame.width * scale, frame.width * scale, pane.width),
    top: keepIn(pane.height / 2 - y * frame.height * scale, frame.height * scale, pane.height, pane),
  };
}

/** What is smaller than the pane stays in its middle, or as near to it as bar and captions leave; what is larger covers it. */
function keepIn(
  start: number,
  length: number,
  room: number,
  { above = 0, below = 0 }: Partial<Pane> = {},
): number {
  const free = room - length;
  const taken = above + below;
  if (free >= taken) return Math.min(free - below, Math.max(above, free / 2));
  if (free >= 0) return (free * above) / taken;
  return Math.min(0, Math.max(room - length, start));
}

/** The camera that shows a placing, kept to what can be shown. */
function cameraOf({ scale, left, top }: Placing, frame: Size, pane: Pane): Camera {
  const [width, height] = [frame.width * scale, frame.height * scale];
  return {
    kind: 'free',
    scale,
    x: (pane.width / 2 - keepIn(left, width, pane.width)) / width,
    y: (pane.height / 2 - keepIn(top, height, pane.height, pane)) / height,
  };
}

/** @param at the point of the pane that stays where it is, in CSS pixels from its corner */
export function zoom(
  camera: Camera,
  frame: Size,
  pane: Pane,
  scale: number,
  at = { x: pane.width / 2, y: pane.height / 2 },
  pixel = 1,
): Camera {
  const before = place(camera, frame, pane, pixel);
  const smallest = Math.min(fitScale(frame, pane, pixel), smallestWidth / frame.width);
  const after = Math.min(largestScale * pixel, Math.max(smallest, scale));
  const factor = after / before.scale;
  return cameraOf(
    { scale: after, left: at.x - (at.x - before.left) * factor, top: at.y - (at.y - before.top) * factor },
    frame,
    pane,
  );
}

/** Moves the picture by CSS pixels. All of it in sight stays so. */
export function pan(
  camera: Camera,
  frame: Size,
  pane: Pane,
  by: { x: number; y: number },
  pixel = 1,
): Camera {
  const { scale, left, top } = place(camera, frame, pane, pixel);
  if (frame.width * scale <= pane.width && frame.height * scale <= pane.height) return camera;
  return cameraOf({ scale, left: left + by.x, top: top + by.y }, frame, pane);
}

/** Shapes nearer than this are one shape: where a picture lies can be kept. */
const sameShape = 0.01;

export const isOneShape = (one: Size, other: Size): boolean =>
  Math.abs(one.width / one.height / (other.width / other.height) - 1) < sameShape;
/** A picture that would be drawn that much smaller or larger than it fits is fitted instead. */
const mostBlown = 4;

/**
 * The camera for another frame in the same pane: what was looked at stays where it is and as large as it is, also
 * when the new picture has more pixels. Another shape has no such place: all of it is shown.
 */
export function follow(camera: Camera, from: Size, to: Size, pane: Pane, pixel = 1): Camera {
  if (from.width === to.width && from.height === to.height) return camera;
  if (pane.width === 0 || !isOneShape(from, to)) return { kind: 'fit' };
  const before = place(camera, from, pane, pixel);
  const scale = (before.scale * from.width) / to.width;
  const fitted = fitScale(to, pane, pixel);
  if (camera.kind === 'fit') {
    const blown = Math.max(fitted / scale, scale / fitted);
    if (blown < 1 + sameShape || blown > mostBlown) return camera;
  }
  return cameraOf({ ...before, scale }, to, pane);
}
