// One repair from the customer's side, from the first look to the end of the link, in two languages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { invalid, violations } from './checks.mjs';
import { confirm, draw, openToSign } from './hands.mjs';
import { openShop, paidThrough, quote, terms } from './shop.mjs';
import { startProviders } from './standin/providers.mjs';
import { launch } from './storybook.mjs';

let shop, browser, providers;

before(async () => {
  providers = await startProviders();
  shop = await openShop(paidThrough(providers));
  await steer('webhooks', { stripe: `${shop.url}/hooks/stripe/harbour` });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
  await providers?.stop();
});

const steer = (what, how = {}) => fetch(`${providers.url}/control/${what}`, { method: 'POST', body: JSON.stringify(how) });

const words = {
  en: { total: '£127.18', working: 'is being repaired', signed: 'Signed by', ask: 'Is it waterproof again?' },
  de: { total: '127,18', working: 'wird .*repariert', signed: 'nterschrieben', ask: 'Ist es wieder wasserdicht?' },
};

for (const language of ['en', 'de'])
  test(`a repair from the first look to the end of the link, ${language}`, async (t) => {
    const say = words[language];
    const order = await shop.order({ customer: { locale: language }, quote, terms });
    // The checker of one language has to bypass the pages' policy; the other holds them to it.
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
    const context = await browser.newContext({ ...phone, bypassCSP: language === 'en' });
    const page = await context.newPage();
    const errors = [], faults = [], written = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (line) => {
      const ours = line.location().url.startsWith(shop.url);
      if (line.type() === 'error' && ours && !/status of 410/.test(line.text())) errors.push(line.text());
    });
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin !== shop.url || response.status() === 303) return;
      if (!response.headers()['content-type']?.startsWith('text/html')) return;
      written.push(response.text().then(async (html) => {
        for (const fault of await invalid(html)) faults.push(`${pathname.replace(order.page, '')}: ${fault}`);
      }, () => { /* the page went on before its text was read */ }));
    });
    const look = async (what) => {
      assert.equal(await page.locator('html').getAttribute('lang'), language, what);
      if (language === 'en') assert.deepEqual(await violations(page), [], what);
    };
    const now = () => shop.get(order.number);

    await page.goto(shop.url + order.page);
    await look('a quote to answer');
    assert.match(await page.locator('#quote').textContent(), new RegExp(say.total));
    await page.locator('#quote button[value=approve]').click();
    await page.locator('form.act').waitFor();
    await look('the approval to confirm');
    assert.match(await page.locator('form.act .statement').textContent(), new RegExp(say.total));
    await confirm(page);
    await page.waitForURL(/#quote$/);
    await look('approved');
    assert.equal((await now()).quotes[0].state, 'approved');
    assert.match(await page.locator('#quote').textContent(), new RegExp(`${order.number}/1`));

    await openToSign(page, shop.url + order.page);
    await look('terms to sign');
    await draw(page, 'touch');
    await confirm(page);
    await page.waitForURL(/#documents$/);
    assert.match(await page.locator('#documents').textContent(), new RegExp(say.signed));
    await look('signed');

    await page.locator('#pay-deposit button').click();
    await page.locator('form.act').waitFor();
    await look('a payment to confirm');
    await confirm(page);
    await page.waitForURL((url) => url.origin === providers.url);
    assert.equal(await page.locator('#amount').textContent(), '5000 gbp');
    await steer('hold', { on: true });
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.waitForURL(/\/paid/);
    await look('back from the provider, which has not told yet');
    const waiting = await page.locator('h1').textContent();
    assert.equal((await now()).totals.paid.amount, 0);
    await steer('release');
    await page.locator('h1').filter({ hasNotText: waiting }).waitFor();
    await look('the payment received');
    assert.equal((await now()).totals.balance.amount, 7718);

    await page.goto(shop.url + order.page);
    await look('a deposit paid');
    // The checker has opened all folds.
    if (!await page.locator('#text').isVisible()) await page.locator('#messages summary').click();
    await page.locator('#text').fill(say.ask);
    await page.locator('#write button[type=submit]').click();
    await page.locator('form.act').waitFor();
    await look('a message to confirm');
    await confirm(page);
    await page.waitForURL(/#messages$/);
    assert.match(await page.locator('#messages').textContent(), new RegExp(say.ask.replace('?', '\\?')));
    await look('a message sent');

    const listening = page.waitForResponse((response) => response.url().includes('/events'));
    await page.goto(shop.url + order.page);
    await listening;
    await shop.stage(order.number, 'in_progress');
    await page.locator('h1').filter({ hasText: new RegExp(say.working) }).waitFor();
    await shop.call('POST', `/orders/${order.number}/messages`, { text: 'Yes, tested for 30 minutes.' });
    await page.locator('#messages').filter({ hasText: 'Yes, tested for 30 minutes.' }).waitFor();
    await look('an answer that came by itself');

    await shop.stage(order.number, 'ready');
    const collect = page.locator('a[href*="/collect"]').first();
    await collect.waitFor();
    await look('ready');
    await collect.click();
    const code = (await page.locator('.digits').textContent()).trim();
    await look('the code to collect with');
    const picture = join(shop.folder, `qr-${language}.png`);
    await page.locator('.qr').screenshot({ path: picture });
    const scanned = execFileSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    assert.equal(scanned.trim(), code);

    await page.goto(shop.url + order.page);
    const gone = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() === 410);
    await shop.call('POST', `/orders/${order.number}/collect`, { code });
    await gone;
    await page.waitForLoadState();
    await look('the end');
    assert.doesNotMatch(await page.locator('body').textContent(), new RegExp(`Meridian|Cleo|${order.number}|${say.total}`));
    assert.equal((await now()).stage, 'collected');

    await Promise.all(written);
    t.diagnostic(`${written.length} pages were read`);
    assert.deepEqual(faults, []);
    assert.deepEqual(errors, []);
    await context.close();
  });
