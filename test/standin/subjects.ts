const strands = Array.from({ length: 90 }, (_, at) => {
  const angle = (at / 90) * 2 * Math.PI;
  const [x, y] = [160 + 60 * Math.cos(angle), 150 + 60 * Math.sin(angle)];
  const [a, b] = [160 + 132 * Math.cos(angle + 0.25), 150 + 122 * Math.sin(angle + 0.25)];
  const tone = ['#5b3a1e', '#8a6a3c', '#2a2320', '#b9a27a'][at % 4];
  const middle = `${160 + 100 * Math.cos(angle)} ${150 + 100 * Math.sin(angle)}`;
  const width = 0.5 + (at % 5) * 0.35;
  return `<path d="M${x} ${y} Q ${middle} ${a} ${b}" stroke="${tone}" stroke-width="${width}" fill="none"/>`;
}).join('');

/** Subjects with what is hard to cut out, as the content of an SVG of 320 x 320. */
export const subjects = {
  shadow: `<filter id="b"><feGaussianBlur stdDeviation="14"/></filter>
    <ellipse cx="168" cy="252" rx="100" ry="26" fill="#000" fill-opacity="0.6" filter="url(#b)"/>
    <circle cx="160" cy="150" r="88" fill="#d94f2b"/><circle cx="132" cy="120" r="30" fill="#f7d9c8"/>`,
  hair: `<circle cx="160" cy="150" r="62" fill="#7a5530"/>${strands}`,
  glass: `<path d="M90 60 H230 L214 262 Q160 278 106 262 Z" fill="#c9d6dc" fill-opacity="0.32"
      stroke="#56646c" stroke-width="5" stroke-opacity="0.8"/>
    <path d="M100 160 H220 L212 250 Q160 264 108 250 Z" fill="#6d6a66" fill-opacity="0.55"/>
    <path d="M112 76 L124 240" stroke="#fff" stroke-width="9" stroke-opacity="0.65" stroke-linecap="round"/>`,
  sign: `<rect x="50" y="60" width="220" height="200" rx="34" fill="#e8338c"/>
    <path d="M110 210 L160 100 L210 210 Z" fill="#ffd23f"/><circle cx="160" cy="180" r="14" fill="#1d3b8b"/>`,
} as const;
export type SubjectName = keyof typeof subjects;
