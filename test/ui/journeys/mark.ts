import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Writes a picture with a red box on it, 200 pixels high, at the same size. */
export async function mark(from: string, to: string, width: number): Promise<void> {
  const box = { width, height: 200, channels: 3, background: '#d4143c' } as const;
  const input = await sharp({ create: box }).png().toBuffer();
  await writeFile(
    to,
    await sharp(from)
      .composite([{ input, left: 40, top: 60 }])
      .png()
      .toBuffer(),
  );
}
