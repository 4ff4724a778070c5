// Somebody of the shop at the console.
import { launch } from './storybook.mjs';

let people = 0;

export const command = (shop, ...args) => shop.command(...args);

// A new person's one-time link, as a path.
export function invite(shop, role = 'owner') {
  const name = `${role}${++people}`;
  const made = command(shop, 'staff', 'add', '--email', `${name}@harbour.example`, '--name', `Bo ${name}`, '--role', role);
  return { email: `${name}@harbour.example`, link: new URL(made.sign_in).pathname };
}

// Signs in by a one-time link: the owner's the first time, then that of a person made for it.
export async function signIn(page, shop, role = 'owner') {
  let link = shop.ownerLink;
  if (link && role === 'owner') shop.ownerLink = null;
  else ({ link } = invite(shop, role));
  await page.goto(shop.url + link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/staff/sign-in'));
}

// A browser with somebody signed in: {browser, context, page, close}. `options` are of its context.
export async function consoleOf(shop, { role = 'owner', ...options } = {}) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await signIn(page, shop, role);
  return { browser, context, page, close: () => browser.close() };
}
