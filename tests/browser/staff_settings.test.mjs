// The shop's settings at the console: what is saved there, and what customers then see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDesk, phone } from './desk.mjs';
import { about, until } from './messages.mjs';
import { quote } from './shop.mjs';
import { invite } from './staff.mjs';
import { openPost } from './standin/post.mjs';

let post, desk, shop, at;
before(async () => {
  post = await openPost();
  desk = await openDesk({
    CLAIMCHECK_MAIL_URL: post.url,
    CLAIMCHECK_MAIL_FROM: 'desk@harbour.example',
    CLAIMCHECK_NOTIFICATIONS_DEBOUNCE_SECONDS: '0',
    CLAIMCHECK_LIMITS_API_PER_MINUTE: '0',
  });
  ({ shop, at } = desk);
});
after(async () => {
  await desk?.stop();
  await post?.close();
});

const settings = (section) => `/staff/settings/${section}`;
const answerTo = async (page, act) => {
  const [answer] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), act()]);
  await page.waitForLoadState();
  return answer;
};
const press = (page, name) => answerTo(page, () => page.getByRole('button', { name, exact: true }).first().click());
const saved = async (page, name = 'Save') => {
  assert.equal((await press(page, name)).status(), 303);
  await page.getByText('Saved.', { exact: true }).waitFor();
};
// What somebody with the link sees.
async function customer(path, look) {
  const context = await desk.browser.newContext(phone);
  try {
    const page = await context.newPage();
    const answer = await page.goto(shop.url + path);
    return await look(page, answer);
  } finally {
    await context.close();
  }
}
const seen = (path) => customer(path, (page) => page.locator('body').innerText());
const colour = (path) => customer(path, (page) => page.getByRole('button', { name: /Approve/ }).first().evaluate((one) => getComputedStyle(one).backgroundColor));
// A picture to take as a logo.
const picture = async (page) => ({ name: 'logo.png', mimeType: 'image/png', buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } }) });

test('C22: name, colour, message and logo of the shop stand on its customers’ pages', async () => {
  const { page: theirs } = await shop.order({ quote });
  const before = await colour(theirs);
  const { page, close } = await at(settings('shop'));
  await page.locator('#name').fill('Harbour Repairs & Sons');
  await page.locator('#colour').fill('#7a1fa2');
  await page.locator('#message').fill('We are closed on <Monday>.');
  await saved(page);
  await page.locator('#logo').setInputFiles(await picture(page));
  await saved(page, 'Take this one');
  await page.getByAltText('The logo as it is now').waitFor();
  await customer(theirs, async (page) => {
    const text = await page.locator('body').innerText();
    assert.ok(text.includes('We are closed on <Monday>.'));
    assert.match(await page.title(), /Harbour Repairs & Sons/);
    const logo = page.locator('header img').first();
    assert.ok(await logo.evaluate((img) => img.naturalWidth > 0));
  });
  assert.notEqual(await colour(theirs), before);
  await saved(page, 'Take the logo away');
  await customer(theirs, async (page) => assert.equal(await page.locator('header img').count(), 0));
  await close();
});

test('what is at fault is said at its field, and what was typed stays', async () => {
  const { page, close } = await at(settings('shop'));
  await page.locator('#tax_rates').fill('lots of VAT');
  await page.locator('#message').fill('Typed meanwhile');
  assert.equal((await press(page, 'Save')).status(), 422);
  await page.locator('#tax_rates-fault').waitFor();
  assert.equal(await page.locator('#message').inputValue(), 'Typed meanwhile');
  assert.equal(await page.locator('#tax_rates').inputValue(), 'lots of VAT');
  await close();
});

test('of two who save the same page the second hears that it has changed', async () => {
  const first = await at(settings('notifications')), second = await at(settings('notifications'));
  await first.page.locator('#footer').fill('From the first');
  await saved(first.page);
  await second.page.locator('#footer').fill('From the second');
  assert.equal((await press(second.page, 'Save')).status(), 422);
  assert.equal(await second.page.locator('#footer').inputValue(), 'From the second');
  assert.ok(await second.page.locator('#faults').count());
  await first.close();
  await second.close();
});

test('C35, C36, C37: a location of its own look, contact and hours gives them to its orders alone', async () => {
  const { page: elsewhere } = await shop.order({ quote });
  const before = await colour(elsewhere);
  const { page, close } = await at(settings('locations'), { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'Add a location' }).click();
  await page.locator('#name').fill('Old Town');
  await page.locator('#phone').fill('+441632960155');
  await page.locator('#email').fill('old-town@harbour.example');
  await page.locator('#address').fill('5 Mill Lane\nPorthaven');
  await page.locator('#hours').fill('mon-fri 10:15-16:45\n2031-12-25 closed Christmas Day');
  await page.locator('#colour').fill('#b3261e');
  await page.locator('#message').fill('Ring twice.');
  await saved(page);
  await close();
  const { link } = await shop.call('POST', '/orders', {
    number: 'OT-1', location: 'Old Town', customer: { name: 'Cleo Marsh' }, devices: [{ kind: 'Phone' }],
  });
  await shop.call('POST', '/orders/OT-1/quotes', quote);
  const theirs = new URL(link.url).pathname;
  const text = await customer(theirs, async (page) => {
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    return page.locator('body').innerText();
  });
  for (const own of ['5 Mill Lane', 'Ring twice.', '10:15', '16:45']) assert.ok(text.includes(own), `${own} in ${text}`);
  assert.match(text.replace(/\s/g, ''), /960155/);
  assert.notEqual(await colour(theirs), before);
  const other = await seen(elsewhere);
  for (const own of ['5 Mill Lane', 'Ring twice.', '10:15']) assert.ok(!other.includes(own));
});

