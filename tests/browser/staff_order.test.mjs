// The page of one order at the console: what a counter does to an order all day.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { invalid, violations } from './checks.mjs';
import { confirm, draw, openToSign } from './hands.mjs';
import { at, counter, customer, desk, hard, mails, open, phone, pictures, plain, pressed, shop, until, wide } from './order_desk.mjs';
import { quote, terms } from './shop.mjs';

test('C27, C28: a quote is written and sent, the customer approves, and the open page says so within two seconds', async () => {
  const { number, page: link } = await shop.order();
  const { page, errors } = desk;
  await open(page, number);
  await page.keyboard.press('q');
  const cell = (row, name) => page.locator(`#line-${row}-${name}`);
  await cell(0, 'description').fill('Screen, genuine part');
  await cell(0, 'price').fill('89.99');
  await cell(1, 'description').fill('Fitting and test');
  await cell(1, 'price').fill('15.99');
  await cell(1, 'price').press('Enter');
  await page.locator('#quote_deposit').fill('50');
  assert.match(await page.locator('[data-totals]').textContent(), /105\.98.*21\.20.*127\.18/);
  await page.screenshot({ path: join(pictures, 'order-quote-editor.png'), fullPage: true });
  await page.getByRole('button', { name: 'Send to the customer' }).click();
  await page.waitForURL(/#quotes$/);
  assert.match(await page.locator('#quotes .quote').first().textContent(), /Pending/);
  assert.match(await page.locator('#quotes .quote .total').first().textContent(), /£127\.18/);
  await customer(shop.url + link, async (there) => {
    await there.locator('#quote button[value=approve]').click();
    await confirm(there);
    await there.waitForURL(/#quote$/);
  });
  await page.locator('#quotes .quote .chip', { hasText: 'Approved' }).waitFor({ timeout: 2000 });
  assert.match(await page.locator('#quotes').textContent(), /by Cleo Marsh/);
  assert.deepEqual(errors, []);
});

test('C29: why a customer declined stands on the order', async () => {
  const { number, page: link } = await shop.order({ quote });
  await customer(shop.url + link, async (there) => {
    await there.locator('#quote button[value=decline]').click();
    await there.locator('#reason').fill('A new one costs less');
    await confirm(there);
    await there.waitForURL(/#quote$/);
  });
  const { page } = desk;
  await open(page, number);
  assert.match(await page.locator('#quotes .quote').first().textContent(), /Declined by Cleo Marsh[\s\S]*A new one costs less/);
});

test('C28: a decision by telephone is recorded with who, how and its reference', async () => {
  const { number } = await shop.order({ quote });
  const { page } = desk;
  await open(page, number);
  await page.locator('#decide summary').click();
  await page.locator('#decision_reference').fill('Call at 10:15');
  await page.getByRole('button', { name: 'Record approval' }).click();
  await page.waitForURL(/#quotes$/);
  assert.match(await page.locator('#quotes .quote').first().textContent(), /Approved by Cleo Marsh[\s\S]*telephone[\s\S]*Call at 10:15/);
});

test('C33, C34: terms given at the counter are signed on the phone, and the record shows picture, time, place and document', async () => {
  const { number, page: link } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('t');
  await page.locator('#document_title').fill(terms.title);
  await page.locator('#document_body').fill(terms.body);
  await page.getByRole('button', { name: 'Add to the order' }).click();
  await page.waitForURL(/#documents$/);
  assert.match(await page.locator('#documents').textContent(), /To be signed/);
  await customer(shop.url + link, async (there) => {
    await openToSign(there, shop.url + link);
    await draw(there, 'mouse');
    await confirm(there);
    await there.waitForURL(/#documents$/);
  });
  const record = page.locator('#documents .signature');
  await record.waitFor({ timeout: 3000 });
  assert.equal(await record.locator('svg path').count() > 0, true, 'the drawing');
  const said = await record.textContent();
  assert.match(said, /Cleo Marsh/);
  assert.match(said, /\d{2}:\d{2}.*(GMT|BST)/);
  assert.match(said, /127\.0\.0\.\d/);
  assert.match(said, /version 1, SHA-256/);
  assert.match(said, /Verified/);
  const certificate = await page.request.get(`${at(number)}/certificate.pdf`);
  assert.equal(certificate.status(), 200);
  assert.equal((await certificate.body()).subarray(0, 5).toString(), '%PDF-');
  const pack = await page.request.get(`${at((await shop.get(number)).id)}/evidence.zip`);
  assert.equal((await pack.body()).subarray(0, 2).toString(), 'PK');
});

test('what was typed is kept when it is refused', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('q');
  await page.locator('#line-0-description').fill('Battery');
  await page.locator('#line-0-price').fill('about thirty');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.locator('#faults').waitFor();
  assert.equal(await page.locator('#line-0-description').inputValue(), 'Battery');
  assert.equal(await page.locator('#line-0-price').inputValue(), 'about thirty');
  assert.equal(await page.locator('#line-0-price').getAttribute('aria-invalid'), 'true');
  await page.locator('#line-0-price').fill('30');
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.waitForURL(/#quotes$/);
  assert.match(await page.locator('#quotes .quote').first().textContent(), /Draft/);
});

test('what comes second is told what came first', async () => {
  const { number, page: link } = await shop.order({ quote });
  const { page, context } = await counter();
  // The page stands still, as on a desk whose connection is gone.
  await context.route('**/staff/events**', (route) => route.abort());
  await open(page, number);
  await customer(shop.url + link, async (there) => {
    await there.locator('#quote button[value=approve]').click();
    await confirm(there);
    await there.waitForURL(/#quote$/);
  });
  await page.locator('#decide summary').click();
  await page.locator('#decision_reason').fill('Too dear, she said');
  await page.getByRole('button', { name: 'Record decline' }).click();
  const said = await page.locator('#conflict').textContent();
  assert.match(said, /decided before/);
  assert.match(said, /Quote 1 approved[\s\S]*the customer/);
  await context.close();
});

test('two people’s corrections do not overwrite each other', async () => {
  const { number } = await shop.order();
  const { page, context } = await counter();
  await context.route('**/staff/events**', (route) => route.abort());
  await open(page, number);
  await shop.call('PATCH', `/orders/${number}`, { customer: { name: 'Cleo Marsh', email: 'right@customers.example' } });
  await page.locator('#edit summary').first().click();
  await page.locator('#customer_name').fill('Clea Marsh');
  await page.locator('#edit form').getByRole('button', { name: 'Save' }).click();
  assert.match(await page.locator('#conflict').textContent(), /Somebody else corrected this order/);
  assert.equal(await page.locator('#customer_name').inputValue(), 'Clea Marsh', 'kept to be sent again');
  assert.equal((await shop.get(number)).customer.email, 'right@customers.example');
  await context.close();
});

test('a corrected contact ends the links that went astray and sends a new one', async () => {
  const { number, page: astray } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('e');
  await page.locator('#customer_email').fill('corrected@customers.example');
  await page.locator('#customer_resend').check();
  await page.locator('#edit form').getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/#links$/);
  await customer(shop.url + astray, async (_, answer) => assert.equal(answer.status(), 410));
  const [mail] = await until(() => { const all = mails('corrected@customers.example'); return all.length && all; }, 'the new link');
  const [link] = /\/t\/[0-9a-z]{31}/.exec(plain(mail));
  await customer(shop.url + link, async (_, answer) => assert.equal(answer.status(), 200));
});

test('stages and device statuses move by one press, with a note for whom it is meant', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('s');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'next-stage');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#head$/);
  await page.locator('h1 .chip', { hasText: 'In progress' }).waitFor();
  const device = page.locator('#devices .device').first();
  const offered = await device.locator('button[name=status]').evaluateAll((all) => all.map((button) => button.value));
  assert.deepEqual(offered, ['repaired_qc', 'awaiting_revised_quote', 'company_rejected'], 'only moves that the table has');
  await device.getByText('With a note').click();
  await device.locator('input[name^=device_note]').fill('Screen seated, glue dries');
  await device.getByRole('button', { name: 'Repaired, quality check' }).click();
  await page.waitForURL(/#devices$/);
  await page.locator('#devices .chip', { hasText: 'quality check' }).waitFor();
  await page.locator('#events summary').click();
  assert.match(await page.locator('#events').textContent(), /Screen seated/);
});

test('a payment, a refund, a message and a note are kept, once each', async () => {
  const { number } = await shop.order({ quote });
  await shop.call('POST', `/orders/${number}/quotes/1/decision`, { decision: 'approve', method: 'in_store' });
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('p');
  assert.equal(await page.locator('#payment_amount').inputValue(), '50.00', 'the deposit is what is asked for now');
  await page.locator('#pay').getByRole('button', { name: 'Record' }).dblclick();
  await page.waitForURL(/#payments$/);
  await page.locator('#pay summary').click();
  await page.locator('#payment_kind').selectOption('refund');
  await page.locator('#payment_amount').fill('12,50');
  await page.locator('#pay').getByRole('button', { name: 'Record' }).click();
  await page.locator('#payments .sums', { hasText: 'Refunded' }).waitFor();
  const { totals, payments } = await shop.get(number);
  assert.equal(payments.length, 2);
  assert.equal(totals.balance.amount, 12718 - 5000 + 1250);

  await page.keyboard.press('m');
  await page.locator('#message_text').fill(`It is ready, ${hard}`);
  await page.locator('#message_file').setInputFiles({ name: 'slip.txt', mimeType: 'text/plain', buffer: Buffer.from('kept') });
  await page.locator('#reply').getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/#messages$/);
  assert.match(await page.locator('#messages .ours').textContent(), /It is ready, O'Brien "Bo" & Søn 🦊/);
  const file = await page.request.get(new URL(await page.locator('#messages .files a').getAttribute('href'), shop.url).href);
  assert.equal(await file.text(), 'kept');
  await page.keyboard.press('i');
  await page.locator('#note').fill('Customer comes on Friday');
  await page.locator('#write-note').getByRole('button', { name: 'Keep' }).click();
  await page.waitForURL(/#history$/);
  assert.match(await page.locator('#history .notes').textContent(), /Customer comes on Friday/);
});

test('nobody is shown a button that they may not press, and a manager alone cancels and brings back', async () => {
  const { number } = await shop.order({ quote });
  const of = async (role) => {
    const { page, context } = await counter({ role });
    await open(page, number);
    const seen = { forms: await page.locator('main form').count(), share: await page.locator('#share').count(),
      cancel: await page.locator('button[value=cancelled]').count(), decide: await page.locator('#decide').count() };
    await context.close();
    return seen;
  };
  assert.deepEqual(await of('viewer'), { forms: 0, share: 0, cancel: 0, decide: 0 });
  const technician = await of('technician');
  assert.ok(technician.forms > 5 && technician.share === 1);
  assert.equal(technician.cancel + technician.decide, 0);
  const { page } = desk;
  await open(page, number);
  await page.locator('button[value=cancelled]').click();
  await page.locator('h1 .chip', { hasText: 'Cancelled' }).waitFor();
  await page.getByRole('button', { name: 'In progress' }).click();
  await page.locator('h1 .chip', { hasText: 'In progress' }).waitFor();
});

test('no state of the page has a finding of axe or of the validator, on a desk and on a telephone, light and dark', async () => {
  const full = await shop.order({ quote, terms, customer: { name: hard } });
  await customer(shop.url + full.page, async (there) => {
    await openToSign(there, shop.url + full.page);
    await draw(there, 'mouse');
    await confirm(there);
    await there.waitForURL(/#documents$/);
  });
  await shop.call('POST', `/orders/${full.number}/payments`, { kind: 'deposit', amount: { amount: 5000, currency: 'GBP' }, method: 'cash' });
  await shop.call('POST', `/orders/${full.number}/messages`, { text: 'It will take a day longer.' });
  await shop.call('POST', `/orders/${full.number}/quotes`, { ...quote, lines: [...quote.lines, { description: 'Case', quantity: '1', unit_price: 1200, tax_bp: 2000, kind: 'optional' }] });
  const ended = await shop.order({ stage: 'collected' });
  const bare = await shop.order();
  const found = [];
  for (const colorScheme of ['light', 'dark'])
    for (const [name, viewport] of [['wide', wide], ['phone', phone]]) {
      const { page, context } = await counter({ viewport, colorScheme, bypassCSP: true, ...(viewport === phone && { hasTouch: true, isMobile: true }) });
      for (const [state, { number }] of Object.entries({ full, bare, ended })) {
        const html = await (await open(page, number)).text();
        for (const fault of await invalid(html)) found.push(`${state}: ${fault}`);
        if (state === 'full') await pressed(page, 'SMS').then(() => page.locator('#shared-open').waitFor());
        await page.screenshot({ path: join(pictures, `order-${state}-${name}-${colorScheme}.png`), fullPage: true });
        for (const fault of await violations(page)) found.push(`${state} ${name} ${colorScheme}: ${fault}`);
        await page.screenshot({ path: join(pictures, `order-${state}-${name}-${colorScheme}-open.png`), fullPage: true });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (sideways) found.push(`${state} ${name} scrolls sideways`);
      }
      await context.close();
    }
  assert.deepEqual([...new Set(found)], []);
});
