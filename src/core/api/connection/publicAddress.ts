/**
 * Whether an IP address lies in the public internet, by the registries of special-purpose addresses
 * (RFC 6890): not this machine, a private or a local network, nor an address for other uses.
 */
export function isPublicAddress(address: string): boolean {
  const four = ipv4(address);
  if (four) return isPublicIpv4(four);
  const groups = ipv6(address);
  if (!groups) return false;
  const [first = 0, second = 0] = groups;
  const embedded = (at: number): number[] =>
    groups.slice(at, at + 2).flatMap((group) => [group >> 8, group & 255]);
  // IPv4 in IPv6: mapped, translated (RFC 6052; of the prefixes for local use, RFC 8215, nobody knows where it stands), and 6to4.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return isPublicIpv4(embedded(6));
  const isTranslated = first === 0x64 && second === 0xff9b;
  if (isTranslated && groups.slice(2, 6).every((group) => group === 0)) return isPublicIpv4(embedded(6));
  if (first === 0x2002) return isPublicIpv4(embedded(1));
  const isDocumentation = (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
  const isSpecial = isDocumentation || (first === 0x2001 && second < 0x200);
  return first >= 0x2000 && first < 0x4000 && !isSpecial;
}

/** Names that no public server has: those of this machine and of local networks (RFC 6761, 6762, 8375, and what ICANN never gives out). */
export const isLocalName = (host: string): boolean =>
  !/[.:]/.test(host) ||
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|test|invalid)\.?$/i.test(
    host,
  );

/** First address and length of each range that is not public. */
const special: readonly (readonly [number, number, number, number, bits: number])[] = [
  [0, 0, 0, 0, 8],
  [10, 0, 0, 0, 8],
  [100, 64, 0, 0, 10],
  [127, 0, 0, 0, 8],
  [169, 254, 0, 0, 16],
  [172, 16, 0, 0, 12],
  [192, 0, 0, 0, 24],
  [192, 0, 2, 0, 24],
  [192, 88, 99, 0, 24],
  [192, 168, 0, 0, 16],
  [198, 18, 0, 0, 15],
  [198, 51, 100, 0, 24],
  [203, 0, 113, 0, 24],
  [224, 0, 0, 0, 3],
];

const asNumber = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number =>
  ((a * 256 + b) * 256 + c) * 256 + d;

function isPublicIpv4(bytes: readonly number[]): boolean {
  const address = asNumber(bytes);
  return special.every(([a, b, c, d, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) !== Math.floor(asNumber([a, b, c, d]) / size);
  });
}

function ipv4(address: string): number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return undefined;
  const bytes = address.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

/** The eight groups of an address, with or without brackets; undefined for anything else. */
function ipv6(address: string): number[] | undefined {
  const [text = ''] = address.replace(/^\[|\]$/g, '').split('%');
  if (!text.includes(':') || !URL.canParse(`http://[${text}]/`)) return undefined;
  // The URL standard writes it with hexadecimal groups alone.
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groupsOf = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const start = groupsOf(head);
  const end = tail === undefined ? [] : groupsOf(tail);
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}
