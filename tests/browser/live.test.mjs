// An open page that follows what the shop does, and takes nothing from under the hands of who reads it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openShop, quote } from './shop.mjs';
import { launch } from './storybook.mjs';

// A headless browser says so, and does not count as a person.
const userAgent = 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36';
let shop, browser;

before(async () => {
  shop = await openShop();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

// The page of a new order, listening.
async function visit(wanted = {}) {
  const order = await shop.order(wanted);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, userAgent });
  const page = await context.newPage();
  const listening = page.waitForResponse((response) => response.url().includes('/events'));
  await page.goto(shop.url + order.page);
  await listening;
  return { order, page, close: () => context.close() };
}
const headline = (page, text) => page.waitForFunction((part) => document.querySelector('h1').textContent.includes(part), text);

test('what the shop does shows within a second', async (t) => {
  const { order, page, close } = await visit();
  const took = [];
  for (const [stage, said] of [['in_progress', 'being repaired'], ['ready', 'ready'], ['on_hold', 'paused'], ['ready', 'ready']]) {
    await shop.stage(order.number, stage);
    const since = Date.now();
    await headline(page, said);
    took.push(Date.now() - since);
  }
  t.diagnostic(`${took.join(', ')} ms after the API had answered`);
  // One of them may meet a busy machine.
  assert.ok(took.sort((a, b) => a - b)[2] < 1000, `${took.join(', ')} ms`);
  await page.getByRole('status').filter({ hasText: 'Updated' }).waitFor({ state: 'attached' });
  assert.match(await page.locator('#stamp').textContent(), /^As of \d\d:\d\d:\d\d$/);
  await close();
});

test('a page asks again once for each change, and not while nothing changes', async () => {
  // Somebody whom no message reaches: the link that one would bring is a change too.
  const { order, page, close } = await visit({ customer: { email: undefined, phone: undefined } });
  let asked = 0;
  page.on('request', (request) => { if (new URL(request.url()).pathname === order.page) ++asked; });
  // Touching the page is told to the shop, and is no change of the page.
  const seen = page.waitForResponse((response) => response.url().endsWith('/seen'));
  await page.mouse.click(180, 300);
  await seen;
  await shop.stage(order.number, 'in_progress');
  await headline(page, 'being repaired');
  await shop.stage(order.number, 'ready');
  await headline(page, 'ready');
  assert.equal(asked, 2);
  await close();
});

test('a message that is being typed, folds and the focus survive a change', async () => {
  const { order, page, close } = await visit({ quote });
  await page.getByText('Write to the shop').click();
  await page.locator('#text').fill('Could you also look at the');
  await page.locator('#text').focus();
  await page.keyboard.press('End');
  await shop.stage(order.number, 'in_progress');
  await headline(page, 'waiting for your answer');
  await page.keyboard.type(' camera?');
  assert.equal(await page.locator('#text').inputValue(), 'Could you also look at the camera?');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
  await close();
});

test('a changed quote takes the place of the one on screen', async () => {
  const { order, page, close } = await visit({ quote });
  await page.locator('#quote').filter({ hasText: '£127.18' }).waitFor();
  const lines = [{ ...quote.lines[0], unit_price: 7999 }];
  await shop.call('POST', `/orders/${order.number}/quotes`, { ...quote, lines, deposit: 0 });
  await page.locator('#quote').filter({ hasText: '£95.99' }).waitFor();
  assert.doesNotMatch(await page.locator('#quote').textContent(), /£127\.18/);
  await close();
});

test('a page that comes back from the browser’s memory catches up', async () => {
  const { order, page, close } = await visit();
  await page.goto(`${shop.url}/robots.txt`);
  await shop.stage(order.number, 'ready');
  await page.goBack();
  await headline(page, 'ready');
  await close();
});

test('the end of the order reaches an open page', async () => {
  const { order, page, close } = await visit();
  const gone = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() === 410);
  await shop.stage(order.number, 'collected');
  await gone;
  await page.waitForLoadState();
  assert.doesNotMatch(await page.locator('body').textContent(), /Meridian|B-\d/);
  await close();
});

test('a page that cannot listen catches up when it is looked at again', async () => {
  const order = await shop.order();
  const context = await browser.newContext({ userAgent });
  const page = await context.newPage();
  await page.route('**/events*', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(shop.url + order.page);
  await shop.stage(order.number, 'ready');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await headline(page, 'ready');
  await context.close();
});

test('opening a page is no view by a person; touching it is one', async () => {
  const { order, page, close } = await visit();
  const views = async () => {
    const { links } = await shop.get(order.number);
    return links.reduce((sum, link) => sum + (link.seen?.count ?? 0), 0);
  };
  await page.reload();
  assert.equal(await views(), 0);
  const seen = page.waitForResponse((response) => response.url().endsWith('/seen'));
  await page.mouse.click(180, 300);
  assert.ok((await seen).ok());
  await page.mouse.click(180, 320);
  assert.equal(await views(), 1);
  await close();
});
