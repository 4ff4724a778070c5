// An order is taken in at the counter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDesk } from './desk.mjs';

let desk, shop, at;

before(async () => {
  desk = await openDesk();
  ({ shop, at } = desk);
});
after(() => desk?.stop());

test('a new order takes less than a minute by keyboard, and knows who was here before', async (t) => {
  await shop.order({ customer: { name: 'Rosa Vance', email: 'rosa@customers.example', phone: '+441632960555' } });
  const { page, close } = await at('/staff/orders');
  const began = Date.now();
  const type = (text) => page.keyboard.type(text, { delay: 20 });
  await page.keyboard.press('n');
  await page.waitForURL(/\/new$/);
  await type('rosa v');
  await page.locator('[data-known] button', { hasText: 'Rosa Vance' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#email').inputValue(), 'rosa@customers.example');
  await type('Tablet');
  await page.keyboard.press('Tab');
  await type('Meridian');
  await page.keyboard.press('Tab');
  await type('T2');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await type('Does not charge');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/staff\/orders\/ord_/);
  const took = Date.now() - began;
  t.diagnostic(`${took} ms from n to the order`);
  assert.ok(took < 60000);
  await page.locator('#links[open], #links:not(details)').first().waitFor();
  const text = await page.locator('main').textContent();
  assert.match(text, /Rosa Vance/);
  assert.match(text, /Does not charge/);
  await close();
});

test('a number written nationally is kept with its country', async () => {
  const { page, close } = await at('/staff/orders/new');
  await page.locator('#name').fill('Nils Berg');
  await page.locator('#phone').fill('01632 960 888');
  await page.locator('#email').focus();
  assert.equal(await page.locator('#phone').inputValue(), '+441632960888');
  await page.locator('#kind-1').fill('Phone');
  await page.getByRole('button', { name: /Take the order in/ }).click();
  await page.waitForURL(/\/staff\/orders\/ord_/);
  await close();
});

test('without a script the form comes back with what was typed and what is missing', async () => {
  const { page, close } = await at('/staff/orders/new', { javaScriptEnabled: false });
  await page.locator('#name').fill('Nils Berg');
  await page.locator('#phone').fill('01632 960 888');
  await page.locator('#kind-1').fill('Phone');
  await page.locator('#problem-1').fill('Cracked "glass" & <frame>');
  await page.getByRole('button', { name: 'Add a device' }).click();
  await page.locator('#kind-2').fill('Watch');
  assert.equal(await page.locator('#problem-1').inputValue(), 'Cracked "glass" & <frame>');
  await page.getByRole('button', { name: /Take the order in/ }).click();
  await page.locator('#faults').getByRole('link', { name: /country/ }).waitFor();
  assert.equal(await page.locator('#phone').inputValue(), '01632 960 888');
  await page.locator('#phone').fill('+44 1632 960 888');
  await page.getByRole('button', { name: /Take the order in/ }).click();
  await page.waitForURL(/\/staff\/orders\/ord_/);
  assert.match(await page.locator('main').textContent(), /Watch/);
  await close();
});

test('a press that is sent twice takes the order in once', async () => {
  const { page, context, close } = await at('/staff/orders/new');
  await page.locator('#name').fill('Twice Tilda');
  await page.locator('#kind-1').fill('Phone');
  const form = await page.locator('#new-order').evaluate((element) => Object.fromEntries(new FormData(element)));
  const send = () => context.request.post(`${shop.url}/staff/orders/new`, { form, maxRedirects: 0, headers: { origin: shop.url } });
  const [one, two] = [await send(), await send()];
  assert.equal(one.status(), 303);
  assert.equal(one.headers().location, two.headers().location);
  await close();
});

test('the form of a new order is in nobody’s way, also when it knows the customer', async () => {
  await shop.order({ customer: { name: 'Known Kim' } });
  await desk.looksWell('/staff/orders/new', 'new', async (page) => {
    await page.locator('#name').fill('known');
    await page.locator('[data-known] button').waitFor();
  });
});
