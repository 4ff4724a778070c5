// Signing in at the console, and looking after oneself and one's people there.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { invalid, violations } from './checks.mjs';
import { openShop } from './shop.mjs';
import { invite, signIn } from './staff.mjs';
import { launch } from './storybook.mjs';

const pictures = process.env.CLAIMCHECK_PICTURES;
const password = 'four words in a row';
let shop, browser;

before(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  shop = await openShop({ CLAIMCHECK_MAIL_FROM: 'repairs@harbour.example' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

async function fresh(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true, ...options });
  return context.newPage();
}

// Everything that is asked of a page in any state, in both sizes and themes.
async function look(page, name) {
  const size = page.viewportSize();
  for (const [width, height] of [[1280, 800], [390, 844]])
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const what = `${name} ${width} ${colorScheme}`;
      assert.deepEqual(await violations(page), [], what);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wider, 0, `${what} is wider than its screen`);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
}

async function valid(page, path, options) {
  const answer = await page.request.fetch(shop.url + path, options);
  assert.deepEqual(await invalid(await answer.text()), [], path);
}

// Somebody new with a password, signed in on the page.
async function member(page, role = 'technician') {
  const { email, link } = invite(shop, role);
  await page.goto(shop.url + link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Your password is set').waitFor();
  return email;
}

const code = (secret) => execFileSync('oathtool', ['--totp', '-b', secret], { encoding: 'utf8' }).trim();
const hasOathtool = spawnSync('oathtool', ['--version']).status === 0;

test('the owner comes in by the one-time link, sets a password, and every page of the way reads well', async () => {
  const page = await fresh();
  await page.goto(shop.url + shop.ownerLink);
  await look(page, 'one-time');
  await signIn(page, shop);
  assert.match(page.url(), /\/staff\/me/);
  await look(page, 'welcome');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Set the password' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'faults');
  await look(page, 'weak-password');
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await look(page, 'me');
  await page.goto(`${shop.url}/staff/people`);
  await look(page, 'people');
  for (const path of ['/staff/me', '/staff/people', '/staff/me/second-factor', '/staff/sign-in', '/staff/recover', '/staff/nothing-here'])
    await valid(page, path);
  await page.context().close();
});

test('one signs in by the keyboard alone, and out', async () => {
  const page = await fresh();
  const email = await member(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/staff/sign-in');
  await page.goto(`${shop.url}/staff/people`);
  await page.waitForURL('**/staff/sign-in?next=*');
  await page.goto(`${shop.url}/staff/me`);
  await look(page, 'sign-in');
  await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not this one');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'faults');
  assert.equal(await page.getByLabel('E-mail').inputValue(), email);
  await look(page, 'wrong-password');
  await page.keyboard.press('Tab');  // the link to the field
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/staff/me');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the page');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/staff/sign-in');
  await page.goBack();
  await page.waitForURL('**/staff/sign-in*');  // nothing of the console was kept
  await page.context().close();
});

test('a second factor is set up from its QR code and asked from then on', { skip: !hasOathtool }, async () => {
  const page = await fresh();
  const email = await member(page);
  await page.getByRole('link', { name: 'Set it up' }).click();
  const secret = await page.locator('.secret').textContent();
  const picture = join(shop.folder, 'qr.png');
  await page.locator('.qr svg').screenshot({ path: picture });
  const read = execFileSync('zbarimg', ['--quiet', '--raw', picture], { encoding: 'utf8' }).trim();
  assert.equal(read, `otpauth://totp/Harbour%20Repairs:${encodeURIComponent(email)}?secret=${secret}&issuer=Harbour%20Repairs`);
  await look(page, 'enrol');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.locator('.secret').textContent(), secret);
  const used = code(secret);
  await page.getByLabel('Code').fill(used);
  await page.getByRole('button', { name: 'Turn it on' }).click();
  const codes = await page.locator('.codes code').allTextContents();
  assert.equal(new Set(codes).size, 10);
  await look(page, 'recovery-codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await look(page, 'me-two-factors');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();

  const enter = async (text) => {
    await page.goto(`${shop.url}/staff/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code').fill(text);
    await page.getByRole('button', { name: 'Go on' }).click();
  };
  await enter(used);  // a second time
  await page.getByRole('alert').waitFor();
  await look(page, 'wrong-code');
  await page.getByLabel('Code').fill(codes[0].toUpperCase());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/staff/orders');
  await page.goto(`${shop.url}/staff/me`);
  await page.getByText('9 recovery codes are left').waitFor();
  await page.context().close();
});

// The last sign-in link that was mailed to this address, once there is one.
async function mailedLink(email) {
  const folder = join(shop.folder, 'data/mail');
  for (let i = 0; i < 200; ++i) {
    const mails = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).sort() : [];
    for (const name of mails.reverse()) {
      const text = readFileSync(join(folder, name), 'utf8').replace(/=\r?\n/g, '');
      const found = text.match(/\/staff\/sign-in\/[0-9a-z]{26}/);
      if (text.includes(email) && found) return found[0];
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no mail came to ${email}`);
}

test('a forgotten password is replaced by a link that comes by mail', async () => {
  const page = await fresh();
  const email = await member(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await look(page, 'recover');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await look(page, 'recover-sent');
  const link = await mailedLink(email);
  await page.goto(shop.url + link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${shop.url}/staff/me`);
  assert.equal(await page.getByLabel('Password now').count(), 0);
  await page.getByLabel('New password').fill('another four words');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is set').waitFor();
  await page.goto(shop.url + link);
  await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
  await look(page, 'link-used');
  await page.context().close();
});

test('an owner adds somebody, hands over their link, changes and disables them', async () => {
  const page = await fresh({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(page, shop, 'owner');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Name').fill('Di Wren');
  await page.getByLabel('E-mail').fill('di@harbour.example');
  await page.getByLabel('Role').selectOption('manager');
  await page.getByLabel(/Send the invitation/).uncheck();
  await page.getByRole('button', { name: 'Add' }).click();
  await look(page, 'invitation');
  await page.getByRole('button', { name: 'Copy the link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/staff\/sign-in\/[0-9a-z]{26}$/);

  const theirs = await fresh();
  await theirs.goto(shop.url + new URL(link).pathname);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await theirs.getByText('You are in').waitFor();
  await theirs.goto(`${shop.url}/staff/people`);
  await theirs.getByRole('heading', { name: 'Not allowed' }).waitFor();
  await look(theirs, 'not-allowed');

  await page.getByRole('link', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Di Wren' }).click();
  await look(page, 'person');
  await valid(page, new URL(page.url()).pathname);
  await page.getByLabel('Role').selectOption('viewer');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('Disabled', { exact: true }).waitFor();
  await theirs.goto(`${shop.url}/staff/me`);
  await theirs.waitForURL('**/staff/sign-in*');
  await page.getByRole('link', { name: 'People' }).first().click();
  await page.getByLabel('Name').fill('Di Again');
  await page.getByLabel('E-mail').fill('di@harbour.example');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Di Again');
  await look(page, 'people-fault');
  await theirs.context().close();
  await page.context().close();
});

test('everything of this works without scripts', async () => {
  const page = await fresh({ javaScriptEnabled: false });
  const { link } = invite(shop, 'technician');
  await page.goto(shop.url + link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Your password is set').waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/staff/sign-in');
  await page.context().close();
});
