/**
 * The place for an XMP packet in the bytes of one image. Writing copies everything else as it is: the picture,
 * its colour profile, EXIF and all that is not understood.
 */
export interface MetadataSlot {
  /** The packet that is there, as UTF-8. */
  existing: Uint8Array | undefined;
  /** The whole file with this packet in place of the existing one; undefined takes it out. */
  write(packet: Uint8Array | undefined): Uint8Array;
}

/**
 * The largest packet that is written, and looked at: with what stands around it, it is found within 64 KB of
 * reading, and it fits into a JPEG's segment.
 */
export const maxPacketBytes = 48 * 1024;
