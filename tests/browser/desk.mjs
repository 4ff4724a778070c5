// A browser at the console of a shop, and what is asked of each of its pages.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { invalid, violations } from './checks.mjs';
import { openShop } from './shop.mjs';
import { signIn } from './staff.mjs';
import { launch } from './storybook.mjs';

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// A shop with its owner signed in: {shop, browser, at, looksWell, picture, stop}. `environment` is its configuration.
export async function openDesk(environment = {}) {
  const shop = await openShop(environment);
  const browser = await launch();
  const context = await browser.newContext();
  await signIn(await context.newPage(), shop);
  const { cookies } = await context.storageState();
  await context.close();

  // A page of the console at this path, that listens; closing it also asks that no script of it failed.
  const at = async (path, { on = browser, ...options } = {}) => {
    const own = await on.newContext({ viewport: { width: 1280, height: 800 }, storageState: { cookies, origins: [] }, ...options });
    const page = await own.newPage();
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    const listening = options.javaScriptEnabled === false ? null : page.waitForResponse((r) => r.url().includes('/staff/events'));
    await page.goto(shop.url + path);
    await listening;
    const close = async () => {
      await own.close();
      assert.deepEqual(faults, []);
    };
    return { page, context: own, close };
  };

  const picture = async (page, name) => {
    const folder = process.env.CLAIMCHECK_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  // On a desk and on a phone, in light and in dark: nothing that axe finds, nothing beyond the screen, valid markup.
  const looksWell = async (path, name, prepare = async () => {}) => {
    for (const colorScheme of ['light', 'dark'])
      for (const shape of [{}, phone]) {
        const { page, context: own, close } = await at(path, { colorScheme, bypassCSP: true, ...shape });
        await prepare(page);
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
        await picture(page, `${name}-${shape.isMobile ? 'phone' : 'desk'}-${colorScheme}`);
        assert.deepEqual(await invalid(await (await own.request.get(shop.url + path)).text()), []);
        await close();
      }
  };
  return { shop, browser, at, looksWell, picture, stop: async () => { await browser.close(); await shop.stop(); } };
}
