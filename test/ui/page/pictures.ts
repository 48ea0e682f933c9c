/** Pictures for the page to show, as SVG so that they need no codec. */

const svg = (width: number, height: number, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;

const lines = [0, 1, 2, 3, 4, 5]
  .map(
    (at) =>
      `<rect x="44" y="${112 + at * 44}" width="${120 + (at % 3) * 24}" height="16" rx="4" fill="#c8d2e4"/>`,
  )
  .join('');
const columns = [0, 1, 2, 3, 4]
  .map(
    (at) =>
      `<rect x="${810 + at * 86}" y="${600 - at * 52}" width="54" height="${50 + at * 52}" rx="4" fill="#f2b84b"/>`,
  )
  .join('');

const dashboard = (blurred: boolean, more = '') =>
  svg(
    1280,
    720,
    `<defs><filter id="f"><feGaussianBlur stdDeviation="11"/></filter></defs><rect width="1280" height="720" fill="#f4f6fa"/><rect width="1280" height="56" fill="#22304a"/><rect x="24" y="84" width="220" height="600" rx="8" fill="#fff"/><rect x="268" y="84" width="988" height="180" rx="8" fill="#fff"/><rect x="268" y="288" width="480" height="396" rx="8" fill="#fff"/><rect x="772" y="288" width="484" height="396" rx="8" fill="#fff"/>${lines}<g ${blurred ? 'filter="url(#f)"' : ''}><text x="300" y="150" font-family="sans-serif" font-size="34" fill="#1c2a44">Ada Example</text><text x="300" y="196" font-family="sans-serif" font-size="24" fill="#56648a">ada@example.com  +44 20 7946 0000</text></g><polyline points="300,620 380,560 460,580 540,480 620,500 720,400" fill="none" stroke="#2f7de1" stroke-width="6"/>${columns}${more}`,
  );

const logo = svg(
  512,
  512,
  '<path d="M120 96c24 190 120 280 290 300-60 54-170 54-248-24C92 302 84 190 120 96z" fill="#f7c948" stroke="#8a5a00" stroke-width="14" stroke-linejoin="round"/>',
);

const scenery = (hue: number) =>
  svg(
    1000,
    370,
    `<rect width="1000" height="370" fill="hsl(${hue} 70% 82%)"/><circle cx="760" cy="96" r="52" fill="hsl(${(hue + 180) % 360} 85% 72%)"/><path d="M0 300 180 130 320 260 470 90 700 300 820 210 1000 330V370H0z" fill="hsl(${hue} 38% 48%)"/><path d="M0 340 240 250 520 330 760 270 1000 350V370H0z" fill="hsl(${hue} 42% 32%)"/>`,
  );

/** By file name, under `/preview/`. */
export const previews: Record<string, string> = {
  'dashboard.svg': dashboard(false),
  'dashboard-edited.svg': dashboard(true),
  'dashboard-dark.svg': dashboard(true, '<rect width="1280" height="720" fill="#0b1220" opacity=".72"/>'),
  'dashboard-night.svg': dashboard(
    true,
    '<rect width="1280" height="720" fill="#200b1a" opacity=".6"/>',
  ).replace('width="1280" height="720"', 'width="1376" height="768" preserveAspectRatio="none"'),
  'dashboard-marked.svg': dashboard(
    true,
    '<rect x="760" y="276" width="508" height="420" rx="10" fill="none" stroke="#d4143c" stroke-width="7"/>',
  ),
  'logo.svg': logo,
  ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`scenery-${at}.svg`, scenery(at * 18)])),
};