test('C20: links that are switched off show a polite page, and open again', async () => {
  const { number, page: theirs } = await shop.order();
  const { page, close } = await at(settings('portal'));
  await page.locator('#portal_enabled').uncheck();
  await saved(page);
  const off = await seen(theirs);
  assert.match(off, /switched these pages off/);
  assert.ok(!off.includes(number));
  await page.locator('#portal_enabled').check();
  await saved(page);
  assert.ok((await seen(theirs)).includes(number));
  await close();
});

test('C21: whether a link asks for a code before it opens is the shop’s to set', async () => {
  const { number, page: theirs } = await shop.order();
  const { page, close } = await at(settings('portal'));
  await page.locator('#entry').selectOption('login');
  await saved(page);
  assert.ok(!(await seen(theirs)).includes(number));
  await page.locator('#entry').selectOption('direct');
  await saved(page);
  assert.ok((await seen(theirs)).includes(number));
  await close();
});

test('C26: what customers hear of is switched at the console, and said in the shop’s own words', async () => {
  const { page, close } = await at(settings('notifications'));
  await page.getByLabel('A step was reached, E-mail').selectOption('never');
  await page.locator('#footer').fill('Harbour Repairs, by the old crane');
  await saved(page);

  await page.goto(`${shop.url}${settings('templates/ready/email/en')}`);
  await page.locator('#body').fill('Come\nand {{fetch}} it');
  assert.equal((await press(page, 'Save')).status(), 422);
  assert.match(await page.locator('#body-fault').innerText(), /^Line 2, column 5: /);
  assert.equal(await page.locator('#body').inputValue(), 'Come\nand {{fetch}} it');
  await page.locator('#subject').fill('{{order}} waits for you');
  await page.locator('#body').fill('Do come:\n\n{{link}}');
  await saved(page);
  assert.match(await page.locator('.preview').innerText(), /Do come:[^]*http/);

  const { number } = await shop.order({ stage: 'in_progress' });
  await shop.stage(number, 'ready');
  await until(() => post.mails.some((mail) => mail.subject === `${number} waits for you`));
  const mine = post.mails.filter((mail) => mail.subject.includes(number));
  assert.equal(mine.filter((mail) => about(number)(mail) && !about(number, 'confirmed')(mail)).length, 0, 'of the step nobody was told');
  const mail = mine.find((one) => one.subject.endsWith('waits for you'));
  assert.match(mail.text, /Do come:[^]*http/);
  assert.match(mail.text, /by the old crane/);

  await saved(page, 'Back to the house’s words');
  assert.doesNotMatch(await page.locator('#body').inputValue(), /Do come/);
  await close();
});

test('terms are attached to every new order, change as a new version and can be archived', async () => {
  const { page, close } = await at(settings('terms/new'));
  await page.locator('#title').fill('House terms');
  await page.locator('#body').fill('<b>raw</b>');
  assert.equal((await press(page, 'Save')).status(), 422);
  assert.equal(await page.locator('#title').inputValue(), 'House terms');
  await page.locator('#body').fill('## Care\n\nWe repair with care.');
  await page.locator('#attach').check();
  await saved(page);
  const { page: theirs } = await shop.order();
  assert.match(await seen(theirs), /House terms/);
  await page.locator('#body').fill('## Care\n\nWe repair with great care.');
  await saved(page, 'Save as the next version');
  await page.getByText('Version 2', { exact: true }).waitFor();
  await page.getByText('Version 1', { exact: true }).waitFor();
  await page.locator('#archived').check();
  await saved(page, 'Save as the next version');
  const { page: later } = await shop.order();
  assert.doesNotMatch(await seen(later), /House terms/);
  await close();
});

test('a manager finds the sections of their duty, and none that is the owner’s', async () => {
  const { link } = invite(shop, 'manager');
  const context = await desk.browser.newContext();
  const page = await context.newPage();
  await page.goto(shop.url + link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/staff/sign-in'));
  await page.goto(shop.url + settings('').slice(0, -1));
  assert.deepEqual(await page.locator('nav.tabs a').allInnerTexts(), ['Locations', 'Messages', 'Wording', 'Terms', 'Exports']);
  for (const owned of ['shop', 'portal', 'webhooks', 'keys'])
    assert.equal((await page.goto(shop.url + settings(owned))).status(), 403);
  await context.close();
});

test('every section looks well, on a desk and on a phone', async () => {
  for (const section of ['shop', 'locations', 'locations/new', 'portal', 'notifications', 'templates', 'templates/ready/sms/en', 'terms', 'terms/new'])
    await desk.looksWell(settings(section), `settings-${section.replaceAll('/', '-')}`);
});
