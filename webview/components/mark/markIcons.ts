import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Tool } from '../../mark/drawing.ts';

type IconName = Tool | 'invert' | 'clear' | 'undo' | 'redo' | 'new' | 'add' | 'subtract';

const shapes: Record<IconName, SVGTemplateResult> = {
  select: svg`<path stroke-dasharray="2.4 1.9" d="M2.5 3.5h11v9h-11z" />`,
  lasso: svg`<path d="M5.2 10.4C3.4 9.7 2.3 8.5 2.3 7c0-2.3 2.6-4.2 5.8-4.2S13.8 4.700 13.8 7s-2.600 4.200-5.700 4.200c-.5 0-1-.05-1.500-.15" /><path d="M6.400 10.300c.6.9-.1 1.900-1.100 1.900s-1.500-.9-1.100-1.600c.5-.8 1.700-.9 2.200-.3zM5.200 12.200c.2.900-.2 1.500-1 1.900" />`,
  brush: svg`<path d="M13.700 2.300 7.300 8.700M8.900 10.300l4.800-8M7.300 8.700l1.600 1.600M7.300 8.700c-2.400-.3-3 1.300-3.300 2.700-.2.900-.7 1.400-1.700 1.700 2.100 1.100 6.900 1 6.600-2.800" />`,
  arrow: svg`<path d="M3 13 12.500 3.500M6.500 3.500h6v6" />`,
  box: svg`<path d="M2.500 3.500h11v9h-11z" />`,
  ellipse: svg`<ellipse cx="8" cy="8" rx="5.800" ry="4.300" />`,
  pen: svg`<path d="M2.500 11.500c1.500-5 3.500-7 4.500-6s-2.500 5-1.500 5.800 3-3.300 4-2.800-.7 2.700.3 3.200 2-1.200 3.700-1.200" />`,
  note: svg`<path d="M2.500 3h11v7.500H8L5 13.300v-2.800H2.500zM5 5.600h6M5 8h4" />`,
  invert: svg`<path d="M2.500 3h11v10h-11z" /><path fill="currentColor" stroke="none" d="M2.500 3h11v10h-11zM5.500 5.500v5h5v-5z" fill-rule="evenodd" />`,
  clear: svg`<path d="m4 4 8 8M12 4l-8 8" />`,
  undo: svg`<path d="M3 6.500h6.500a3.500 3.500 0 0 1 0 7H6M5.800 3.500 2.800 6.500l3 3" />`,
  redo: svg`<path d="M13 6.500H6.500a3.500 3.500 0 0 0 0 7H10M10.200 3.500l3 3-3 3" />`,
  new: svg`<path d="M3.500 3.500h9v9h-9z" />`,
  add: svg`<path d="M2.500 2.500h7.500v3.500h3.500v7.500H6v-3.500H2.500z" />`,
  subtract: svg`<path d="M2.500 2.500H10V6H6v4H2.500z" /><path stroke-dasharray="1.500 1.500" d="M10 6h3.500v7.500H6V10" />`,
};

/** A drawing for a button; decoration, the button's name says the same. */
export const markIcon = (name: IconName): TemplateResult =>
  html`<svg class="markIcon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shapes[name]}</svg>`;
