// The customer's link at the console: copied, shared and sent in one click, revoked, and who looked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { at, browser, copied, counter, customer, decoded, desk, hard, mails, open, phone, pictures, plain, pressed, shop, taken, until } from './order_desk.mjs';

test('C09: staff copy the link of an order by one key, and it opens for the customer', async () => {
  const { number } = await shop.order();
  const { page, errors } = desk;
  await open(page, number);
  const address = await copied(page);
  assert.match(address, new RegExp(`^${shop.url}/t/[0-9a-z]{31}$`));
  await customer(address, async (there, answer) => {
    assert.equal(answer.status(), 200);
    assert.match(await there.locator('body').textContent(), new RegExp(number));
  });
  assert.equal(await copied(page), address, 'the same one while it lives');
  assert.deepEqual(errors, []);
});

test('C09: a revoked link is gone for good, and copying makes another', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  const address = await copied(page);
  await page.reload();
  const row = page.locator('#links [data-link]', { hasText: 'Copied link' });
  await taken(page, () => row.getByRole('button', { name: 'Revoke' }).first().click());
  await customer(address, async (_, answer) => assert.equal(answer.status(), 410));
  const another = await copied(page);
  assert.notEqual(another, address);
  await customer(another, async (_, answer) => assert.equal(answer.status(), 200));
  await page.reload();
  await taken(page, () => row.getByRole('button', { name: 'New link' }).first().click());
  await customer(another, async (_, answer) => assert.equal(answer.status(), 410));
  const third = await copied(page);
  await customer(third, async (_, answer) => assert.equal(answer.status(), 200));
});

test('C09: the panel tells who looked at a link, and counts previews apart', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  const address = await copied(page), row = page.locator('#links [data-link]', { hasText: 'Copied link' });
  assert.match(await row.textContent(), /Not seen by a person yet/);
  await fetch(address, { headers: { 'user-agent': 'WhatsApp/2.24.1 A' } });
  // A person's browser; the one of these tests names itself as a machine's.
  const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
  await customer(address, async (there) => {
    const seen = there.waitForResponse((answer) => answer.url().endsWith('/seen'));
    await there.mouse.move(50, 50);
    await there.mouse.down();
    await there.mouse.up();
    await there.keyboard.press('Tab');
    await seen;
  }, { userAgent });
  const told = /Seen once by a person, last \d\d:\d\d on a phone.*1 preview by chat programs/;
  await until(async () => told.test(await row.textContent()), 'who looked');
});

for (const [channel, said] of [['whatsapp', 'WhatsApp'], ['sms', 'SMS'], ['email', 'E-mail']])
  test(`C10: the words for ${said} reach the right contact as they are, whatever the customer is called`, async () => {
    const { number } = await shop.order({ customer: { name: hard, email: `o'brien+fix@customers.example`, phone: '+441632960205' } });
    const { page } = desk;
    await open(page, number);
    await pressed(page, said);
    const link = page.locator('#shared-open');
    await link.waitFor();
    const href = await link.getAttribute('href'), { to, text, subject } = decoded(href);
    assert.equal(to, { whatsapp: '441632960205', sms: '+441632960205', email: `o'brien+fix@customers.example` }[channel]);
    assert.match(href, { whatsapp: /^https:\/\/wa\.me\/441632960205\?text=/, sms: /^sms:\+441632960205\?body=/, email: /^mailto:/ }[channel]);
    assert.match(text, new RegExp(`${shop.url}/t/[0-9a-z]{31}`));
    assert.match(text, /Harbour Repairs/);
    if (channel === 'email') {
      assert.match(subject, new RegExp(number));
      assert.match(text, /\r\n/, 'its lines end as RFC 6068 has them');
    }
    // Changed words go out as they were typed.
    await page.locator('#shared-text').fill(`Dear ${hard}, 100 % & more?\nSee #1`);
    const own = decoded(await link.getAttribute('href'));
    assert.equal(own.text.replace(/\r\n/g, '\n'), `Dear ${hard}, 100 % & more?\nSee #1`);
    assert.equal(own.to, to);
  });

