import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** What the 4K tier answers for 16:9, and a screenshot's size that it is brought back to. */
export const answered = { width: 5504, height: 3072 };
export const source = { width: 5120, height: 2880 };
/** A window on a 4K screen, with its transparent shadow. */
export const window = { width: 3840, height: 2160 };

/** Soft shapes with the grain of a camera, so that it compresses as a photo does. */
export async function drawPhoto(file: string): Promise<void> {
  const noise = (mean: number, sigma: number) => ({ type: 'gaussian', mean, sigma }) as const;
  const shapes = sharp({
    create: { width: 43, height: 24, channels: 3, background: '#000', noise: noise(128, 50) },
  });
  const grain = sharp({
    create: { ...answered, channels: 3, background: '#000', noise: noise(128, 12) },
  });
  const drawn = await shapes.resize(answered.width, answered.height, { fit: 'fill' }).png().toBuffer();
  const grains = await grain.png().toBuffer();
  await sharp(drawn)
    .composite([{ input: grains, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toFile(file);
}

/** In Display P3, as large as wanted. */
export async function drawTransparent(
  files: { picture: string; profile: string },
  { width, height } = window,
): Promise<void> {
  const drawn = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <filter id="soft"><feGaussianBlur stdDeviation="60"/></filter>
      <rect x="300" y="340" width="${width - 600}" height="${height - 600}" rx="40" opacity="0.5" filter="url(#soft)"/>
      <rect x="300" y="300" width="${width - 600}" height="${height - 600}" rx="40" fill="#468"/>
    </svg>`,
  );
  await sharp(drawn).png().withIccProfile('p3').toFile(files.picture);
  const { icc } = await sharp(files.picture).metadata();
  if (icc === undefined) throw new Error('The picture has got no colour profile.');
  await writeFile(files.profile, icc);
}
