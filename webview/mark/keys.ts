import type { Box } from '../compare/align.ts';
import type { Marking } from './marking.ts';
import { tools } from './words.ts';

const arrows: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Pixels of the picture: a press, one with Ctrl, and one that is held. */
const steps = { fine: 1, coarse: 10, held: 8 };

const hasCommand = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z. */
export function historyStep(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!hasCommand(event) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : undefined;
}

/**
 * What a key does while the picture has the focus.
 * @param seen the part of the picture in sight
 * @param isPointing the pointer is over the picture: a letter takes up the tool and draws nothing
 * @returns false where the key is not one of marking's
 */
export function pressOnCanvas(
  event: KeyboardEvent,
  marking: Marking,
  seen: Box,
  isPointing: boolean,
): boolean {
  const step = historyStep(event);
  if (step) {
    marking[step]();
    return true;
  }
  const arrow = arrows[event.key];
  if (arrow && marking.activeDrawn && marking.tool !== null && !event.altKey) {
    const by = hasCommand(event) ? steps.coarse : event.repeat ? steps.held : steps.fine;
    const [x, y] = [arrow[0] * by, arrow[1] * by];
    if (event.shiftKey) marking.grow(x, y);
    else marking.move(x, y);
    return true;
  }
  if (hasCommand(event) || event.altKey) return false;
  return pressTool(event, marking, seen, isPointing) || pressPlain(event, marking, seen);
}

function pressTool(event: KeyboardEvent, marking: Marking, seen: Box, isPointing: boolean): boolean {
  const found = tools.find(({ key }) => key === event.key.toLowerCase());
  if (!found || event.repeat) return found !== undefined;
  marking.pick(found.tool);
  const isFirst = found.tool === 'select' && marking.drawings.shapes.length === 0;
  if (isFirst && !isPointing) marking.make(seen);
  return true;
}

function pressPlain({ key, shiftKey }: KeyboardEvent, marking: Marking, seen: Box): boolean {
  switch (key) {
    case 'Enter':
      if (marking.tool === null) return false;
      marking.make(seen, shiftKey);
      return true;
    case '[':
    case ']':
      marking.growBrush(key === ']' ? 1 : -1);
      return true;
    case 'PageUp':
    case 'PageDown':
      if (marking.isEmpty) return false;
      marking.choose(key === 'PageDown' ? 1 : -1);
      return true;
    case 'Delete':
    case 'Backspace':
      if (!marking.active) return false;
      marking.remove();
      return true;
    case 'Escape':
      return backOut(marking);
    default:
      return false;
  }
}

/** What is being drawn goes first, then the choice of a mark, then the selection, then the tool. */
function backOut(marking: Marking): boolean {
  if (marking.cancel()) return true;
  if (marking.active?.list === 'marks') marking.activate(null);
  else if (marking.drawings.shapes.length > 0) marking.clear('selection');
  else if (marking.tool !== null) marking.pick(null);
  else return false;
  return true;
}
