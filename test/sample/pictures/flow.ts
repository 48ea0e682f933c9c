/** A flow chart as an SVG file with real text elements, 720x240. */
export function flow(): string {
  const step = (x: number, title: string, note: string, fill: string) =>
    `  <g transform="translate(${x} 70)">
    <rect width="180" height="100" rx="14" fill="${fill}" stroke="#16324a" stroke-width="2"/>
    <text x="90" y="46" text-anchor="middle" font-size="22" font-weight="600">${title}</text>
    <text x="90" y="74" text-anchor="middle" font-size="15" fill="#4b6075">${note}</text>
  </g>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="720" height="240" viewBox="0 0 720 240" font-family="system-ui, sans-serif" fill="#16324a">
  <title>From arrival to berth</title>
  <rect width="720" height="240" fill="#f7fafc"/>
  <text x="24" y="40" font-size="20" font-weight="600">From arrival to berth</text>
${step(24, 'Announce', 'by radio or web', '#e2f4f1')}
${step(270, 'Assign', 'length and draught', '#e4effc')}
${step(516, 'Moor', 'crew is told', '#fdf2df')}
  <g fill="none" stroke="#51657a" stroke-width="3">
    <path d="M208 120h56m-10-7l10 7l-10 7M454 120h56m-10-7l10 7l-10 7"/>
  </g>
</svg>
`;
}
