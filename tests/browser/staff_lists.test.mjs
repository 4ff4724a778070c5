// What staff look through: the list of orders, today's board, news.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './checks.mjs';
import { openDesk } from './desk.mjs';
import { confirm } from './hands.mjs';
import { quote } from './shop.mjs';
import { signIn } from './staff.mjs';

let desk, shop, at;

before(async () => {
  desk = await openDesk();
  ({ shop, at } = desk);
});
after(() => desk?.stop());
const row = (page, number) => page.locator('#orders > li', { hasText: number });
const decided = async (order) => {
  const context = await desk.browser.newContext();
  const theirs = await context.newPage();
  await theirs.goto(shop.url + order.page);
  await theirs.getByRole('button', { name: /Approve/ }).first().click();
  await confirm(theirs);
  await theirs.getByText(/approved/i).first().waitFor();
  await context.close();
};

test('an order is found by its number, its customer, a telephone written nationally and its device', async () => {
  const found = await shop.order({ customer: { name: 'Priya Nair', phone: '+441632960777', email: 'priya@customers.example' } });
  await shop.order();
  const { page, close } = await at('/staff/orders');
  for (const words of [found.number, found.number.toLowerCase(), 'priya', 'nair pri', '01632 960777', '960777', 'priya@customers']) {
    await page.locator('#q').fill(words);
    await page.waitForFunction((number) => {
      const rows = [...document.querySelectorAll('#orders > li')];
      return rows.length === 1 && rows[0].textContent.includes(number);
    }, found.number);
  }
  await page.locator('#q').fill('nobody of that name');
  await page.getByText('No order fits').waitFor();
  await close();
});

test('the tabs count the orders of each stage and lead to them', async () => {
  const ready = await shop.order({ stage: 'ready' });
  const { page, close } = await at('/staff/orders', { javaScriptEnabled: false });
  const tab = page.locator('#list-tabs a', { hasText: 'Ready' });
  const count = Number(await tab.locator('small').textContent());
  assert.ok(count >= 1);
  await tab.click();
  await row(page, ready.number).waitFor();
  assert.equal(await page.locator('#orders > li').count(), count);
  assert.equal(await page.locator('#list-tabs a[aria-current]').textContent(), `Ready ${count}`);
  await close();
});

