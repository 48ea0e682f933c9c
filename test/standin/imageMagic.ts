/** The MIME type by the first bytes, or undefined for what no image model takes. */
export function mimeOfBytes(bytes: Uint8Array): string | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') {
    return 'image/png';
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
    return 'image/jpeg';
  }
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') {
    return 'image/webp';
  }
  if (text(4, 8) === 'ftyp') {
    const brand = text(8, 12);
    if (['heic', 'heix', 'hevc', 'heim', 'heis'].includes(brand)) {
      return 'image/heic';
    }
    return ['mif1', 'msf1', 'heif'].includes(brand) ? 'image/heif' : undefined;
  }
  return undefined;
}
