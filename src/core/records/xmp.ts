import { cut, type ImageRecord, parseRecordJson } from './record.ts';
import { escapeXml, parseXml, unescapeXml, type XmlAttribute, type XmlElement } from './xml.ts';

/** The namespace of the record's own property, `record`, which holds it as JSON. */
export const recordNamespace = 'urn:x-nano-banana:record/1.0/';

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const dc = 'http://purl.org/dc/elements/1.1/';
const xmp = 'http://ns.adobe.com/xap/1.0/';
const iptc = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';

/** IPTC's terms for where media come from (https://cv.iptc.org/newscodes/digitalsourcetype/). */
const digitalSourceTypes: Readonly<Record<ImageRecord['kind'], string>> = {
  generated: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  edited: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
};

const maxDescription = 2000;
const opening = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>';
const closing = '<?xpacket end="w"?>';

/**
 * An XMP packet (ISO 16684-1) with this record. What another program wrote is kept to the letter, with two
 * exceptions: an earlier record, and the IPTC digital source type, which the record's takes the place of.
 * The description and the creator tool, which are for people and other programs, are written only where the
 * packet has none of its own.
 *
 * @param existing the packet that the image has
 * @returns undefined when the existing packet can't be read, and so not be kept either
 */
export function writePacket(existing: string | undefined, record: ImageRecord): string | undefined {
  if (existing === undefined || existing.trim() === '') {
    const body = `<rdf:RDF xmlns:rdf="${rdf}">\n${blockOf(record, new Set())}</rdf:RDF>`;
    return `${opening}\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n${body}\n</x:xmpmeta>\n${closing}`;
  }
  const root = rdfOf(existing);
  if (!root) return undefined;
  const cleared = root.children.map((child) => clear(child, existing, true));
  const block = blockOf(record, new Set(cleared.flatMap(({ kept }) => kept)));
  if (existing.startsWith('/>', root.openEnd - 2)) {
    return `${existing.slice(0, root.openEnd - 2)}>\n${block}</${root.tag}>${existing.slice(root.openEnd)}`;
  }
  const removed = cleared.flatMap((part) => part.removed);
  return withoutParts(existing.slice(0, root.closeStart), removed) + block + existing.slice(root.closeStart);
}

/** The packet without its record; the same text when it has none or can't be read. */
export function stripPacket(packet: string): string {
  const root = packet.includes(recordNamespace) ? rdfOf(packet) : undefined;
  if (!root) return packet;
  return withoutParts(
    packet,
    root.children.flatMap((child) => clear(child, packet, false).removed),
  );
}

/**
 * A source's packet as it is true of what was made from it: without orientation and sizes, thumbnails, and the words
 * on further pictures and parts that stay behind. Undefined when it can't be read.
 */
export function packetFor(packet: Uint8Array): Uint8Array | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(packet);
  } catch {
    return undefined;
  }
  const root = rdfOf(text);
  if (!root) return undefined;
  const untrue = root.children.flatMap(({ attributes, children }) =>
    [...attributes, ...children].filter(
      ({ namespace, name }) =>
        goneNamespaces.has(namespace) || (goneNames[namespace]?.includes(name) ?? false),
    ),
  );
  return new TextEncoder().encode(withoutParts(text, untrue));
}

const goneNames: Readonly<Record<string, readonly string[]>> = {
  'http://ns.adobe.com/tiff/1.0/': ['Orientation', 'ImageWidth', 'ImageLength'],
  'http://ns.adobe.com/exif/1.0/': ['PixelXDimension', 'PixelYDimension'],
  [xmp]: ['Thumbnails'],
};
/** Extended packets, gain maps, and Google's containers of pictures and films. */
const goneNamespaces = new Set([
  'http://ns.adobe.com/xmp/note/',
  'http://ns.adobe.com/hdr-gain-map/1.0/',
  'http://ns.google.com/photos/1.0/container/',
  'http://ns.google.com/photos/1.0/camera/',
]);

/** The record in a packet: `absent` when there is none, `unreadable` when it is broken or a newer version's. */
export function readPacket(packet: string): ImageRecord | 'absent' | 'unreadable' {
  if (!packet.includes(recordNamespace)) return 'absent';
  const root = rdfOf(packet);
  if (!root) return 'unreadable';
  for (const block of root.children) {
    const attribute = block.attributes.find(isRecord);
    if (attribute) return parseRecordJson(attribute.value) ?? 'unreadable';
    const element = block.children.find(isRecord);
    if (element) {
      const json = unescapeXml(packet.slice(element.openEnd, element.closeStart));
      return parseRecordJson(json) ?? 'unreadable';
    }
  }
  return 'absent';
}

