// What customers do with their link: look at its diary, let somebody else follow, replace it, ask for a new one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { confirm } from './hands.mjs';
import { openShop, quote } from './shop.mjs';
import { launch } from './storybook.mjs';

const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1';
let shop, browser;

before(async () => {
  shop = await openShop();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

async function visit(options) {
  const order = await shop.order({ quote });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, userAgent, ...options });
  const page = await context.newPage();
  await page.goto(shop.url + order.page);
  return { order, page, close: () => context.close() };
}

test('the diary tells when the link was opened, and on what', async () => {
  const { page, close } = await visit();
  const seen = page.waitForResponse((response) => response.url().endsWith('/seen'));
  await page.mouse.click(180, 300);
  await seen;
  await page.locator('a.diary').click();
  await page.getByText('Opened once').click();
  await page.getByText('on a phone').waitFor();
  await close();
});

test('somebody else can follow without prices or names', async () => {
  const { page, close } = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${page.url()}/link`);
  await page.locator('#share button').click();
  await confirm(page);
  await page.waitForURL(/\/link/);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/t\/[0-9a-z]{31}$/);
  await page.goto(address);
  const text = await page.locator('body').textContent();
  assert.match(text, /waiting|received/);
  assert.doesNotMatch(text, /£|Cleo|B-\d/);
  assert.equal(await page.locator('form').count(), 0);
  await close();
});

test('a lost phone loses its link; the new one goes to the contact on file and never onto the page', async () => {
  const { order, page, close } = await visit();
  await page.goto(`${page.url()}/link`);
  await page.locator('#rotate button').click();
  await confirm(page);
  await page.locator('form.act').waitFor({ state: 'detached' });
  assert.doesNotMatch(await page.content(), /\/t\/[0-9a-z]{31}(?!\/link\/rotate)/);
  assert.equal((await page.goto(shop.url + order.page)).status(), 410);
  const { links } = await shop.get(order.number);
  assert.deepEqual(links.filter(({ state }) => state === 'full').map(({ channel }) => channel), ['email']);
  // Who still has the old link gets the same words as everyone, and nothing of the order.
  const said = async () => {
    await page.locator('form[action*="/resend"] button').click();
    await page.waitForURL(/\/resend/);
    return page.locator('main').textContent();
  };
  const first = await said();
  await page.goto(shop.url + order.page);
  assert.equal(await said(), first);
  assert.doesNotMatch(first, /cleo|Meridian|B-\d/);
  await close();
});
