/** The brightest light that is told apart, in units of a page's white: 1,000 of 203 candela per square metre. */
const brightest = 1000 / 203;
/** A page's white is halved, which leaves the other half to what is brighter. */
const whiteBecomes = 0.5;
/** How far the bend lies from the page's white towards the corner. */
const bend = 0.65;

/**
 * The factor that brings light into what sRGB can show, by the brightest of a pixel's three colours in units
 * of a page's white: the reference white tone mapping of SMPTE ST 2094-50 for 1,000 candela per square metre,
 * by which Chromium shows PQ and HLG pictures on a screen without HDR (measured at Chromium 153).
 */
export function toneMapped(light: number): number {
  if (light <= 1) return whiteBecomes;
  if (light >= brightest) return 1 / light;
  // Above white the curve is a quadratic Bézier from (1, 0.5) to (brightest, 1).
  const middleX = 1 - bend + bend / whiteBecomes;
  const middleY = (1 - bend) * whiteBecomes + bend;
  const [a, b, c] = [1 - 2 * middleX + brightest, 2 * (middleX - 1), 1 - light];
  const t = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  const y = (1 - t) ** 2 * whiteBecomes + 2 * t * (1 - t) * middleY + t * t;
  return y / light;
}

/** The factor from an HLG scene's light to a display of 1,000 candela per square metre (ITU-R BT.2100). */
export function systemGamma(red: number, green: number, blue: number): number {
  const luminance = 0.2627 * red + 0.678 * green + 0.0593 * blue;
  return brightest * Math.max(0, luminance) ** 0.2;
}
