import { encodeQR } from 'qr';
import type { Paper } from './paper.js';

/** Modules of light around the symbol: ISO/IEC 18004 asks for four. */
const QUIET = 4;

/** A QR code of squares, each drawn: it stays sharp at any size and needs no picture. */
export function drawQr({ pdf }: Paper, text: string, x: number, y: number, size: number): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const side = size / modules.length;
  modules.forEach((row, down) => {
    row.forEach((isDark, across) => {
      // A little over the edge: neighbours must not leave light between them.
      if (isDark) pdf.rect(x + across * side, y + down * side, side * 1.02, side * 1.02);
    });
  });
  pdf.fill('#000000');
}
