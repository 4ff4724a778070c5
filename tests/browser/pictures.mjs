// node pictures.mjs OUTDIR [STORY…] -> a picture of each story, phone and desktop, light and dark, in each language
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drawStorybook, launch, serve, stories } from './storybook.mjs';

const [out, ...wanted] = process.argv.slice(2);
if (!out) throw new Error('usage: node pictures.mjs OUTDIR [STORY…]');
mkdirSync(out, { recursive: true });
const { folder, remove } = drawStorybook();
const { url, stop } = await serve(folder);
const browser = await launch();
try {
  for (const colorScheme of ['light', 'dark'])
    for (const [width, height] of [[360, 740], [1280, 800]]) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 1, timezoneId: 'Europe/London' });
      const page = await context.newPage();
      await page.clock.install({ time: new Date('2026-11-24T14:05:00Z') });
      for (const language of readdirSync(folder).filter((name) => name !== 'a'))
        for (const story of stories(folder, language).filter((name) => !wanted.length || wanted.includes(name))) {
          await page.goto(`${url}/${language}/${story}.html`);
          await page.screenshot({ path: join(out, `${story}-${language}-${width}-${colorScheme}.png`), fullPage: true });
        }
      await context.close();
    }
} finally {
  await browser.close();
  stop();
  remove();
}
