// Signing as people do it: by finger, mouse, pen, keyboard alone and without JavaScript.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { confirm, draw, drawn, ink, openToSign } from './hands.mjs';
import { openShop, terms } from './shop.mjs';
import { launch } from './storybook.mjs';

const phone = { width: 360, height: 740 }, turned = { width: 740, height: 360 };
// Of what was drawn, to be looked at.
const pictures = process.env.CLAIMCHECK_PICTURES ?? join(tmpdir(), 'claimcheck-pictures');
let shop, browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  shop = await openShop();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

// A page of an order whose terms wait for a signature, with what went wrong in it.
async function visit(options = {}) {
  const order = await shop.order({ terms });
  const context = await browser.newContext({ viewport: phone, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return { order, page, errors, close: () => context.close() };
}
const signatures = async (order) => (await shop.get(order.number)).signatures;

for (const [way, options] of [
  ['touch', { deviceScaleFactor: 2, hasTouch: true, isMobile: true }],
  ['mouse', { deviceScaleFactor: 1, viewport: { width: 1280, height: 800 } }],
  ['pen', { deviceScaleFactor: 3 }],
])
  test(`a customer signs by ${way}`, async () => {
    const { order, page, errors, close } = await visit(options);
    await openToSign(page, shop.url + order.page);
    await page.locator('#pad canvas').scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => scrollY);
    await draw(page, way, -0.15);
    assert.equal(await page.evaluate(() => scrollY), top, 'drawing does not scroll the page away');
    const one = await ink(page);
    assert.ok(one > 0.005, `${one} of the pad is inked`);
    await draw(page, way, 0.15);
    const two = await ink(page);
    assert.ok(two > one * 1.5, `${two} after the second stroke, ${one} after the first`);
    await page.locator('#pad').screenshot({ path: join(pictures, `sign-${way}.png`) });
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.ok(Math.abs(await ink(page) - one) < one * 0.2, 'undo takes the last stroke');
    const strokes = await drawn(page);
    assert.equal(strokes.strokes.length, 1);
    assert.ok(strokes.strokes[0].length > 10, `${strokes.strokes[0].length} points`);
    await confirm(page);
    await page.waitForURL(/\/t\/[0-9a-z]+(\?.*)?#documents$/);
    assert.match(await page.locator('#documents').textContent(), /Signed by Cleo M\./);
    const [signed, ...more] = await signatures(order);
    assert.equal(signed.method, 'drawn');
    assert.equal(signed.name, 'Cleo Marsh');
    assert.deepEqual(more, []);
    assert.deepEqual(errors, []);
    await close();
  });

test('a customer signs by keyboard alone', async () => {
  const { order, page, close } = await visit();
  const tabTo = async (what) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((selector) => document.activeElement.matches(selector), what)) return;
    }
    assert.fail(`the keyboard never comes to ${what}`);
  };
  await page.goto(shop.url + order.page);
  await tabTo('#documents a[href*="/documents/"]');
  await page.keyboard.press('Enter');
  await page.locator('form[action*="/sign"]').waitFor();
  await tabTo('form[action*="/sign"] button');
  await page.keyboard.press('Enter');
  await page.locator('#pad canvas').waitFor();
  await tabTo('input[name=method]');
  await page.keyboard.press('ArrowDown');
  await page.locator('#pad canvas').waitFor({ state: 'hidden' });
  await tabTo('#name');
  await page.keyboard.type('Cleo Marsh');
  await tabTo('#agree');
  await page.keyboard.press('Space');
  await tabTo('#sign button[type=submit]');
  await page.screenshot({ path: join(pictures, 'sign-keyboard.png'), fullPage: true });
  await page.keyboard.press('Enter');
  await page.waitForURL(/#documents$/);
  assert.deepEqual((await signatures(order)).map((signed) => [signed.method, signed.name]), [['typed', 'Cleo Marsh']]);
  await close();
});

