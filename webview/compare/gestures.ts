import type { Size } from './align.ts';
import { type Camera, type Pane, pan, place, zoom } from './camera.ts';

export type ZoomRequest = 'in' | 'out' | 'fit' | 'actual';

const zoomStep = 1.25;
const arrowStep = 60;
const wanted: Record<string, ZoomRequest> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'fit',
  f: 'fit',
  F: 'fit',
  '1': 'actual',
};
const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: arrowStep, y: 0 },
  ArrowRight: { x: -arrowStep, y: 0 },
  ArrowUp: { x: 0, y: arrowStep },
  ArrowDown: { x: 0, y: -arrowStep },
};

/** The width of a screen's pixel in CSS pixels. */
export const pixel = (): number => 1 / window.devicePixelRatio;

/** What is looked at just now, and how to look elsewhere. */
export interface Look {
  camera: Camera;
  readonly frame: Size;
  readonly pane: Pane;
  /** Is told when all of the picture is asked for. */
  refit(): void;
}

/**
 * Wheel, pinch, keys and dragging over the panes of an element: each turns the camera. What lies on a picture and
 * takes a press or a key for itself prevents the default.
 */
export class Gestures {
  readonly #look: Look;

  constructor(root: HTMLElement, look: Look) {
    this.#look = look;
    root.addEventListener('keydown', (event) => this.#press(event));
    root.addEventListener('wheel', (event) => this.#turnWheel(event), { passive: false });
    root.addEventListener('pointerdown', (event) => this.#grab(event));
    root.addEventListener('dblclick', (event) => {
      if (!event.defaultPrevented && paneOf(event))
        this.zoomTo(this.#look.camera.kind === 'fit' ? 'actual' : 'fit');
    });
  }

  zoomTo(request: ZoomRequest): void {
    const look = this.#look;
    if (request === 'fit') {
      look.camera = { kind: 'fit' };
      look.refit();
      return;
    }
    const { scale } = place(look.camera, look.frame, look.pane, pixel());
    const wanted = { actual: pixel(), in: scale * zoomStep, out: scale / zoomStep }[request];
    look.camera = zoom(look.camera, look.frame, look.pane, wanted, undefined, pixel());
  }

  #panBy(by: { x: number; y: number }): void {
    const look = this.#look;
    look.camera = pan(look.camera, look.frame, look.pane, by, pixel());
  }

  #press(event: KeyboardEvent): void {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type === 'text'))
      return;
    const request = wanted[event.key];
    // Elsewhere the arrows belong to sliders and radio buttons.
    const move = target instanceof Element && target.matches('.panes') ? arrows[event.key] : undefined;
    if (!request && !move) return;
    event.preventDefault();
    if (request) this.zoomTo(request);
    if (move) this.#panBy(move);
  }

  /** A pinch comes as a wheel with Ctrl. Where the page itself scrolls, the plain wheel is the page's. */
  #turnWheel(event: WheelEvent): void {
    const pane = paneOf(event);
    if (!pane) return;
    const { scrollHeight, clientHeight } = document.documentElement;
    if (!event.ctrlKey && scrollHeight > clientHeight) return;
    event.preventDefault();
    const look = this.#look;
    const { scale } = place(look.camera, look.frame, look.pane, pixel());
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002));
    const corner = pane.getBoundingClientRect();
    const at = {
      x: event.clientX - corner.left - pane.clientLeft,
      y: event.clientY - corner.top - pane.clientTop,
    };
    look.camera = zoom(look.camera, look.frame, look.pane, scale * factor, at, pixel());
  }

  #grab(event: PointerEvent): void {
    const pane = paneOf(event);
    if (event.defaultPrevented || event.button !== 0 || !pane) return;
    if (event.target instanceof HTMLInputElement) return;
    if (!pane.classList.contains('movable')) return;
    pane.setPointerCapture(event.pointerId);
    pane.classList.add('grabbed');
    let { clientX: x, clientY: y } = event;
    const move = ({ clientX, clientY }: PointerEvent) => {
      this.#panBy({ x: clientX - x, y: clientY - y });
      [x, y] = [clientX, clientY];
    };
    const end = () => {
      pane.removeEventListener('pointermove', move);
      pane.classList.remove('grabbed');
    };
    pane.addEventListener('pointermove', move);
    pane.addEventListener('lostpointercapture', end, { once: true });
  }
}

function paneOf({ target }: Event): HTMLElement | null {
  const pane = target instanceof Element ? target.closest('.pane') : null;
  return pane instanceof HTMLElement ? pane : null;
}
