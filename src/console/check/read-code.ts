import { decodeQR } from 'qr/decode.js';

/** Larger pictures take longer and show the code no better. */
const LONGEST_SIDE = 1280;

export type Picture = HTMLVideoElement | ImageBitmap;

/**
 * What a QR code in the picture says.
 *
 * @returns `undefined` where none is found
 */
export function readCode(picture: Picture, canvas: HTMLCanvasElement): string | undefined {
  const { width, height } = sizeOf(picture);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (width === 0 || height === 0 || context === null) return undefined;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  // A picture that is clear where nothing is drawn is meant to lie on paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return undefined;
  }
}

function sizeOf(picture: Picture): { readonly width: number; readonly height: number } {
  if (picture instanceof ImageBitmap) return picture;
  return { width: picture.videoWidth, height: picture.videoHeight };
}
