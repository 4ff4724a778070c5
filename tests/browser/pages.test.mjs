// Every page of the storybook as a browser, a screen reader and a person with a small phone meet it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { invalid, openAll, violations } from './checks.mjs';
import { drawStorybook, launch, serve, stories } from './storybook.mjs';

const phone = { width: 360, height: 640 };
let book, site, browser;

before(async () => {
  book = drawStorybook();
  site = await serve(book.folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.stop();
  book?.remove();
});

// Where the layout is what differs, these hold every kind of part.
const telling = ['full', 'options', 'answered', 'ready', 'receipt', 'several', 'share', 'hard', 'ended', 'act-approve-moved', 'act-sign', 'link', 'collect'];
const all = (language) => stories(book.folder, language);
const file = (language, story) => readFileSync(join(book.folder, language, `${story}.html`), 'utf8');

// Opens each story in a fresh page of one context and gathers what `look` finds, under the story's name.
async function gather(options, language, names, look) {
  const context = await browser.newContext({ hasTouch: true, timezoneId: 'Europe/London', ...options });
  const found = [];
  const page = await context.newPage();
  for (const story of names) {
    await page.goto(`${site.url}/${language}/${story}.html`);
    for (const fault of await look(page, story)) found.push(`${language}/${story}: ${fault}`);
  }
  await context.close();
  return found;
}

const looks = [
  ['light on a phone', { viewport: phone }, 'en'],
  ['dark on a phone', { viewport: phone, colorScheme: 'dark' }, 'en'],
  ['on a wide screen', { viewport: { width: 1280, height: 800 } }, 'en', telling],
  ['wide and dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, 'en', telling],
  ['at 320 pixels, as at 400 % zoom', { viewport: { width: 320, height: 256 } }, 'en', telling],
  ['in forced colours', { viewport: phone, forcedColors: 'active' }, 'en', telling],
  ['in German', { viewport: phone }, 'de'],
  ['right to left', { viewport: phone }, 'ar'],
  ['right to left and dark', { viewport: phone, colorScheme: 'dark' }, 'ar', telling],
];
for (const [look, options, language, names] of looks)
  test(`no page has a finding of axe, ${look}`, async () => {
    assert.deepEqual(await gather({ ...options, bypassCSP: true }, language, names ?? all(language), violations), []);
  });

test('the checks bite: a faulty page has findings', async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.setContent('<html><body><img src="x"><a href="#"></a><p style="color:#ccc">faint</p></body></html>');
  assert.notEqual((await violations(page)).length, 0);
  await context.close();
});

for (const language of ['en', 'de', 'ar'])
  test(`every page is valid HTML in ${language}`, async () => {
    const found = [];
    for (const story of all(language))
      for (const fault of await invalid(file(language, story))) found.push(`${story}:${fault}`);
    assert.deepEqual(found, []);
  });

for (const [width, language] of [[320, 'en'], [360, 'de'], [320, 'ar'], [320, 'en-XA'], [1280, 'en']])
  test(`nothing scrolls sideways at ${width} pixels in ${language}`, async () => {
    const look = async (page) => {
      await openAll(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      return over > 0 ? [`${over}px too wide`] : [];
    };
    assert.deepEqual(await gather({ viewport: { width, height: 640 } }, language, all(language), look), []);
  });

// The longest words meet the narrowest screen on these two; all other pages hold fewer parts of the same kinds.
for (const language of ['fr', 'es', 'it', 'nl', 'pl'])
  test(`the fullest page and a page for acting fit 320 pixels and pass axe in ${language}`, async () => {
    const look = async (page, story) => {
      const found = [...await violations(page), ...await invalid(file(language, story))];
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) found.push(`${over}px too wide`);
      const squeezed = await page.evaluate(() => [...document.querySelectorAll('tbody th')].filter((e) => e.clientWidth < 70).map((e) => e.textContent));
      return [...found, ...squeezed.map((name) => `${name} is broken within its words`)];
    };
    const options = { viewport: { width: 320, height: 640 }, bypassCSP: true };
    assert.deepEqual(await gather(options, language, ['full', 'act-approve-moved'], look), []);
  });

test('every target is at least 44 pixels high', async () => {
  const look = async (page) => {
    await openAll(page);
    return page.evaluate(() => [...document.querySelectorAll('a:not(.skip):not(.text a), summary, button')]
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
      .map((e) => `${e.textContent.trim()} ${e.getBoundingClientRect().height}px`));
  };
  for (const language of ['en', 'ar']) assert.deepEqual(await gather({ viewport: phone }, language, all(language), look), []);
});

test('the browser has nothing to complain of under the real policy', async () => {
  const errors = [];
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) errors.push(m.text()); });
  page.on('pageerror', (e) => errors.push(String(e)));
  // Aborted is what the icon's request becomes when the test goes on to the next page.
  page.on('requestfailed', (r) => { if (r.failure().errorText !== 'net::ERR_ABORTED') errors.push(`failed ${r.url()}`); });
  page.on('request', (r) => { if (!r.url().startsWith(site.url)) errors.push(`third party ${r.url()}`); });
  for (const language of ['en', 'de', 'ar'])
    for (const story of all(language)) await page.goto(`${site.url}/${language}/${story}.html`);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a page says the same with JavaScript off', async () => {
  const read = async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled });
    const page = await context.newPage();
    const texts = {};
    for (const story of all('en')) {
      await page.goto(`${site.url}/en/${story}.html`);
      // What the script adds is marked as its own: relative times and the time of reading.
      let text = await page.locator('body').textContent();
      if (javaScriptEnabled)
        for (const added of await page.locator('.rel, .stamp').allTextContents()) text = text.replace(added, '');
      texts[story] = text;
    }
    await context.close();
    return texts;
  };
  assert.deepEqual(await read(true), await read(false));
});

