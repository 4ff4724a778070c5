// A camera that looks at what a page shows, for Chromium's --use-file-for-fake-video-capture.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const width = 640, height = 480;

// A film (YUV4MPEG2, 4:2:0) of this SVG element in the middle of white: {file, remove}.
export async function film(svg) {
  const bright = await svg.evaluate(async (element, [w, h]) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(element))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h }), pixels = canvas.getContext('2d');
    pixels.fillStyle = '#fff';
    pixels.fillRect(0, 0, w, h);
    pixels.drawImage(image, (w - 360) / 2, (h - 360) / 2, 360, 360);
    const { data } = pixels.getImageData(0, 0, w, h);
    return Array.from({ length: w * h }, (_, i) => data[4 * i]);
  }, [width, height]);
  const folder = mkdtempSync(join(tmpdir(), 'camera-')), file = join(folder, 'code.y4m');
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(bright), Buffer.alloc(width * height / 2, 128)]);
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array(10).fill(frame)]));
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
