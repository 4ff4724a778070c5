// The mails as a mail program shows them: no style sheet, no script, a narrow screen, light and dark.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './checks.mjs';
import { drawStorybook, launch } from './storybook.mjs';

let book, browser;
before(async () => {
  book = drawStorybook();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  book?.remove();
});

async function gather(language, options, look) {
  const context = await browser.newContext({ viewport: { width: 320, height: 568 }, ...options });
  const page = await context.newPage(), folder = join(book.folder, 'a/mails', language), found = [];
  for (const name of readdirSync(folder)) {
    await page.goto(`file://${join(folder, name)}`);
    for (const fault of await look(page)) found.push(`${language}/${name}: ${fault}`);
  }
  await context.close();
  return found;
}

for (const [language, colorScheme] of [['en', 'light'], ['en', 'dark'], ['de', 'light'], ['ar', 'light']])
  test(`no mail has a finding of axe: ${language}, ${colorScheme}`, async () => {
    assert.deepEqual(await gather(language, { colorScheme }, violations), []);
  });

test('no mail is wider than a small telephone, in any language', async () => {
  const wide = (page) => page.evaluate(() => (document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []));
  for (const language of readdirSync(join(book.folder, 'a/mails')))
    assert.deepEqual(await gather(language, {}, wide), []);
});
