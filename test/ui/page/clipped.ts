import type { Page } from 'playwright-core';

/**
 * Texts of which a part is out of sight for good, and words that are neither translated nor told by the host.
 *
 * What can be scrolled to is not clipped, nor is what only assistive technology reads. A name from the host that ends
 * in an ellipsis is whole in its tooltip.
 * @param told all that the host has told the page, as JSON
 */
export const findFaultyTexts = (page: Page, told: string): Promise<string[]> =>
  page.evaluate((known) => {
    const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
    /** Words that are the same in every language: units, types, keys, names and dates. */
    const unspoken =
      /\b(?:PNG|SVG|JPEG|WebP|GIF|KB|MB|kB|px|s|ms|min|Ctrl|Alt|Shift|Enter|cURL|Node\.js|Python|X|Y|W|H|F|O|I|R|L|B|Nano Banana|APIYI|Markdown|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|AM|PM)\b/g;
    const wordsIn = (text: string) =>
      text
        .replace(/\\n|\p{L}*…/gu, ' ')
        .replace(unspoken, '')
        .match(/\p{L}{2,}/gu) ?? [];
    const told = new Set(wordsIn(known));
    const isUntranslated = (text: string) =>
      !/[[\]áéíöüçñšýž]/i.test(text) && wordsIn(text).some((word) => !told.has(word));
    const faults = new Set<string>();
    const isSpoken = (element: Element) => {
      const { clipPath, position } = getComputedStyle(element);
      return clipPath.startsWith('inset(50%') && position === 'absolute';
    };
    /** By how many pixels a box is cut, and what cuts it. */
    const cutOf = (box: DOMRect, from: Element): string | undefined => {
      let isAcross = true;
      let isDown = true;
      for (let at: Element | null = from; at; at = at.parentElement) {
        const { overflowX, overflowY, textOverflow, position } = getComputedStyle(at);
        const edge = at.getBoundingClientRect();
        if (overflowX === 'auto' || overflowX === 'scroll') isAcross = false;
        if (overflowY === 'auto' || overflowY === 'scroll') isDown = false;
        const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        const across = Math.max(edge.left - box.left, box.right - edge.right);
        const down = Math.max(edge.top - box.top, box.bottom - edge.bottom);
        if (isAcross && hides(overflowX) && across > 1) {
          const isWhole = textOverflow === 'ellipsis' && from.closest('[title]') !== null;
          if (!isWhole) return `${Math.round(across)} px across by ${at.className || at.localName}`;
          return undefined;
        }
        // A card has all of it in its tooltip, and a sentence that is folded has a button that opens it.
        if (isDown && hides(overflowY) && down > 3 && from.closest('[title], .told:not(.open)'))
          return undefined;
        if (isDown && hides(overflowY) && down > 3)
          return `${Math.round(down)} px down by ${at.className || at.localName}`;
        if (position === 'fixed') break;
      }
      const over = Math.max(-box.left, box.right - innerWidth);
      return isAcross && over > 1 ? `${Math.round(over)} px by the window` : undefined;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = plain(node.textContent ?? '');
      if (!parent || text === '' || parent.closest('script, style, option, textarea')) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      if (isUntranslated(text)) faults.add(`not translated: "${text}"`);
      let isHidden = false;
      for (let at: Element | null = parent; at; at = at.parentElement) isHidden ||= isSpoken(at);
      if (isHidden) continue;
      range.selectNodeContents(node);
      const cut = cutOf(range.getBoundingClientRect(), parent);
      if (cut !== undefined) faults.add(`clipped: "${text}", ${cut}`);
    }
    for (const element of document.querySelectorAll(
      '[title], [aria-label], [placeholder], [aria-description]',
    )) {
      for (const name of ['title', 'aria-label', 'placeholder', 'aria-description']) {
        const text = element.getAttribute(name);
        if (text && isUntranslated(text)) faults.add(`${name} not translated: "${text}"`);
      }
      if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) continue;
      if (element.placeholder && element.value === '' && element.scrollWidth > element.clientWidth + 1)
        faults.add(`clipped placeholder: "${element.placeholder}"`);
    }
    return [...faults];
  }, told);
