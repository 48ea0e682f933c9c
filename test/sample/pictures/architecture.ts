import { strokeText } from '../strokeText.ts';
import { box, element, svg } from '../svg.ts';

/** A diagram as wide as a README's banner, 1000x370: from the sensors to the people. */
export function architecture(): string {
  return svg(
    1000,
    370,
    element(
      'defs',
      {},
      element(
        'marker',
        {
          id: 'tip',
          viewBox: '0 0 10 10',
          refX: 8,
          refY: 5,
          markerWidth: 7,
          markerHeight: 7,
          orient: 'auto',
        },
        '<path d="M0 0L10 5L0 10z" fill="#51657a"/>',
      ),
    ),
    box(0, 0, 1000, 370, '#ffffff'),
    box(258, 62, 484, 286, '#f3f7fb', { rx: 14, stroke: '#c8d6e3', 'stroke-dasharray': '7 6' }),
    strokeText('Tidewater: how it fits together', 30, 38, { size: 23, weight: 640, color: '#16324a' }),
    strokeText('server', 722, 86, { size: 14, color: '#6b7f93', anchor: 'end' }),
    node(30, 96, 168, 64, '#e2f4f1', '#159281', 'Tide gauges', 'every 60 s'),
    node(30, 192, 168, 64, '#e2f4f1', '#159281', 'AIS receiver', 'ship positions'),
    node(30, 288, 168, 52, '#e2f4f1', '#159281', 'Weather', ''),
    node(284, 176, 150, 92, '#e4effc', '#2a73c9', 'Intake', 'checks, units'),
    node(478, 106, 168, 68, '#e4effc', '#2a73c9', 'Forecast', '48 h ahead'),
    node(478, 262, 168, 68, '#fdf2df', '#c98616', 'Store', 'time series'),
    node(800, 96, 170, 64, '#f0eafb', '#7750c4', 'Dashboard', 'in the browser'),
    node(800, 192, 170, 64, '#f0eafb', '#7750c4', 'Alerts', 'mail, SMS'),
    node(800, 288, 170, 52, '#f0eafb', '#7750c4', 'Reports', ''),
    ...[
      'M198 128C240 128 240 206 280 206',
      'M198 224H280',
      'M198 314C240 314 240 242 280 242',
      'M434 206C458 206 452 140 474 140',
      'M434 240C458 240 452 296 474 296',
      'M562 174V258',
      'M646 132H796',
      'M646 150C740 150 710 218 796 218',
      'M646 304H796',
    ].map((d) =>
      element('path', { d, fill: 'none', stroke: '#51657a', 'stroke-width': 2.4, 'marker-end': 'url(#tip)' }),
    ),
  );
}

function node(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  edge: string,
  title: string,
  note: string,
): string {
  const middle = y + height / 2;
  return [
    box(x, y, width, height, fill, { rx: 10, stroke: edge, 'stroke-width': 2 }),
    strokeText(title, x + width / 2, note === '' ? middle + 6 : middle - 3, {
      size: 18,
      weight: 600,
      color: '#1d3144',
      anchor: 'middle',
    }),
    note === ''
      ? ''
      : strokeText(note, x + width / 2, middle + 18, { size: 13.5, color: '#546a7f', anchor: 'middle' }),
  ].join('');
}