test('the script adds how long ago, and when the page was read', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.clock.install({ time: new Date('2026-11-24T14:05:00Z') });
  await page.goto(`${site.url}/en/full.html`);
  assert.equal(await page.locator('.steps .rel').first().textContent(), ' (4 days ago)');
  assert.match(await page.locator('#stamp').textContent(), /^As of \d\d:\d\d:\d\d$/);
  await context.close();
});

test('the state, the date and what to do stand on the first screen of a small phone', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.goto(`${site.url}/en/full.html`);
  for (const part of ['h1', '.promise strong', '.next a']) {
    const box = await page.locator(part).boundingBox();
    assert.ok(box.y + box.height <= phone.height, `${part} ends at ${box.y + box.height}`);
  }
  assert.equal(await page.locator('.button').count(), 1);
  await context.close();
});

test('the keyboard reaches everything, beginning with the way past the header', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.goto(`${site.url}/en/full.html`);
  await openAll(page);
  const controls = 'a, summary, button, textarea, input:not([type=hidden])';
  const expected = await page.locator(controls).and(page.locator(':visible')).count();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  const reached = new Set();
  for (let i = 0; i < expected + 5; i++) {
    reached.add(await page.evaluate((all) => [...document.querySelectorAll(all)].indexOf(document.activeElement), controls));
    await page.keyboard.press('Tab');
  }
  reached.delete(-1);  // the page itself, after the last
  assert.ok(reached.size >= expected, `${reached.size} of ${expected}`);
  await context.close();
});

test('the fullest page with its style is small enough for the first packets', (t) => {
  const css = readFileSync(join(book.folder, 'a/page.css'));
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'ar']) {
    const bytes = Math.max(...all(language).map((story) => gzipSync(file(language, story)).length)) + gzipSync(css).length;
    t.diagnostic(`${language}: ${bytes} bytes`);
    assert.ok(bytes <= 14 * 1024, `${bytes} bytes`);
  }
});

test('the script runs on old phones: no syntax after 2009', () => {
  const script = readFileSync(join(book.folder, 'a/page.js'), 'utf8');
  assert.doesNotMatch(script, /=>|\b(let|const|class|async|await)\b|`|\?\.|\?\?|\.\.\./);
  assert.doesNotMatch(script, /innerHTML|eval\(|document\.write/);
});

test('the scripts are small', (t) => {
  for (const [name, most] of [['page.js', 5], ['sign.js', 8]]) {
    const bytes = gzipSync(readFileSync(join(book.folder, 'a', name)), { level: 9 }).length;
    t.diagnostic(`${name}: ${bytes} bytes`);
    assert.ok(bytes <= most * 1024, `${name}: ${bytes} bytes`);
  }
});

test('Lynx reads the page from top to bottom', (t) => {
  if (spawnSync('lynx', ['-version']).error) return t.skip('lynx is not installed');
  const text = execFileSync('lynx', ['-dump', '-nolist', '-display_charset=utf-8', join(book.folder, 'en/full.html')], { encoding: 'utf8' });
  let from = 0;
  for (const part of ['Your Samsung laptop is waiting for your answer', 'Friday, 27 November 2026', 'In progress now', '£127.18',
    'Repair terms', 'Left to pay|Credit', '+44', 'Monday', 'Anyone with this link']) {
    const at = text.slice(from).search(new RegExp(part.replace('+', '\\+')));
    assert.ok(at >= 0, `${part} is missing after:\n${text.slice(0, from).slice(-200)}`);
    from += at;
  }
});