test('a customer signs without JavaScript', async () => {
  const { order, page, close } = await visit({ javaScriptEnabled: false });
  await openToSign(page, shop.url + order.page);
  assert.equal(await page.locator('#pad').isVisible(), false);
  await page.screenshot({ path: join(pictures, 'sign-without-script.png'), fullPage: true });
  await confirm(page);
  await page.waitForURL(/#documents$/);
  assert.match(await page.locator('#documents').textContent(), /Signed by Cleo M\./);
  assert.deepEqual((await signatures(order)).map((signed) => signed.method), ['typed']);
  await close();
});

test('turning the phone keeps what was drawn', async () => {
  const { order, page, close } = await visit({ deviceScaleFactor: 2 });
  await openToSign(page, shop.url + order.page);
  await draw(page, 'mouse');
  const before = await drawn(page), inked = await ink(page);
  await page.setViewportSize(turned);
  await page.waitForFunction(() => document.querySelector('#pad canvas').width > 700);
  assert.ok(await ink(page) > inked / 3, 'the strokes are there, larger');
  await page.locator('#pad').screenshot({ path: join(pictures, 'sign-turned.png') });
  await draw(page, 'mouse', 0.2);
  await page.setViewportSize(phone);
  await page.waitForFunction(() => document.querySelector('#pad canvas').width < 700);
  const now = await drawn(page);
  assert.equal(now.strokes.length, 2);
  const off = Math.max(...now.strokes[0].map(([x, y], i) => Math.hypot(x - before.strokes[0][i][0], y - before.strokes[0][i][1])));
  assert.ok(off <= 2, `the first stroke has moved by ${off} of ${now.width}`);
  await confirm(page);
  await page.waitForURL(/#documents$/);
  assert.equal((await signatures(order)).length, 1);
  await close();
});

test('the pad is as sharp as the screen, and the same drawing on each', async () => {
  const seen = [];
  for (const deviceScaleFactor of [1, 2, 3]) {
    const { order, page, close } = await visit({ deviceScaleFactor });
    await openToSign(page, shop.url + order.page);
    await draw(page, 'mouse');
    const [width, shown] = await page.locator('#pad canvas').evaluate((canvas) => [canvas.width, canvas.clientWidth]);
    assert.equal(width, Math.round(shown * deviceScaleFactor));
    seen.push(await ink(page));
    await close();
  }
  for (const part of seen) assert.ok(part > seen[0] * 0.6 && part < seen[0] * 1.6, seen.join(' '));
});

test('a refused form gives back the drawing, the choice and the name', async () => {
  const { order, page, close } = await visit();
  await openToSign(page, shop.url + order.page);
  await draw(page, 'mouse');
  const before = await drawn(page), inked = await ink(page);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await confirm(page, '   ');
  assert.equal((await answer).status(), 422);
  await page.locator('#faults').waitFor();
  assert.deepEqual(await drawn(page), before);
  assert.ok(await ink(page) > inked * 0.8, 'it is drawn again');
  assert.equal(await page.locator('input[name=method]:checked').inputValue(), 'drawn');
  await page.screenshot({ path: join(pictures, 'sign-refused.png'), fullPage: true });
  await draw(page, 'mouse', 0.2);
  await confirm(page);
  await page.waitForURL(/#documents$/);
  assert.deepEqual((await signatures(order)).map((signed) => signed.method), ['drawn']);
  await close();
});

test('an empty pad is spoken of before anything is sent', async () => {
  const { order, page, close } = await visit();
  await openToSign(page, shop.url + order.page);
  let posts = 0;
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/sign')) ++posts; });
  await confirm(page);
  await page.locator('#strokes-fault').filter({ hasText: 'Draw your signature' }).waitFor();
  assert.equal(await page.locator('#name').inputValue(), 'Cleo Marsh');
  assert.equal(posts, 0);
  await page.getByRole('radio', { name: 'My typed name is my signature' }).check();
  await confirm(page);
  await page.waitForURL(/#documents$/);
  assert.deepEqual((await signatures(order)).map((signed) => signed.method), ['typed']);
  await close();
});

test('a scribble of any length becomes what the service takes', async () => {
  const { order, page, close } = await visit();
  await openToSign(page, shop.url + order.page);
  const box = await page.locator('#pad canvas').boundingBox();
  // Straight to the pad's own events: moving a mouse twenty thousand times would take minutes.
  await page.locator('#pad canvas').evaluate((canvas, { x, y, width, height }) => {
    const send = (target, type, i) => target.dispatchEvent(new PointerEvent(type, {
      pointerId: 1, button: 0, buttons: type === 'pointerup' ? 0 : 1, bubbles: true, cancelable: true,
      clientX: x + width * (0.5 + 0.45 * Math.sin(i * 1.7)), clientY: y + height * (0.5 + 0.45 * Math.cos(i * 2.3)),
    }));
    for (let stroke = 0; stroke < 210; stroke++) {
      send(canvas, 'pointerdown', stroke);
      for (let i = 0; i < 60; i++) send(window, 'pointermove', stroke * 60 + i);
      send(window, 'pointerup', stroke * 60 + 60);
    }
  }, box);
  const { width, height, strokes } = await drawn(page), points = strokes.flat();
  assert.ok(strokes.length <= 200 && strokes.length > 100, `${strokes.length} strokes`);
  assert.ok(points.length <= 8000, `${points.length} points`);
  assert.ok(points.every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height));
  assert.ok(points.every(([, , t], i) => !i || t >= points[i - 1][2]));
  await confirm(page);
  await page.waitForURL(/#documents$/);
  assert.equal((await signatures(order)).length, 1);
  await close();
});
