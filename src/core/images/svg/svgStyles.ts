/**
 * What of CSS the codec's renderers (resvg in the universal package, librsvg in those for a platform) draw as
 * browsers do. Found by drawing 348 features with them and with Chromium; whatever is not listed is taken as
 * drawn otherwise.
 */

import { t } from '../../shared/l10n.ts';

/** What was found, in words to follow "it uses"; undefined: nothing that is drawn otherwise. */
export type Finding = string | undefined;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The colour names of SVG 1.1; later ones and those of the system are not known to all renderers. */
const colours = words(
  'aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray grey green greenyellow honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen none currentcolor transparent',
);

const hexColour = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/;
const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const numberOrShare = new RegExp(`^${number}%?$`);
const oldColour = new RegExp(
  String.raw`^(?:rgb|hsl)a?\(\s*${number}%?\s*,\s*${number}%?\s*,\s*${number}%?\s*(?:,\s*${number}\s*)?\)$`,
);
const lengths = new RegExp(`^(?:none|${number}(?:px)?(?:[\\s,]+${number}(?:px)?)*)$`);

/** Each takes a trimmed value in lower case. */
type Check = (value: string) => boolean;
const oneOf = (text: string): Check => {
  const known = words(text);
  return (value) => known.has(value);
};
const colour: Check = (value) => colours.has(value) || hexColour.test(value) || oldColour.test(value);
const share: Check = (value) => numberOrShare.test(value);
const length: Check = (value) => lengths.test(value);
/** References themselves are looked at by whoever calls. */
const reference: Check = (value) => value === 'none' || value === 'url(#)';
const paint: Check = (value) => value === 'url(#)' || colour(value);

const checks: Readonly<Record<string, Check>> = {
  fill: paint,
  stroke: paint,
  color: colour,
  'stop-color': colour,
  'flood-color': colour,
  'lighting-color': colour,
  opacity: share,
  'fill-opacity': share,
  'stroke-opacity': share,
  'stop-opacity': share,
  'flood-opacity': share,
  'stroke-width': length,
  'stroke-dasharray': length,
  'stroke-dashoffset': length,
  'stroke-miterlimit': length,
  'stroke-linecap': oneOf('butt round square'),
  'stroke-linejoin': oneOf('miter round bevel'),
  'fill-rule': oneOf('nonzero evenodd'),
  'clip-rule': oneOf('nonzero evenodd'),
  display: oneOf('none inline block'),
  visibility: oneOf('visible hidden'),
  overflow: oneOf('visible hidden'),
  'clip-path': reference,
  mask: reference,
  filter: reference,
  marker: reference,
  'marker-start': reference,
  'marker-mid': reference,
  'marker-end': reference,
  'mask-type': oneOf('luminance alpha'),
  'mix-blend-mode': oneOf('normal multiply screen darken lighten'),
  isolation: oneOf('auto isolate'),
  'color-interpolation': oneOf('auto srgb'),
  'color-interpolation-filters': oneOf('auto srgb linearrgb'),
  'image-rendering': oneOf('auto optimizequality optimizespeed'),
  'vector-effect': oneOf('none'),
  'paint-order': (value) => /^(?:normal|fill|stroke|markers)(?:\s+(?:fill|stroke|markers))*$/.test(value),
  background: oneOf('none transparent'),
  'background-color': oneOf('transparent'),
  'background-image': oneOf('none'),
  transform: oneOf('none'),
  animation: oneOf('none'),
};

/** What these say makes no difference where there is no text, or none at all. */
const inert =
  /^(?:--|-inkscape-|-sodipodi-|-ms-|-moz-|-o-|-khtml-|font|text-|glyph-|solid-|shape-)|^(?:line-height|letter-spacing|word-spacing|white-space|writing-mode|direction|unicode-bidi|baseline-shift|dominant-baseline|alignment-baseline|block-progression|inline-size|color-rendering|enable-background|buffered-rendering|cursor|pointer-events|user-select|tab-size|kerning)$/;

/** What presentation attributes, and no others, browsers don't know. */
const onlyInStyles = words('mix-blend-mode isolation background background-color background-image animation');

