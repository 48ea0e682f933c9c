/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Where a picture lies in the frame that two pictures share, in the frame's pixels. */
export interface Box extends Size {
  x: number;
  y: number;
}

export interface Alignment {
  /** What both lie in: the larger of the two. */
  frame: Size;
  boxes: [first: Box, second: Box];
  how: 'same' | 'scaled' | 'centred';
}

/** Shapes nearer than this are taken for the same one, and brought to the same size. */
const sameShape = 0.01;

/** Lays two pictures over each other: scaled to the larger where they have one shape, else one in the middle of the other. */
export function align(first: Size, second: Size): Alignment {
  const frame = first.width * first.height > second.width * second.height ? first : second;
  const whole: Box = { x: 0, y: 0, width: frame.width, height: frame.height };
  if (first.width === second.width && first.height === second.height) {
    return { frame, boxes: [whole, whole], how: 'same' };
  }
  const shapes = first.width / first.height / (second.width / second.height);
  if (Math.abs(shapes - 1) < sameShape) return { frame, boxes: [whole, whole], how: 'scaled' };
  return { frame, boxes: [centre(first, frame), centre(second, frame)], how: 'centred' };
}

function centre({ width, height }: Size, frame: Size): Box {
  const scale = Math.min(frame.width / width, frame.height / height);
  const box = { width: width * scale, height: height * scale };
  return { ...box, x: (frame.width - box.width) / 2, y: (frame.height - box.height) / 2 };
}

/** Whether two pictures of this shape are much larger one above the other than side by side. */
export function fitsStacked({ width, height }: Size, room: Size): boolean {
  if (room.width === 0) return false;
  const gap = 6;
  const beside = Math.min((room.width - gap) / 2 / width, room.height / height);
  const stacked = Math.min(room.width / width, (room.height - gap) / 2 / height);
  return stacked > beside * 1.15;
}
