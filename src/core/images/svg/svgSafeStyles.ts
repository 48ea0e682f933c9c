import { type AtRule, type Container, type Declaration, parse } from 'postcss';

/** At-rules that only hold further rules. */
const groups = /^(?:media|supports|layer|container|-webkit-keyframes|keyframes)$/i;
const running = /^(?:behavior|-moz-binding|-ms-behavior)$/i;
/** Functions that name a file, and what leads to them in other spellings. */
const loading = /(?:url|src|image|image-set|cross-fade|element|paint|expression|attr|env)\s*\(/i;
const ownPart = /url\(\s*(?:"#[^"\\()]*"|'#[^'\\()]*'|#[^"'\\()\s]*)\s*\)/gi;

/**
 * Whether a value of an attribute or a declaration may name something outside of the document. A backslash hides
 * names from everything but a whole reader of CSS, so it counts as such.
 */
export const refersElsewhere = (value: string): boolean =>
  loading.test(value.replace(ownPart, '')) || /javascript:|\\/i.test(value);

/** Whether a `style` attribute holds nothing but declarations that stay within the document. */
export function safeDeclarations(style: string): boolean {
  try {
    return parse(style).nodes.every(
      (node) => node.type === 'comment' || (node.type === 'decl' && isSafe(node)),
    );
  } catch {
    return false;
  }
}

/** A style sheet without what refers elsewhere; one that can't be read is dropped. */
export function safeSheet(text: string): { css: string; cut: boolean } {
  try {
    const root = parse(text);
    const cut = clean(root);
    return { css: root.toString(), cut };
  } catch {
    return { css: '', cut: true };
  }
}

/** @returns whether something was taken out */
function clean(container: Container): boolean {
  let cut = false;
  for (const node of [...(container.nodes ?? [])]) {
    if (node.type === 'comment') node.remove();
    else if (
      node.type === 'decl'
        ? !isSafe(node)
        : node.type === 'atrule'
          ? !isGroup(node)
          : node.selector.includes('<')
    ) {
      node.remove();
      cut = true;
    } else if (node.type !== 'decl') cut = clean(node) || cut;
  }
  return cut;
}

const isSafe = ({ prop, value, raws }: Declaration): boolean =>
  !running.test(prop) &&
  !refersElsewhere(value) &&
  !refersElsewhere(raws.value?.raw ?? '') &&
  !prop.includes('\\');

const isGroup = ({ name, params }: AtRule): boolean => groups.test(name) && !refersElsewhere(params);
