// A counter with the page of one order open, and its customers: what the tests of that page share.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { openShop } from './shop.mjs';
import { signIn } from './staff.mjs';
import { launch } from './storybook.mjs';

export const pictures = process.env.CLAIMCHECK_PICTURES ?? join(tmpdir(), 'claimcheck-pictures');
export const wide = { width: 1280, height: 800 }, phone = { width: 390, height: 844 };
export const hard = `O'Brien "Bo" & Søn 🦊`;
export let shop, browser, desk;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  shop = await openShop({ CLAIMCHECK_MAIL_FROM: 'desk@harbour.example' });
  browser = await launch();
  desk = await counter();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

// A browser at the counter, signed in. Nothing leaves for WhatsApp.
export async function counter({ role = 'owner', ...options } = {}) {
  const context = await browser.newContext({ viewport: wide, ...options });
  if (options.javaScriptEnabled !== false)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: shop.url });
  await context.route('https://wa.me/**', (route) => route.fulfill({ body: 'WhatsApp' }));
  // There is no program here that messages and mails would open in.
  await context.addInitScript(() => document.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link && /^(sms|mailto):/.test(link.href)) event.preventDefault();
  }));
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await signIn(page, shop, role);
  return { context, page, errors };
}
// Somebody else's browser, without anything in common.
export async function customer(address, look, options = {}) {
  const context = await browser.newContext({ viewport: phone, ...options });
  const page = await context.newPage();
  try {
    const answer = await page.goto(address);
    return await look(page, answer);
  } finally {
    await context.close();
  }
}

export async function until(found, what) {
  for (let i = 0; i < 200; ++i) {
    const value = await found();
    if (value) return value;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`never: ${what}`);
}

export const at = (number) => `${shop.url}/staff/orders/${number}`;
export const open = (page, number) => page.goto(at(number));
export const pressed = (page, name) => page.locator('#share button', { hasText: name }).click();
// A form was sent and taken.
export const taken = (page, act) => Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() === 303), act()]);
export const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
export async function copied(page) {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('c');
  return until(() => clipboard(page), 'a link on the clipboard');
}
// What stands behind a link that is ready to be sent.
export function decoded(href) {
  const url = new URL(href), says = (name) => url.searchParams.get(name);
  return { to: decodeURIComponent(url.protocol === 'https:' ? url.pathname.slice(1) : url.pathname), text: says('text') ?? says('body'), subject: says('subject') };
}

// What was sent to a contact by mail, as it lies in the folder.
export const mails = (to) => {
  const folder = join(shop.folder, 'data', 'mail');
  const all = (() => { try { return readdirSync(folder); } catch { return []; } })();
  return all.filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8')).filter((mail) => mail.includes(to));
};
export const plain = (mail) => mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