test('C10: the SMS counter tells plain letters from signs that double the cost', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await pressed(page, 'SMS');
  const text = page.locator('#shared-text'), cost = page.locator('#shared-cost');
  await text.waitFor();
  assert.match(await cost.textContent(), /^1 SMS/);
  await text.fill('x'.repeat(160));
  assert.match(await cost.textContent(), /^1 SMS · 160 signs, 0 left/);
  await text.fill('x'.repeat(161));
  assert.match(await cost.textContent(), /^2 SMS/);
  await text.fill('€'.repeat(80) + 'x');
  assert.match(await cost.textContent(), /^2 SMS · 161 signs/);
  await text.fill('🦊'.repeat(35));
  assert.match(await cost.textContent(), /^1 SMS · 70 signs, 0 left · special/);
});

test('C10: without a telephone WhatsApp asks whom to send it to', async () => {
  const { number } = await shop.order({ customer: { phone: '' } });
  const { page } = desk;
  await open(page, number);
  await pressed(page, 'WhatsApp');
  await page.locator('#shared-open').waitFor();
  assert.match(await page.locator('#shared-open').getAttribute('href'), /^https:\/\/wa\.me\/\?text=/);
});

test('C09, C10: without JavaScript the link is on a page to copy from, ready to be sent', async () => {
  const { number } = await shop.order({ customer: { name: hard } });
  const { page, context } = await counter({ javaScriptEnabled: false });
  await open(page, number);
  await page.locator('#share button[value=copy]').click();
  assert.match(await page.locator('#address').inputValue(), /\/t\/[0-9a-z]{31}$/);
  await page.goBack();
  await page.locator('#share button[value=whatsapp]').click();
  const { to, text } = decoded(await page.locator('#open').getAttribute('href'));
  assert.equal(to, '441632960203');
  assert.match(text, /\/t\/[0-9a-z]{31}/);
  await context.close();
});

test('C09: the QR code to print opens the order', async () => {
  const { number } = await shop.order();
  const { page, context } = desk;
  await open(page, number);
  for (const size of ['Label, 62 mm', 'A4']) {
    const [sheet] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: size }).click()]);
    await sheet.locator('.sheet svg').waitFor();
    const file = join(pictures, `order-qr-${size.slice(0, 2)}.png`);
    await sheet.emulateMedia({ media: 'print' });
    await sheet.screenshot({ path: file });
    const read = execFileSync('zbarimg', ['--quiet', '--raw', file]).toString().trim();
    await customer(read, async (_, answer) => assert.equal(answer.status(), 200));
    await sheet.close();
  }
});

test('C10: a number written nationally becomes international as it is typed', async () => {
  const { number } = await shop.order();
  const { page } = desk;
  await open(page, number);
  await page.keyboard.press('e');
  const field = page.locator('#customer_phone');
  await field.fill('01632 960 204');
  await field.blur();
  assert.equal(await field.inputValue(), '+441632960204');
  await page.locator('#customer_name').fill('Cleo Marsh-Day');
  await page.locator('#edit form').getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/#customer$/);
  assert.deepEqual((await shop.get(number)).customer.phone, '+441632960204');
  assert.match(await page.locator('#customer').textContent(), /Cleo Marsh-Day/);
});

test('C11: the shop sends the link again: counted, and the same while it lives', async () => {
  const email = 'resend@customers.example';
  const { number } = await shop.order({ customer: { email } });
  const { page } = desk;
  const before = mails(email).length;
  for (const times of [1, 2]) {
    await open(page, number);
    await page.locator('#links button[name=route][value=email]').click();
    await page.waitForURL(/#links$/);
    await until(() => mails(email).length >= before + times, `mail ${times}`);
  }
  const sent = mails(email).map((mail) => /\/t\/[0-9a-z]{31}/.exec(plain(mail))).filter(Boolean).map(([link]) => link);
  assert.ok(sent.length >= 2);
  assert.equal(new Set(sent).size, 1, 'one link');
  await page.reload();
  assert.match(await page.locator('#links').textContent(), /sent 2 times so far/);
  await customer(shop.url + sent[0], async (_, answer) => assert.equal(answer.status(), 200));
});
