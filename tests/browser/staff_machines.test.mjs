// What owners set up for other systems: webhooks, keys, tables to take away.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { openDesk } from './desk.mjs';
import { startReceiver, until } from './receiver.mjs';
import { quote } from './shop.mjs';

let desk, shop, at, receiver;
before(async () => {
  desk = await openDesk({ CLAIMCHECK_WEBHOOKS_ALLOW_PRIVATE: 'true', CLAIMCHECK_LIMITS_API_PER_MINUTE: '0' });
  ({ shop, at } = desk);
  receiver = await startReceiver();
});
after(async () => {
  await desk?.stop();
  receiver?.stop();
});

const webhooks = '/staff/settings/webhooks', keys = '/staff/settings/keys', exports = '/staff/settings/exports';
const press = async (page, name) => {
  const [answer] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === 'POST'),
    page.getByRole('button', { name, exact: true }).first().click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
};
const verified = (secret, { headers, body }) => new Webhook(secret).verify(body, headers);

test('a webhook is added, its secret shown once, tested, told of what was asked for and sent again', async () => {
  const { page, close } = await at(webhooks);
  await page.locator('#url').fill('https://user:secret@shop.example/hook');
  await page.locator('#description').fill('The till');
  assert.equal(await press(page, 'Add'), 422);
  assert.equal(await page.locator('#description').inputValue(), 'The till');
  await page.locator('#url').fill(`${receiver.url}/hook`);
  await page.getByLabel('order.created', { exact: true }).check();
  assert.equal(await press(page, 'Add'), 200);
  const secret = await page.locator('#secret').innerText();
  assert.match(secret, /^whsec_/);
  await page.getByRole('link', { name: 'Done' }).click();
  await page.locator('#log-h').waitFor();
  assert.ok(!(await page.content()).includes(secret), 'it is shown once');
  assert.ok(await page.getByLabel('order.created', { exact: true }).isChecked());

  assert.equal(await press(page, 'Send a test'), 303);
  await until('the test', () => receiver.heard.length === 1);
  verified(secret, receiver.heard[0]);
  const { number } = await shop.order({ quote });
  await until('the order', () => receiver.heard.length === 2);
  assert.equal(verified(secret, receiver.heard[1]).data.number, number);
  await until('both in the log', async () => {
    await page.reload();
    return (await page.getByText('Delivered', { exact: true }).count()) === 2;
  });
  const row = page.locator('.rows > li', { hasText: number });
  await row.getByRole('button', { name: 'Send again' }).click();
  await until('it once more', () => receiver.heard.length === 3);
  assert.equal(receiver.ids()[2], receiver.ids()[1], 'the receiver knows it again');

  assert.equal(await press(page, 'New secret'), 200);
  const next = await page.locator('#secret').innerText();
  assert.notEqual(next, secret);
  await page.getByRole('link', { name: 'Done' }).click();
  await press(page, 'Send a test');
  await until('the next test', () => receiver.heard.length === 4);
  for (const one of [secret, next]) verified(one, receiver.heard[3]);
  await close();
});

test('why a webhook was switched off is said, and it can be switched on again or removed', async () => {
  const gone = await startReceiver();
  gone.answer = (response) => response.writeHead(410).end();
  const { id } = await shop.call('POST', '/webhooks', { url: `${gone.url}/old` });
  const { page, close } = await at(`${webhooks}/${id}`, { javaScriptEnabled: false });
  await press(page, 'Send a test');
  await until('it is switched off', async () => {
    await page.reload();
    return page.getByText('It was switched off').count();
  });
  assert.match(await page.locator('.notice', { hasText: 'switched off' }).innerText(), /410/);
  assert.equal(await page.getByRole('button', { name: 'Send a test' }).count(), 0);
  await page.locator('#enabled').check();
  assert.equal(await press(page, 'Save'), 303);
  await page.getByRole('button', { name: 'Send a test' }).waitFor();
  await page.getByText('Remove this webhook').click();
  assert.equal(await press(page, 'Remove it and its log'), 303);
  assert.equal((await page.request.get(`${shop.url}${webhooks}/${id}`)).status(), 404);
  gone.stop();
  await close();
});

test('a key is made with its scope, shown once, seen in use and revoked', async () => {
  const { page, close } = await at(keys);
  await page.locator('#name').fill('Counter screen');
  await page.locator('#scope').selectOption('read');
  assert.equal(await press(page, 'Make the key'), 200);
  const key = await page.locator('#secret').innerText();
  assert.match(key, /^cc_live_/);
  const call = (method = 'GET') => fetch(`${shop.url}/api/v1/orders`, {
    method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: method === 'POST' ? '{}' : undefined,
  });
  await page.getByRole('link', { name: 'Done' }).click();
  const row = page.locator('.rows > li', { hasText: 'Counter screen' });
  assert.match(await row.innerText(), /Never used/);
  assert.ok(!(await page.content()).includes(key));
  assert.equal((await call()).status, 200);
  assert.equal((await call('POST')).status, 403);
  await until('its use', async () => {
    await page.reload();
    return /Last used/.test(await row.innerText());
  });
  await row.getByText('Revoke', { exact: true }).click();
  assert.equal(await press(page, 'Revoke Counter screen'), 303);
  assert.equal((await call()).status, 401);
  assert.match(await row.innerText(), /Revoked/);
  await close();
});

test('orders, quotes and takings are taken away as tables that run nothing in a spreadsheet', async () => {
  const { number } = await shop.order({ customer: { name: '=HYPERLINK("http://evil.example")' }, quote });
  await shop.call('POST', `/orders/${number}/payments`, { kind: 'final', amount: { amount: 2550, currency: 'GBP' }, method: 'cash' });
  const { page, close } = await at(exports);
  const table = async (name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const orders = await table('Orders taken in');
  assert.match(orders.name, /^orders-\d{4}-\d\d-01-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(orders.text.includes(`"${number}",`));
  assert.ok(orders.text.includes('"\'=HYPERLINK(""http://evil.example"")"'));
  assert.match(orders.text, /^"number","location",[^\n]*\r\n/);
  const quotes = await table('Quotes sent');
  assert.match(quotes.text, new RegExp(`"${number}","1","sent",.*"105.98","21.20","127.18","GBP"\r\n`));
  const takings = await table('Takings by day');
  assert.match(takings.text, /"\d{4}-\d\d-\d\d","cash","25.50","0.00","25.50","GBP"\r\n/);
  await page.locator('#from').fill('2031-02-01');
  await page.locator('#to').fill('2031-01-01');
  await page.getByRole('button', { name: 'Quotes sent' }).click();
  await page.locator('#to-fault').waitFor();
  assert.equal(await page.locator('#from').inputValue(), '2031-02-01');
  await close();
});

test('webhooks, keys and exports look well, on a desk and on a phone', async () => {
  const [{ id }] = (await shop.call('GET', '/webhooks')).data;
  for (const path of [webhooks, `${webhooks}/${id}`, keys, exports])
    await desk.looksWell(path, `settings-${path === `${webhooks}/${id}` ? 'webhook' : path.split('/').at(-1)}`);
});
