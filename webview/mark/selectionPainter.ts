import type { Point, Shape } from '../../src/core/shared/region/region.ts';
import type { Size } from '../compare/align.ts';
import type { Placing } from '../compare/camera.ts';

/** A selection to be painted: the shapes, and the one that is being drawn. */
export interface SelectionScene {
  shapes: readonly Shape[];
  inverted: boolean;
  /** Drawn on top of the others; its line grows from frame to frame. */
  draft: Shape | undefined;
  /** What is not selected is darkened. */
  dims: boolean;
}

/** In device pixels. */
type Rect = [left: number, top: number, width: number, height: number];

const dim = 'rgb(0 0 0 / 42%)';
const outlineStep = 4;

/**
 * Paints a selection over a picture: all outside is dimmed, its outline is a line of two colours that runs. It works in
 * the pixels of the screen, whatever the picture's size, and while a brush goes on it paints only where it went.
 */
export class SelectionPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  /** The shapes that are drawn, and these with the one that is being drawn; opaque where selected. */
  readonly #base = layer();
  readonly #mask = layer();
  readonly #edge = layer();
  #stripes: CanvasPattern | null = null;
  #placing: Placing = { scale: 1, left: 0, top: 0 };
  #picture: Size = { width: 1, height: 1 };
  #ratio = 1;
  #scene: SelectionScene | undefined;
  /** How many points of the growing line are in the mask. */
  #painted = 0;
  #phase = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
  }

  /**
   * Where the picture lies now.
   * @param pane the canvas in CSS pixels
   * @param ratio device pixels for one of them
   */
  place(pane: Size, placing: Placing, picture: Size, ratio: number): void {
    const [width, height] = [
      Math.max(1, Math.round(pane.width * ratio)),
      Math.max(1, Math.round(pane.height * ratio)),
    ];
    for (const canvas of [this.#canvas, this.#base.canvas, this.#mask.canvas, this.#edge.canvas]) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
    this.#placing = placing;
    this.#picture = picture;
    this.#ratio = ratio;
    const scene = this.#scene;
    this.#scene = undefined;
    if (scene) this.paint(scene);
  }

  paint(scene: SelectionScene): void {
    const before = this.#scene;
    this.#scene = scene;
    const { draft } = scene;
    const isSameBase =
      before !== undefined && before.shapes === scene.shapes && before.inverted === scene.inverted;
    if (!isSameBase) {
      clear(this.#base);
      this.#within(this.#base, (context) => {
        for (const shape of scene.shapes) fill(context, shape);
      });
    }
    const earlier = before?.draft;
    const isSameLine =
      earlier?.kind === 'stroke' && draft?.kind === 'stroke' && earlier.points === draft.points;
    // A stroke that begins is painted over the mask as it is, like one that goes on.
    if (isSameBase && draft?.kind === 'stroke' && (isSameLine || earlier === undefined)) {
      if (!isSameLine) this.#painted = 0;
      this.#goOn(draft);
      return;
    }
    clear(this.#mask);
    this.#mask.drawImage(this.#base.canvas, 0, 0);
    if (draft) this.#within(this.#mask, (context) => fill(context, draft));
    this.#painted = draft && 'points' in draft ? draft.points.length : 0;
    this.#compose(this.#all());
  }

  /** The outline runs on. */
  step(): void {
    this.#phase = (this.#phase + 1) % 8;
    const { shapes = [], draft } = this.#scene ?? {};
    if (shapes.length > 0 || draft) this.#compose(this.#all());
  }

  /** Nothing is shown any more. */
  clear(): void {
    this.#scene = undefined;
    this.#context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** Paints what came to the line since the last frame. */
  #goOn(stroke: Extract<Shape, { kind: 'stroke' }>): void {
    const fresh = stroke.points.slice(Math.max(0, this.#painted - 1));
    this.#painted = stroke.points.length;
    if (fresh.length === 0) return;
    this.#within(this.#mask, (context) => fill(context, { ...stroke, points: fresh }));
    const { scale, left, top } = this.#placing;
    const xs = fresh.map(([x]) => (x * scale + left) * this.#ratio);
    const ys = fresh.map(([, y]) => (y * scale + top) * this.#ratio);
    const more = (stroke.width / 2) * scale * this.#ratio + 4 * this.#ratio;
    const [x, y] = [Math.floor(Math.min(...xs) - more), Math.floor(Math.min(...ys) - more)];
    this.#compose(
      this.#inSight([x, y, Math.ceil(Math.max(...xs) + more) - x, Math.ceil(Math.max(...ys) + more) - y]),
    );
  }

  #all(): Rect {
    return [0, 0, this.#canvas.width, this.#canvas.height];
  }

  #inSight([x, y, width, height]: Rect): Rect {
    const [left, top] = [Math.max(0, x), Math.max(0, y)];
    const [right, bottom] = [
      Math.min(this.#canvas.width, x + width),
      Math.min(this.#canvas.height, y + height),
    ];
    return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
  }

  /** Draws in the picture's pixels and inside the picture. */
  #within(context: Layer, paint: (context: Layer) => void): void {
    const { scale, left, top } = this.#placing;
    const ratio = this.#ratio;
    context.save();
    context.setTransform(scale * ratio, 0, 0, scale * ratio, left * ratio, top * ratio);
    context.beginPath();
    context.rect(0, 0, this.#picture.width, this.#picture.height);
    context.clip();
    paint(context);
    context.restore();
  }

  /** Puts dimming and outline together, in one part of the canvas. */
  #compose(part: Rect): void {
    const context = this.#context;
    const scene = this.#scene;
    const [x, y, width, height] = part;
    if (!context || !scene || width === 0 || height === 0) return;
    context.clearRect(x, y, width, height);
    if (scene.shapes.length === 0 && !scene.draft) return;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    const { scale, left, top } = this.#placing;
    const ratio = this.#ratio;
    context.fillStyle = scene.dims ? dim : 'transparent';
    context.fillRect(
      left * ratio,
      top * ratio,
      this.#picture.width * scale * ratio,
      this.#picture.height * scale * ratio,
    );
    context.globalCompositeOperation = scene.inverted ? 'destination-in' : 'destination-out';
    draw(context, this.#mask, part);
    context.globalCompositeOperation = 'source-over';
    this.#outline(part);
    draw(context, this.#edge, part);
    context.restore();
  }

  /** What is next to the mask and not of it, filled with the stripes. */
  #outline(part: Rect): void {
    const edge = this.#edge;
    const [x, y, width, height] = part;
    const by = Math.max(1, Math.round(this.#ratio * 1.25));
    edge.save();
    edge.beginPath();
    edge.rect(x, y, width, height);
    edge.clip();
    edge.clearRect(x, y, width, height);
    for (const [dx, dy] of [
      [by, 0],
      [-by, 0],
      [0, by],
      [0, -by],
    ] as const)
      edge.drawImage(this.#mask.canvas, dx, dy);
    edge.globalCompositeOperation = 'destination-out';
    draw(edge, this.#mask, part);
    edge.globalCompositeOperation = 'source-in';
    this.#stripes ??= stripesFor(edge, Math.max(1, Math.round(this.#ratio)) * outlineStep);
    this.#stripes?.setTransform(
      new DOMMatrix().translate((this.#phase / 8) * outlineStep * 2 * this.#ratio, 0),
    );
    edge.fillStyle = this.#stripes ?? '#ffffff';
    edge.fillRect(x, y, width, height);
    edge.restore();
  }
}

type Layer = OffscreenCanvasRenderingContext2D;

function layer(): Layer {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('The browser can’t paint.');
  return context;
}

const clear = (context: Layer): void => context.clearRect(0, 0, context.canvas.width, context.canvas.height);

function draw(to: CanvasRenderingContext2D | Layer, { canvas }: Layer, [x, y, width, height]: Rect): void {
  to.drawImage(canvas, x, y, width, height, x, y, width, height);
}

/** Adds a shape to what is opaque, or takes it away. */
function fill(context: Layer, shape: Shape): void {
  context.globalCompositeOperation = shape.mode === 'add' ? 'source-over' : 'destination-out';
  context.fillStyle = context.strokeStyle = '#000000';
  context.beginPath();
  if (shape.kind === 'rectangle') {
    context.fillRect(shape.x, shape.y, shape.width, shape.height);
    return;
  }
  const [first, ...others] = shape.points;
  if (!first) return;
  context.moveTo(...first);
  // A line of one point is a dot.
  for (const point of others.length > 0 ? others : [first]) context.lineTo(...(point as Point));
  if (shape.kind === 'polygon') context.fill();
  else {
    context.lineWidth = shape.width;
    context.lineCap = context.lineJoin = 'round';
    context.stroke();
  }
}

/** Black and white stripes across, as a pattern that can be moved. */
function stripesFor(context: Layer, length: number): CanvasPattern | null {
  const size = length * 2;
  const tile = new OffscreenCanvas(size, size);
  const stripes = tile.getContext('2d');
  if (!stripes) return null;
  stripes.fillStyle = '#ffffff';
  stripes.fillRect(0, 0, size, size);
  stripes.fillStyle = '#000000';
  for (let y = 0; y < size; y++) {
    stripes.fillRect(y, y, length, 1);
    stripes.fillRect(y - size, y, length, 1);
  }
  return context.createPattern(tile, 'repeat');
}
