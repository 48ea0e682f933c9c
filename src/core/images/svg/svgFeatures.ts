import { t } from '../../shared/l10n.ts';
import {
  attributeFinding,
  declarationsFinding,
  type Finding,
  type Refer,
  sheetFinding,
} from './svgStyles.ts';
import { type SvgPiece, svgPieces, svgText } from './svgText.ts';

const scanLimit = 16 * 1024 * 1024;
const svgNamespace = 'http://www.w3.org/2000/svg';
const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The elements that the codec's renderers draw as browsers do. */
const drawn = set(
  'svg g defs symbol use a rect circle ellipse line polyline polygon path linearGradient radialGradient stop clipPath mask pattern marker image style filter feGaussianBlur feOffset feFlood feBlend feColorMatrix feComponentTransfer feFuncR feFuncG feFuncB feFuncA feComposite feConvolveMatrix feDiffuseLighting feSpecularLighting feDistantLight fePointLight feSpotLight feDropShadow feMerge feMergeNode',
);
/** Nothing within them is drawn by anybody; scripts don't run in pictures. */
const undrawn = set('metadata title desc script');
/** Attributes that browsers follow and the renderers don't, or otherwise. */
const unfollowed = set(
  'pathLength transform-origin transform-box systemLanguage requiredFeatures requiredExtensions clip xml:base kernelUnitLength',
);
const measures = set(
  'x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr dx dy refX refY markerWidth markerHeight offset stdDeviation radius',
);
const measure = /^[-+.\deE,\s%px]*$/;
const transforms = set('transform gradientTransform patternTransform');
const transformList = /^[\s,]*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([-+.\deE\s,]*\)[\s,]*)*$/;
const plainPixels = /^\s*(?:\d+(?:\.\d*)?|\.\d+)(?:px)?\s*$/;
const filterInputs = set('BackgroundImage BackgroundAlpha FillPaint StrokePaint');
const compositeOperators = set('over in out atop xor arithmetic');
/** What of the root element the renderers leave out, or not, as it comes. */
const notOnRoot = ['transform', 'display', 'clip-path', 'mask', 'filter'];
const markable = set('path line polyline polygon');
/** The elements that a property or attribute can refer to; another one is taken differently by each renderer. */
const kinds: Readonly<Record<string, ReadonlySet<string>>> = {
  'clip-path': set('clipPath'),
  mask: set('mask'),
  filter: set('filter'),
  marker: set('marker'),
  'marker-start': set('marker'),
  'marker-mid': set('marker'),
  'marker-end': set('marker'),
  fill: set('linearGradient radialGradient pattern'),
  stroke: set('linearGradient radialGradient pattern'),
};
const raster = /^\s*data:image\/(?:png|jpe?g|gif|webp);base64,/i;

/**
 * Whether the codec can't draw this SVG as a browser does. It has no fonts, so text would vanish without a word;
 * files that an SVG refers to would be read from this machine and so get into a picture that is sent away; and
 * much of CSS and of SVG is drawn otherwise or not at all.
 */
export const svgNeedsPage = (bytes: Uint8Array): boolean => svgFeature(bytes) !== undefined;

/**
 * The first feature that only a browser draws right, in words to follow "it uses". What is not known to be drawn
 * alike counts as such a feature.
 */
export function svgFeature(bytes: Uint8Array): Finding {
  if (bytes.length > scanLimit) return t('more text than can be searched');
  const walk = new SvgWalk();
  for (const piece of svgPieces(svgText(bytes))) {
    const found = piece === undefined ? t('entities or unusual XML') : walk.take(piece);
    if (found !== undefined) return found;
  }
  return walk.end();
}

class SvgWalk {
  #isRoot = true;
  /** Levels below an element of which nothing is drawn; 0: outside of one. */
  #undrawn = 0;
  /** The text of the style sheet that is open. */
  #sheet: string | undefined;
  /** The element of each id; undefined where several have it. */
  readonly #ids = new Map<string, string | undefined>();
  /** What each id has to be for all that refer to it. */
  readonly #references = new Map<string, Set<ReadonlySet<string> | undefined>>();
  #element = '';
  #marksOther = false;
  /** Prefixes of SVG's namespace. */
  readonly #prefixes = new Set<string>();
  #uses = false;
  #combines = false;