/** The record as JSON in characters that every XML reader leaves as they are. */
export const recordJson = (record: ImageRecord): string =>
  JSON.stringify(record).replace(
    /[\u007f-\u009f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

interface Named {
  namespace: string;
  name: string;
}

const isRecord = ({ namespace, name }: Named): boolean => namespace === recordNamespace && name === 'record';
const isSourceType = ({ namespace, name }: Named): boolean =>
  namespace === iptc && name === 'DigitalSourceType';
const isDescription = ({ namespace, name }: Named): boolean => namespace === dc && name === 'description';
const isCreatorTool = ({ namespace, name }: Named): boolean => namespace === xmp && name === 'CreatorTool';
const isOurs = (one: Named): boolean =>
  isRecord(one) || isSourceType(one) || isDescription(one) || isCreatorTool(one);

type Shown = 'description' | 'creatorTool';

function blockOf(record: ImageRecord, elsewhere: ReadonlySet<Shown>): string {
  const { tool, kind } = record;
  const lines = [
    `<rdf:Description rdf:about="" xmlns:rdf="${rdf}" xmlns:nb="${recordNamespace}" xmlns:dc="${dc}"` +
      ` xmlns:xmp="${xmp}" xmlns:Iptc4xmpExt="${iptc}">`,
    `<nb:record>${escapeXml(recordJson(record))}</nb:record>`,
    `<Iptc4xmpExt:DigitalSourceType>${digitalSourceTypes[kind]}</Iptc4xmpExt:DigitalSourceType>`,
  ];
  if (!elsewhere.has('creatorTool')) {
    lines.push(`<xmp:CreatorTool>${escapeXml(legal(`${tool.name} ${tool.version}`))}</xmp:CreatorTool>`);
  }
  if (!elsewhere.has('description')) {
    const words = escapeXml(legal(cut(record.prompt, maxDescription)));
    lines.push(
      `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${words}</rdf:li></rdf:Alt></dc:description>`,
    );
  }
  return [...lines, '</rdf:Description>\n'].join('\n');
}

/** What XML 1.0 can't hold becomes a space; only the text for people is written like this. */
const legal = (text: string): string =>
  [...text.replace(/\r\n?/g, '\n')].map((character) => (isLegal(character) ? character : ' ')).join('');

const isLegal = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

/** The `rdf:RDF` element: the root, or inside `x:xmpmeta`. */
function rdfOf(packet: string): XmlElement | undefined {
  const roots = parseXml(packet);
  const isRdf = ({ namespace, name }: Named) => namespace === rdf && name === 'RDF';
  return roots?.find(isRdf) ?? roots?.flatMap(({ children }) => children).find(isRdf);
}

interface Cleared {
  removed: { start: number; end: number }[];
  /** What another program says and stays. */
  kept: Shown[];
}

/**
 * What of a block has to go before a new record comes in. A block that is all ours goes whole. In one that
 * another program has merged with its own, description and creator tool can no longer be told apart from
 * that program's and stay.
 */
function clear(block: XmlElement, packet: string, withSourceType: boolean): Cleared {
  const properties: Named[] = block.attributes.filter(isProperty);
  const all = [...properties, ...block.children];
  const holdsRecord = all.some(isRecord);
  if (holdsRecord && all.every(isOurs)) {
    const end = packet.charAt(block.end) === '\n' ? block.end + 1 : block.end;
    return { removed: [{ start: block.start, end }], kept: [] };
  }
  const goes = (one: Named) =>
    one.namespace === recordNamespace || (isSourceType(one) && (withSourceType || holdsRecord));
  const kept: Shown[] = [];
  if (all.some(isDescription)) kept.push('description');
  if (all.some(isCreatorTool)) kept.push('creatorTool');
  return { removed: [...block.attributes.filter(goes), ...block.children.filter(goes)], kept };
}

/** Declarations (`xmlns:`) have no namespace here. */
const isProperty = ({ namespace }: XmlAttribute): boolean => namespace !== rdf && namespace !== '';

function withoutParts(text: string, parts: { start: number; end: number }[]): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of parts.toSorted((one, other) => one.start - other.start)) {
    kept += text.slice(at, start);
    at = end;
  }
  return kept + text.slice(at);
}