/** Is told the id of another element, and the property that refers to it. */
export type Refer = (id: string, property: string) => void;

/** Looks at the value of a property. */
function valueFinding(property: string, value: string, refer: Refer): Finding {
  const check = checks[property];
  const plain = value
    .replace(/url\(\s*(["']?)#([^"'()\s]+)\1\s*\)/g, (_, __, id: string) => {
      refer(id, property);
      return 'url(#)';
    })
    .trim()
    .toLowerCase();
  if (check === undefined || plain === 'inherit' || check(plain)) return undefined;
  const called = /([a-z-]{1,40})\(/.exec(plain.slice(0, 200))?.[1];
  if (called === 'url' && !plain.includes('url(#)')) return t('other files or addresses');
  return called
    ? t('the CSS function {called}()', { called })
    : t('"{plain}" for {property}', { plain: plain.slice(0, 40), property });
}

/** The same for an attribute; an unknown one says nothing of how it is drawn. */
export function attributeFinding(name: string, value: string, refer: Refer): Finding {
  if (!onlyInStyles.has(name)) return valueFinding(name, value, refer);
  return /^\s*(?:normal|auto|none)\s*$/.test(value) ? undefined : t('the attribute {name}', { name });
}

/** Looks at the declarations of a rule or a `style` attribute. */
export function declarationsFinding(css: string, refer: Refer): Finding {
  const text = withoutComments(css);
  if (text === undefined || text.includes('\\')) return t('unusual CSS');
  const parts = text.trim().replace(/;$/, '').split(';');
  if (parts.length === 1 && parts[0]?.trim() === '') return undefined;
  for (const part of parts) {
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(colon, 0)).trim();
    if (!/^[-\w]+$/.test(name)) return t('unusual CSS');
    if (inert.test(name)) continue;
    if (checks[name] === undefined) return t('the CSS property {name}', { name: name.slice(0, 40) });
    const found = valueFinding(name, part.slice(colon + 1).replace(/!\s{0,9}important\s*$/i, ''), refer);
    if (found !== undefined) return found;
  }
  return undefined;
}

const compound = /^(?:[a-zA-Z][\w-]*|\*)?(?:[.#]-?[a-zA-Z_][\w-]*)*$/;

/**
 * Looks at a style sheet.
 * @param combines is told that a selector depends on where an element stands
 */
export function sheetFinding(css: string, refer: Refer, combines: () => void): Finding {
  const text = withoutComments(css);
  if (text === undefined) return t('unusual CSS');
  let at = 0;
  for (let open = text.indexOf('{', at); open >= 0; open = text.indexOf('{', at)) {
    const selectors = text.slice(at, open);
    const rule = /@[\w-]{1,40}/.exec(selectors);
    if (rule) return t('the CSS rule {rule}', { rule: rule[0] });
    const close = text.indexOf('}', open);
    if (close < 0) return t('unusual CSS');
    const body = text.slice(open + 1, close);
    if (body.includes('{')) return t('nested CSS rules');
    const found = selectorsFinding(selectors, combines) ?? declarationsFinding(body, refer);
    if (found !== undefined) return found;
    at = close + 1;
  }
  const rest = text.slice(at).trim();
  return rest === '' ? undefined : rest.startsWith('@') ? t('other files or addresses') : t('unusual CSS');
}

function selectorsFinding(selectors: string, combines: () => void): Finding {
  for (const selector of selectors.split(',')) {
    const steps = selector.split(/[>+]/).flatMap((step) => step.trim().split(/\s+/));
    if (steps.some((step) => step === '' || !compound.test(step))) {
      return t('the CSS selector "{selector}"', { selector: selector.trim().slice(0, 40) });
    }
    if (steps.length > 1) combines();
  }
  return undefined;
}

function withoutComments(css: string): string | undefined {
  let plain = '';
  let at = 0;
  for (let open = css.indexOf('/*'); open >= 0; open = css.indexOf('/*', at)) {
    const close = css.indexOf('*/', open + 2);
    if (close < 0) return undefined;
    plain += css.slice(at, open);
    at = close + 2;
  }
  return plain + css.slice(at);
}