  readonly #refer: Refer = (id, property) => {
    const wanted = this.#references.get(id) ?? new Set();
    this.#references.set(id, wanted.add(kinds[property]));
    this.#marksOther ||= property.startsWith('marker') && !markable.has(this.#element);
  };

  take(piece: SvgPiece): Finding {
    switch (piece.kind) {
      case 'text':
        if (this.#sheet !== undefined) this.#sheet += piece.text;
        return undefined;
      case 'instruction':
        return piece.text.startsWith('xml-stylesheet') ? t('other files or addresses') : undefined;
      case 'doctype':
        return piece.text.includes('[') ? t('custom entities or declarations') : undefined;
      case 'close':
        return this.#close();
      case 'open':
        return this.#open(piece);
    }
  }

  /** What only the whole text tells. */
  end(): Finding {
    for (const [id, wanted] of this.#references) {
      const found = this.#ids.get(id);
      const fits = found !== undefined && [...wanted].every((kind) => kind?.has(found) ?? true);
      if (!fits)
        return t('a reference to #{id}, which is missing or not what it should be', {
          id: id.slice(0, 40),
        });
    }
    if (this.#marksOther) return t('markers on shapes other than lines');
    return this.#uses && this.#combines
      ? t('selectors that depend on the position of a copied part')
      : undefined;
  }

  #close(): Finding {
    if (this.#undrawn > 0) {
      this.#undrawn -= 1;
      return undefined;
    }
    const sheet = this.#sheet;
    this.#sheet = undefined;
    if (sheet === undefined) return undefined;
    this.#element = '';
    return sheetFinding(sheet, this.#refer, () => {
      this.#combines = true;
    });
  }

  #open({ name: tag, attributes, isEmpty }: Extract<SvgPiece, { kind: 'open' }>): Finding {
    if (this.#undrawn > 0) {
      if (!isEmpty) this.#undrawn += 1;
      return undefined;
    }
    if (this.#sheet !== undefined) return t('unusual CSS');
    for (const [key, value] of attributes) {
      if (key.startsWith('xmlns:') && value === svgNamespace) this.#prefixes.add(key.slice(6));
    }
    const [prefix, name] = splitName(tag);
    const own = attributes.get('xmlns');
    const isForeign = prefix === '' ? own !== undefined && own !== svgNamespace : !this.#prefixes.has(prefix);
    if (!this.#isRoot && (isForeign || undrawn.has(name))) {
      if (!isEmpty) this.#undrawn = 1;
      return undefined;
    }
    const found = this.#isRoot ? rootFinding(attributes) : undefined;
    this.#isRoot = false;
    return found ?? this.#take(name, attributes, isEmpty);
  }

  #take(name: string, attributes: ReadonlyMap<string, string>, isEmpty: boolean): Finding {
    if (!drawn.has(name)) {
      const known: Readonly<Record<string, string>> = {
        text: 'text',
        foreignObject: t('HTML (foreignObject)'),
      };
      return known[name] ?? t('the element {name}', { name: name.slice(0, 40) });
    }
    this.#element = name;
    if (name === 'use') this.#uses = true;
    if (name === 'mask' && attributes.has('mask')) return t('a mask of a mask');
    if (name === 'style') {
      if (attributes.has('media')) return t('the attribute media');
      if (!/^(?:text\/css)?$/.test(attributes.get('type') ?? '')) return t('a style sheet of another type');
      if (!isEmpty) this.#sheet = '';
    }
    if (name === 'image' && !(attributes.has('width') && attributes.has('height'))) {
      return t('a picture without a size');
    }
    for (const [key, value] of attributes) {
      const found = this.#attribute(key, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #attribute(key: string, value: string): Finding {
    const element = this.#element;
    if (key === 'id') {
      this.#ids.set(value, this.#ids.has(value) ? undefined : element);
      return undefined;
    }
    if (element === 'feComposite' && key === 'operator' && !compositeOperators.has(value.trim())) {
      return t('the operator {value}', { value: value.trim().slice(0, 40) });
    }
    if (unfollowed.has(key)) return t('the attribute {key}', { key });
    if (key === 'href' || key.endsWith(':href')) return this.#link(value);
    if (key === 'style') return declarationsFinding(value, this.#refer);
    if (transforms.has(key))
      return transformList.test(value)
        ? undefined
        : t('"{value}" as {key}', { value: value.slice(0, 40), key });
    if (key === 'in' || key === 'in2') {
      return filterInputs.has(value.trim())
        ? t("the filter's input {value}", { value: value.trim() })
        : undefined;
    }
    if (measures.has(key) && element !== 'svg') {
      return measure.test(value) ? undefined : t('"{value}" for {key}', { value: value.slice(0, 40), key });
    }
    return attributeFinding(key, value, this.#refer);
  }

  #link(value: string): Finding {
    const element = this.#element;
    if (element === 'a') return undefined;
    const target = value.trim();
    if (target.startsWith('#') && target.length > 1 && element !== 'image') {
      this.#refer(target.slice(1), 'href');
      return undefined;
    }
    if (element !== 'image' || !raster.test(value)) return t('other files or addresses');
    return turnsOrColours(value) ? t('a picture with its own profile or orientation') : undefined;
  }
}

const splitName = (tag: string): [prefix: string, name: string] => {
  const colon = tag.indexOf(':');
  return colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
};

/** Where an SVG says its size otherwise, the renderers take the extent of what is drawn, or other pixels for an inch. */
function rootFinding(attributes: ReadonlyMap<string, string>): Finding {
  const odd = notOnRoot.find((key) => attributes.has(key) || attributes.get('style')?.includes(key));
  if (odd !== undefined) return t('{odd} for the whole picture', { odd });
  const box = attributes.get('viewBox');
  if (box !== undefined) {
    const numbers = box
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [, , width = 0, height = 0] = numbers;
    const isBox = numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0;
    return isBox ? undefined : t('an invalid viewBox');
  }
  const isPlain = ['width', 'height'].every((side) => plainPixels.test(attributes.get(side) ?? ''));
  return isPlain ? undefined : t('no size in pixels');
}

/** Browsers follow the EXIF and the colour profile of a picture within; the renderers don't. */
function turnsOrColours(address: string): boolean {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  return ['Exif', 'EXIF', 'eXIf', 'ICC_PROFILE', 'iCCP', 'ICCP', 'gAMA', 'cICP'].some((mark) =>
    bytes.includes(mark, 0, 'latin1'),
  );
}
