import type { Point } from '../../src/core/shared/region/region.ts';
import type { Marking } from './marking.ts';
import { holdAt } from './pointing.ts';
import { type Surface, toPicture } from './surface.ts';

/** CSS pixels within which something is hit: by a mouse or pen, and by a finger. */
const reaches = { fine: 8, coarse: 16 };

interface Spot {
  /** CSS pixels from the surface's corner. */
  x: number;
  y: number;
}

/** What the pointer works on. */
export interface PointerPort {
  readonly marking: Marking;
  readonly surface: Surface;
  /** Moves the picture by CSS pixels. */
  pan(by: Spot): void;
  /** Zooms around a point. @param factor 2: twice as large */
  zoom(factor: number, around: Spot): void;
  /** A press with the tool for notes. @param reach in pixels of the picture */
  write(at: Point, reach: number): void;
  /** A second press on something, one after the other. */
  open(at: Point): void;
  /** The pointer goes down: it is the picture's from now on. */
  take(): void;
}

/**
 * Mouse, pen and fingers over a picture that is marked. One draws, or moves the picture with the middle button or
 * while Space is held; two fingers move and zoom. Where it is shows in `data-over`, `data-grabbed` of the element.
 */
export class MarkPointer {
  /** The pointer is over the picture. */
  isOver = false;
  /** Space is down: `used` once the pointer moved the picture with it. */
  space: 'up' | 'held' | 'used' = 'up';
  readonly #element: HTMLElement;
  readonly #port: PointerPort;
  /** Those that are down, by their ids, where they are. */
  readonly #down = new Map<number, Spot>();
  /** What the pointer did since the last frame. */
  #way: Point[] = [];
  #frame = 0;

  constructor(element: HTMLElement, port: PointerPort) {
    this.#element = element;
    this.#port = port;
    element.addEventListener('pointerdown', (event) => this.#press(event));
    element.addEventListener('pointermove', (event) => this.#move(event));
    element.addEventListener('pointerup', (event) => this.#release(event));
    element.addEventListener('pointercancel', (event) => this.#lose(event));
    element.addEventListener('pointerenter', () => {
      this.isOver = true;
    });
    element.addEventListener('pointerleave', () => {
      this.isOver = false;
      this.#ring?.removeAttribute('style');
    });
    element.addEventListener('dblclick', (event) => {
      event.preventDefault();
      this.#port.open(this.#pointOf(event));
    });
  }

  /** Draws no more frame. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#way = [];
    this.#down.clear();
  }

  get #ring(): HTMLElement | null {
    return this.#element.querySelector('.brushRing');
  }

  #spotOf({ clientX, clientY }: { clientX: number; clientY: number }): Spot {
    const { left, top } = this.#element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #pointOf(event: { clientX: number; clientY: number }): Point {
    const { x, y } = this.#spotOf(event);
    return toPicture(this.#port.surface, x, y);
  }

  #reachOf({ pointerType }: PointerEvent): number {
    return (pointerType === 'touch' ? reaches.coarse : reaches.fine) / this.#port.surface.scale;
  }

  get #pans(): boolean {
    return this.#element.dataset.grabbed !== undefined;
  }

  #press(event: PointerEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    // The camera's own hand must not take it too.
    event.preventDefault();
    const { marking } = this.#port;
    this.#port.take();
    this.#element.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, this.#spotOf(event));
    if (this.#down.size > 1) {
      this.#way = [];
      marking.cancel();
    } else if (event.button === 1 || this.space !== 'up') {
      if (this.space !== 'up') this.space = 'used';
      this.#element.dataset.grabbed = '';
    } else if (event.button === 0) {
      const held = { shift: event.shiftKey, alt: event.altKey };
      marking.begin(this.#pointOf(event), held, this.#reachOf(event));
    }
  }

  #move(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId);
    const at = this.#spotOf(event);
    this.#followWithRing(at);
    if (!before) {
      this.#hover(event);
      return;
    }
    this.#down.set(event.pointerId, at);
    if (this.#down.size > 1) this.#pinch(event.pointerId, before, at);
    else if (this.#pans) this.#port.pan({ x: at.x - before.x, y: at.y - before.y });
    else if (this.#port.marking.drawing) {
      const all = event.getCoalescedEvents();
      this.#way.push(...(all.length > 0 ? all : [event]).map((one) => this.#pointOf(one)));
      // One drawing for each frame, however fast the pointer tells.
      this.#frame ||= requestAnimationFrame(() => this.#drawWay());
    }
  }

  #drawWay(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const way = this.#way;
    this.#way = [];
    if (way.length > 0) this.#port.marking.extend(way);
  }

  #release(event: PointerEvent): void {
    const draws =
      this.#down.size === 1 && this.#down.has(event.pointerId) && !this.#pans && event.button === 0;
    this.#down.delete(event.pointerId);
    delete this.#element.dataset.grabbed;
    if (!draws) return;
    this.#drawWay();
    const { marking } = this.#port;
    if (marking.tool === 'note') this.#port.write(this.#pointOf(event), this.#reachOf(event));
    else marking.end(this.#reachOf(event));
  }

  #lose({ pointerId }: PointerEvent): void {
    this.#down.delete(pointerId);
    delete this.#element.dataset.grabbed;
    this.#way = [];
    this.#port.marking.cancel();
  }

  /** Two fingers: apart and together, and along. */
  #pinch(moved: number, before: Spot, at: Spot): void {
    const other = [...this.#down].find(([id]) => id !== moved)?.[1];
    if (!other) return;
    const apart = (one: Spot) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    this.#port.zoom(apart(at) / apart(before), middle);
    this.#port.pan({ x: (at.x - before.x) / 2, y: (at.y - before.y) / 2 });
  }

  /** The pointer shows what it would do. */
  #hover(event: PointerEvent): void {
    const held = { shift: event.shiftKey, alt: event.altKey };
    const hold = holdAt(this.#port.marking, this.#pointOf(event), held, this.#reachOf(event));
    this.#element.dataset.over = hold ? (hold.grip ?? 'move') : '';
  }

  /** A ring of the brush's size goes with the pointer. */
  #followWithRing({ x, y }: Spot): void {
    const { marking, surface } = this.#port;
    const ring = this.#ring;
    if (!ring || marking.tool !== 'brush') return;
    const size = Math.max(2, marking.pen.brush * surface.scale);
    ring.style.cssText = `display:block;width:${size}px;height:${size}px;transform:translate(${x - size / 2}px,${y - size / 2}px)`;
  }
}