test('by keyboard alone: search, go down, open beside the list, close, take in a new order', async () => {
  const order = await shop.order({ customer: { name: 'Keyboard Quinn' } });
  const { page, close } = await at('/staff/orders');
  await page.keyboard.press('/');
  await page.keyboard.type('quinn');
  await page.waitForFunction(() => document.querySelectorAll('#orders > li').length === 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#pane', { hasText: order.number }).waitFor();
  assert.ok(await row(page, order.number).locator('[aria-current=true]').count());
  assert.ok(new URL(page.url()).pathname.endsWith('/staff/orders'));
  await page.keyboard.press('Escape');
  await page.locator('#pane').waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.locator('.keys', { hasText: 'Next, previous order' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.waitForURL(/\/staff\/orders\/new$/);
  await close();
});

test('a long list goes on by scrolling, and by a link where no script runs', async () => {
  for (let i = 0; i < 60; ++i) await shop.order({ customer: { name: `Paging ${i}` } });
  const { page, close } = await at('/staff/orders?q=paging');
  const rows = page.locator('#orders > li');
  assert.equal(await rows.count(), 50);
  await rows.last().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll('#orders > li').length === 60);
  assert.equal(await page.locator('#more').count(), 0);
  await close();
  const plain = await at('/staff/orders?q=paging', { javaScriptEnabled: false });
  await plain.page.getByRole('link', { name: 'More orders' }).click();
  assert.equal(await plain.page.locator('#orders > li').count(), 10);
  await plain.close();
});

test('C09: one press copies the link of a row, and it opens as the customer', async () => {
  const order = await shop.order();
  const { page, context, close } = await at(`/staff/orders?q=${order.number}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await row(page, order.number).getByRole('button', { name: 'Copy link' }).click();
  await page.locator('#toasts').getByText('copied').waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(address, /\/t\/[0-9a-z]{31}$/);
  const customer = await context.newPage();
  await customer.goto(address);
  await customer.getByText('Meridian').first().waitFor();
  await close();
});

test('C27: what a customer decides shows within two seconds, in the list, the bell and a word in passing', async (t) => {
  const order = await shop.order({ quote });
  const { page, close } = await at(`/staff/orders?q=${order.number}`);
  await row(page, order.number).getByText('Quote waiting').waitFor();
  await page.locator('#f-quote').focus();
  const link = row(page, order.number).locator('[data-row]');
  await link.focus();
  const id = await link.getAttribute('id');
  const shown = page.waitForFunction((number) => {
    const found = [...document.querySelectorAll('#orders > li')].find((li) => li.textContent.includes(number));
    return found?.textContent.includes('Approved') && performance.now();
  }, order.number, { polling: 20 });
  await decided(order);
  const since = Date.now();
  await shown;
  t.diagnostic(`${Date.now() - since} ms after the customer's page said so`);
  assert.ok(Date.now() - since < 2000);
  assert.equal(await page.evaluate(() => document.activeElement.id), id);
  await page.locator('#toasts').getByText(`Quote approved, ${order.number}`).waitFor();
  assert.match(await page.title(), /^\(\d+\) /);
  await page.locator('[data-go=w]').click();
  await page.locator('.news li', { hasText: order.number }).filter({ hasText: 'Quote approved' }).waitFor();
  await page.getByRole('button', { name: /Mark all as seen/ }).click();
  await page.locator('#unread').waitFor({ state: 'hidden' });
  await close();
});

test('a change takes nothing from under the hands of who is typing', async (t) => {
  const order = await shop.order({ customer: { name: 'Typing Ty' } });
  const { page, close } = await at('/staff/orders?stage=open');
  await page.locator('#q').focus();
  await page.evaluate(() => { document.querySelector('#q').dataset.mine = 'yes'; });
  await shop.stage(order.number, 'in_progress');
  const since = Date.now();
  await row(page, order.number).getByText('In progress').waitFor();
  t.diagnostic(`${Date.now() - since} ms after the API had answered`);
  await page.keyboard.type('typing');
  assert.equal(await page.locator('#q').inputValue(), 'typing');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.mine), 'yes');
  await close();
});

test('an order that is open beside the list follows too, and what is typed there stays', async () => {
  const order = await shop.order({ customer: { name: 'Beside Bea' } });
  const { page, close } = await at(`/staff/orders?q=${order.number}`);
  await row(page, order.number).locator('[data-row]').click();
  const pane = page.locator('#pane');
  await pane.getByText('Beside Bea').first().waitFor();
  await page.keyboard.press('i');
  await page.locator('#note').focus();
  await page.keyboard.type('The screen came');
  await shop.stage(order.number, 'ready');
  await row(page, order.number).getByText('Ready').waitFor();
  await page.waitForFunction(() => document.querySelector('#pane [aria-current=step], #pane .chip.good, #pane .chip.ready'));
  await page.keyboard.type(' today.');
  assert.equal(await page.locator('#note').inputValue(), 'The screen came today.');
  await pane.getByRole('button', { name: 'Keep' }).click();
  await pane.locator('.notes').getByText('The screen came today.').waitFor();
  assert.equal(new URL(page.url()).pathname, '/staff/orders');
  await close();
});

test('the stream ends when one signs out elsewhere, and the page leads to the sign-in', async () => {
  const context = await desk.browser.newContext();
  const page = await context.newPage();
  await signIn(page, shop, 'viewer');
  await page.goto(`${shop.url}/staff/orders`);
  const other = await context.newPage();
  await other.goto(`${shop.url}/staff/me`);
  const out = other.getByRole('button', { name: 'Sign out', exact: true });
  if (await out.count() === 0) return context.close();
  await out.click();
  await other.waitForURL(/sign-in/);
  await page.waitForURL(/sign-in/, { timeout: 30000 });
  return context.close();
});

test('today’s board says what waits, what is ready, what is late and who has no answer', async () => {
  const waiting = await shop.order({ quote }), ready = await shop.order({ stage: 'ready' });
  const { page, close } = await at('/staff/today');
  await page.locator('#waiting li', { hasText: waiting.number }).waitFor();
  await page.locator('#ready li', { hasText: ready.number }).waitFor();
  await page.keyboard.press('4');
  await page.waitForURL(/stage=ready/);
  await close();
});

// A shop in the middle of its day: late ones, ready ones, some that wait, one who wrote.
async function busyDay() {
  const day = (days, hours = 0) => new Date(Date.now() + days * 864e5 + hours * 36e5).toISOString().replace(/\.\d+/, '');
  const make = async (name, device, promised, { stage = 'received', asked = null, message = false } = {}) => {
    const { id, number, link } = await shop.call('POST', '/orders', {
      customer: { name, email: 'day@customers.example', phone: '+441632960301' },
      devices: [device],
      ...(promised && { promised_at: promised }),
    });
    if (asked) await shop.call('POST', `/orders/${id}/quotes`, asked);
    await shop.call('POST', `/orders/${id}/stage`, { stage });
    if (message) {
      const context = await desk.browser.newContext();
      const page = await context.newPage();
      await page.goto(`${shop.url}${new URL(link.url).pathname}`);
      await page.getByText('Write to the shop').click();
      await page.locator('#text').fill('Is it done?');
      await page.locator('#text').locator('xpath=ancestor::form').getByRole('button').last().click();
      if (await page.locator('#name').count()) await confirm(page);
      await context.close();
    }
    return { id, number, page: new URL(link.url).pathname };
  };
  await make('Oluwaseun Adeyemi-Bartholomew', { kind: 'Laptop', brand: 'Northwind', model: 'Aerobook Pro 16 (2023)' }, day(-2), { stage: 'in_progress', asked: quote });
  await make('Søren Østergaard', { kind: 'Phone', brand: 'Meridian', model: 'M7' }, day(0, -3), { message: true });
  await make('Ana Ruiz', { kind: 'Tablet', brand: 'Meridian', model: 'T2' }, day(1), { asked: quote });
  await make('Ben Osei', { kind: 'Console', brand: 'Playbox', model: '5' }, day(3), { stage: 'ready', asked: quote });
  await make('Chidi Eze', { kind: 'Watch', brand: 'Orbit', model: 'Two' }, null, { stage: 'on_hold' });
}

test('what is late stands first today, and says so in the list', async () => {
  await busyDay();
  const { page, close } = await at('/staff/today');
  await page.locator('#overdue li', { hasText: 'Oluwaseun' }).getByText('Overdue').waitFor();
  await page.locator('#unanswered li', { hasText: 'Søren' }).waitFor();
  await page.goto(`${shop.url}/staff/orders?overdue=1`);
  await row(page, 'Søren').getByText('1 unanswered').waitFor();
  await close();
});

for (const [name, path] of [['orders', '/staff/orders'], ['none', '/staff/orders?q=xyzzy'], ['today', '/staff/today'], ['news', '/staff/news']])
  test(`the page ${name} is in nobody’s way`, () => desk.looksWell(path, name));

test('an order beside the list, and the keys, are in nobody’s way', async () => {
  const order = await shop.order({ quote, customer: { name: 'Pane Petra' } });
  for (const colorScheme of ['light', 'dark']) {
    const { page, close } = await at('/staff/orders?stage=open', { colorScheme, bypassCSP: true });
    await row(page, order.number).locator('[data-row]').click();
    await page.locator('#pane', { hasText: 'Pane Petra' }).waitFor();
    await desk.picture(page, `pane-${colorScheme}`);
    await page.keyboard.press('?');
    await page.locator('.keys').waitFor();
    await desk.picture(page, `keys-${colorScheme}`);
    assert.deepEqual(await violations(page), []);
    await close();
  }
});
