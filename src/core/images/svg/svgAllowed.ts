import { t } from '../../shared/l10n.ts';
import { refersElsewhere, safeDeclarations } from './svgSafeStyles.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The elements of SVG 1.1 and 2 that draw, measure or animate, and nothing else. */
export const allowedElements = set(`
  svg g a defs symbol use switch view title desc
  rect circle ellipse line polyline polygon path image text tspan textPath
  linearGradient radialGradient stop clipPath mask pattern marker
  filter feBlend feColorMatrix feComponentTransfer feFuncR feFuncG feFuncB feFuncA feComposite feConvolveMatrix
  feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
  animate animateMotion animateTransform mpath set
`);

/** Their attributes (SVG 2, attribute index) without events, languages of scripts and what other files are named by. */
export const allowedAttributes = set(`
  id class style lang role tabindex xml:lang xml:space version baseProfile
  viewBox preserveAspectRatio zoomAndPan x y width height transform transform-origin transform-box
  cx cy r rx ry fx fy fr x1 y1 x2 y2 points d pathLength dx dy rotate textLength lengthAdjust startOffset method spacing side
  refX refY markerWidth markerHeight markerUnits orient offset gradientUnits gradientTransform spreadMethod
  patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits mask-type
  filterUnits primitiveUnits filterRes in in2 result type values tableValues slope intercept amplitude exponent
  k1 k2 k3 k4 operator mode stdDeviation edgeMode kernelMatrix order divisor bias targetX targetY preserveAlpha
  kernelUnitLength surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation
  z pointsAtX pointsAtY pointsAtZ scale xChannelSelector yChannelSelector radius baseFrequency numOctaves seed stitchTiles
  href xlink:href xlink:title systemLanguage requiredFeatures requiredExtensions
  attributeName attributeType begin dur end min max restart repeatCount repeatDur fill calcMode keyTimes keySplines
  keyPoints from to by additive accumulate path
  alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
  color-rendering cursor direction display dominant-baseline fill-opacity fill-rule filter flood-color flood-opacity
  font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
  glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation letter-spacing lighting-color
  marker marker-end marker-mid marker-start mask mix-blend-mode opacity overflow paint-order pointer-events
  shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect
  visibility white-space word-spacing writing-mode enable-background
`);

const raster = /^\s*data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$/i;

/** Why an attribute goes, in words; undefined for one that may stay. */
export function attributeProblem(element: string, key: string, value: string): string | undefined {
  if (/^on/i.test(key)) return t('event handlers');
  if (key === 'href' || key === 'xlink:href') {
    if (element === 'a') return 'links';
    const isPicture = (element === 'image' || element === 'feImage') && raster.test(value);
    return isPicture || /^\s*#[^\s]*\s*$/.test(value)
      ? undefined
      : t('references to other files or addresses');
  }
  if (/(?:^|:)(?:href|src|base)$|^(?:action|formaction|ping|target|download)$/i.test(key)) {
    return t('references to other files or addresses');
  }
  if (key === 'attributeName') {
    if (/(?:^|:)href$/i.test(value.trim())) return t('animations of links');
    return allowedAttributes.has(value.trim()) ? undefined : t('unknown animations');
  }
  if (key === 'style') return safeDeclarations(value) ? undefined : t('styles that refer to something else');
  if (refersElsewhere(value)) return t('references to other files or addresses');
  if (/^(?:data|aria)-[\w.-]+$/.test(key)) return value === '' ? t('empty attributes') : undefined;
  return allowedAttributes.has(key) ? undefined : t('unknown attributes');
}
