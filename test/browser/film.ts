import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeQR } from 'qr';
import { testFolder } from '../support/database.js';

const WIDTH = 640;
const HEIGHT = 480;
const MODULE = 8;
const BLACK = 16;
const WHITE = 235;

/** A film of a label with a QR code, as YUV4MPEG2 with two frames. @returns its path */
export function filmOf(text: string): string {
  const path = join(testFolder('camera-'), 'label.y4m');
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    lightOf(text),
    // No colour.
    Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
  ]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([head, frame, frame]));
  return path;
}

/** The same as a picture. */
export function pictureOf(text: string) {
  const buffer = Buffer.from(encodeQR(text, 'gif', { scale: MODULE }));
  return { name: 'label.gif', mimeType: 'image/gif', buffer };
}

function lightOf(text: string): Buffer {
  const modules = encodeQR(text, 'raw');
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  const left = Math.floor((WIDTH - modules.length * MODULE) / 2);
  const top = Math.floor((HEIGHT - modules.length * MODULE) / 2);
  for (let y = 0; y < modules.length * MODULE; y += 1) {
    for (let x = 0; x < modules.length * MODULE; x += 1) {
      const isDark = modules[Math.floor(y / MODULE)]?.[Math.floor(x / MODULE)] === true;
      if (isDark) light[(top + y) * WIDTH + left + x] = BLACK;
    }
  }
  return light;
}
