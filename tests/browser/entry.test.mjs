// What a link asks before it opens, where its shop wants more than the link.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import { invalid, violations } from './checks.mjs';
import { openShop, quote } from './shop.mjs';
import { launch } from './storybook.mjs';

const pictures = process.env.CLAIMCHECK_PICTURES;
let shop, browser;

before(async () => {
  shop = await openShop({ CLAIMCHECK_MAIL_FROM: 'repairs@harbour.example' });
  browser = await launch();
  if (pictures) mkdirSync(pictures, { recursive: true });
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

const visit = (options = {}) => browser.newContext({ viewport: { width: 360, height: 740 }, bypassCSP: true, ...options });

async function looksRight(page, name) {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await invalid(await (await page.context().request.get(page.url())).text()), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
  if (!pictures) return;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
}

// The code in the one letter about this order that has one, as its reader sees it.
async function codeFor(number) {
  const folder = join(shop.folder, 'data', 'mail');
  for (let tries = 0; tries < 200; ++tries) {
    for (const file of existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : []) {
      const { subject, text } = await simpleParser(readFileSync(join(folder, file)));
      const code = subject.includes(number) && text.match(/Your code: (\d{6})/);
      if (code) return code[1];
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('no code came');
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with script' : 'without script';

  test(`C21: four digits of the telephone open the whole order, ${how}`, async () => {
    const order = await shop.order({ quote });
    await shop.call('PATCH', '/shop', { entry: 'recheck' });
    const context = await visit({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(shop.url + order.page);
    assert.doesNotMatch(await page.locator('main').textContent(), /£|Cleo|B-\d/);
    if (javaScriptEnabled) await looksRight(page, 'recheck');
    await page.getByLabel('Last four digits').fill('1111');
    await page.getByRole('button', { name: 'Open my order' }).click();
    await page.getByText('These are not the digits').waitFor();
    if (javaScriptEnabled && pictures) await page.screenshot({ path: join(pictures, 'recheck-wrong.png') });
    await page.getByLabel('Last four digits').fill('٠٢٠٣');  // as an Arabic keyboard types 0203
    await page.getByRole('button', { name: 'Open my order' }).click();
    await page.getByText('£127.18').first().waitFor();
    await page.reload();
    await page.getByText('£127.18').first().waitFor();
    const [cookie] = await context.cookies();
    assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax');
    await context.close();

    const forwarded = await visit();
    const other = await forwarded.newPage();
    await other.goto(shop.url + order.page);
    await other.getByLabel('Last four digits').waitFor();
    await forwarded.close();
  });

  test(`C21: a code from a letter opens the order, ${how}`, async () => {
    const order = await shop.order({ quote });
    await shop.call('PATCH', '/shop', { entry: 'login' });
    const context = await visit({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(shop.url + order.page);
    assert.doesNotMatch(await page.locator('main').textContent(), /£|Cleo|B-\d|Meridian/);
    if (javaScriptEnabled) await looksRight(page, 'login');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('The six digits').fill(await codeFor(order.number));
    if (javaScriptEnabled && pictures) await page.screenshot({ path: join(pictures, 'login-code.png') });
    await page.getByRole('button', { name: 'Open my order' }).click();
    await page.getByText('£127.18').first().waitFor();
    await context.close();
  });
}
