/** How far a list stays from the window's edge, and from the field that it belongs to, in pixels. */
const edge = 6;
const gap = 2;
/** Where there is less room below than this and more above, a list opens upwards. */
const roomBelow = 280;
const page = 10;

/** The option to which a key leads from the one at `from`; undefined for a key that leads nowhere. */
export function goalOf(key: string, from: number, count: number): number | undefined {
  const goals: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const goal = goals[key];
  return goal === undefined ? undefined : Math.min(Math.max(goal, 0), count - 1);
}

/**
 * The option whose name begins with what was typed, from the present one on; the same letter again leads to the next.
 * Words inside a name count after those at its beginning.
 */
export function typedGoal(typed: string, from: number, names: readonly string[]): number | undefined {
  const isRepeated = [...typed].every((letter) => letter === typed[0]);
  const wanted = (isRepeated ? (typed[0] ?? '') : typed).toLowerCase();
  const start = isRepeated ? from + 1 : Math.max(from, 0);
  const order = names.map((_, step) => (start + step) % names.length);
  const begins = order.find((index) => names[index]?.toLowerCase().startsWith(wanted));
  return begins ?? order.find((index) => names[index]?.toLowerCase().includes(` ${wanted}`));
}

/** Puts an open list below its field, or above it where there is more room; never over the window's edge. */
export function placeBeside(list: HTMLElement | null, field: Element | null): void {
  if (!list || !field) return;
  const { top, bottom, left, width } = field.getBoundingClientRect();
  list.style.minWidth = `${width}px`;
  list.style.maxHeight = '';
  const wide = Math.max(width, list.offsetWidth);
  list.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - wide - edge))}px`;
  const below = window.innerHeight - bottom - edge - gap;
  const above = top - edge - gap;
  const goesBelow = list.offsetHeight <= below || below >= Math.min(roomBelow, above);
  list.style.maxHeight = `${goesBelow ? below : above}px`;
  list.style.top = `${goesBelow ? bottom + gap : Math.max(edge, top - gap - list.offsetHeight)}px`;
}
