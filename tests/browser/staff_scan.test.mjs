// The counter: the customer's code is read by a camera or typed, and the order goes out of the house.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { film } from './camera.mjs';
import { openDesk, phone } from './desk.mjs';
import { quote } from './shop.mjs';
import { launch } from './storybook.mjs';

let desk, shop, at;

before(async () => {
  desk = await openDesk();
  ({ shop, at } = desk);
});
after(() => desk?.stop());

const counterCode = async (order) => {
  const text = await (await fetch(`${shop.url}${order.page}/collect`)).text();
  return text.match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
};

test('the camera reads the customer’s code, shows whose it is, and hands over once', async () => {
  const order = await shop.order({ stage: 'ready', customer: { name: 'Cora Scan' } });
  const seen = await desk.browser.newContext();
  const theirs = await seen.newPage();
  await theirs.goto(`${shop.url}${order.page}/collect`);
  const { file, remove } = await film(theirs.locator('.qr svg'));
  await seen.close();
  const filming = await launch(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`]);
  try {
    const { page, close } = await at('/staff/scan', { on: filming, ...phone, permissions: ['camera'] });
    await page.getByText(`The code fits ${order.number}`).waitFor();
    await page.getByText('Cora Scan').first().waitFor();
    assert.equal(await page.locator('#recipient').inputValue(), 'Cora Scan');
    await page.getByRole('button', { name: /Hand over/ }).click();
    await page.getByText(`${order.number} has been handed over.`).waitFor();
    assert.equal((await shop.get(order.number)).stage, 'collected');
    // The customer still holds the code before the camera.
    await page.getByText('This code has just been read.').waitFor();
    await page.getByText(`${order.number} has been handed over.`).waitFor();
    await close();
  } finally {
    await filming.close();
    remove();
  }
});

test('without a camera or a script the code is typed, a wrong one is refused, and none counts twice', async () => {
  const order = await shop.order({ stage: 'ready' });
  const code = await counterCode(order);
  const { page, close } = await at('/staff/scan', { javaScriptEnabled: false });
  const find = async (text) => {
    await page.locator('#code').fill(text);
    await page.getByRole('button', { name: 'Find the order' }).click();
  };
  await find('0000-0000');
  await page.locator('#faults').getByText('No order that is ready has this code').waitFor();
  await find(code.toLowerCase());
  await page.getByRole('button', { name: /Hand over/ }).click();
  await page.getByText('has been handed over').waitFor();
  await find(code);
  await page.locator('#faults').getByText('handed over already').waitFor();
  await close();
});

test('who may collect and what is unpaid stand where it is handed over', async () => {
  const order = await shop.order({ quote, customer: { name: 'Dana Debt' } });
  const { quotes } = await shop.get(order.number);
  await shop.call('POST', `/orders/${order.number}/quotes/${quotes[0].round}/decision`, { decision: 'approve', method: 'phone', name: 'Dana Debt', reference: 'call at noon' });
  await shop.stage(order.number, 'ready');
  const code = await counterCode(order);
  await desk.looksWell('/staff/scan', 'hand-over', async (page) => {
    await page.locator('#code').fill(code);
    await page.getByRole('button', { name: 'Find the order' }).click();
    await page.getByText('Unpaid').waitFor();
    await page.getByText('£127.18').waitFor();
  });
});

test('the page scan is in nobody’s way', () => desk.looksWell('/staff/scan', 'scan'));
