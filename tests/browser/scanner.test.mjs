// Mail scanners open links, run scripts, press buttons and post forms; chat programs fetch previews. Nothing may come of it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { confirm } from './hands.mjs';
import { openShop, paidThrough, quote, terms } from './shop.mjs';
import { startProviders } from './standin/providers.mjs';
import { launch } from './storybook.mjs';

let shop, browser, providers;

before(async () => {
  providers = await startProviders();
  shop = await openShop({ ...paidThrough(providers), CLAIMCHECK_NOTIFICATIONS_DEBOUNCE_SECONDS: '0' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
  await providers?.stop();
});

// Between them every form there is: a quote to answer and terms to sign; a decision that can be taken back, with a
// deposit to pay; a device to collect; an ended link.
async function orders() {
  const asked = await shop.order({ quote, terms });
  const decided = await shop.order({ quote });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(shop.url + decided.page);
  await page.locator('#quote button[value=approve]').click();
  await confirm(page);
  await page.waitForURL(/#quote$/);
  await context.close();
  const ready = await shop.order({ stage: 'ready' });
  const ended = await shop.order({ stage: 'collected' });
  return { asked, decided, ready, ended };
}

// What must be as it was: everything but how often a link was looked at, and a link that was sent anew.
async function state(order) {
  const { quotes, signatures, payments, message_count, delegate, links, devices } = await shop.get(order.number);
  return {
    quotes: quotes.map(({ state: now, decision }) => [now, decision]),
    signatures, payments, message_count, delegate,
    devices: devices.map(({ status }) => status),
    links: links.map(({ id, channel, state: now }) => [id, channel, now]),
  };
}

// What the shop itself tells of a new order is on its way: with it comes a link of its own.
async function settled(number) {
  const waits = ({ notices }) => !notices.length || notices.some(({ state }) => state === 'queued');
  for (let i = 0; i < 200 && waits(await shop.get(number)); ++i) await new Promise((done) => { setTimeout(done, 50); });
}

const mails = () => {
  try {
    return readdirSync(join(shop.folder, 'data'), { recursive: true }).filter((name) => name.endsWith('.eml')).length;
  } catch {
    return 0;
  }
};

// Types junk everywhere but into the name that a confirm page asks for, ticks and chooses everything, draws.
const junk = (page) => page.evaluate(() => {
  const confirming = document.querySelector('form.act');
  for (const field of document.querySelectorAll('input, textarea, select')) {
    if (field.type === 'hidden' || field.type === 'file' || field.readOnly) continue;
    if (confirming && field.name === 'name') continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = true;
    else field.value = 'junk 123';
  }
  const strokes = document.querySelector('input[name=strokes]');
  if (strokes) strokes.value = '{"width":1000,"height":500,"strokes":[[[1,1,0],[50,50,10],[90,20,20]]]}';
});

// What there is to do on the page: each button pressed as a person would, and each form posted past its own checks.
const choices = (page) => page.evaluate(() => {
  const found = [];
  document.querySelectorAll('form').forEach((form, f) => {
    const name = `${new URL(form.action).pathname}${form.classList.contains('act') ? ' confirm' : ''}`;
    form.querySelectorAll('button').forEach((button, b) => {
      found.push({ f, b, name: `${name} ${button.value || button.textContent}` });
    });
    found.push({ f, name: `${name} posted` });
  });
  document.querySelectorAll('button').forEach((button, b) => {
    if (!button.form) found.push({ b, name: `button ${button.textContent}` });
  });
  return found;
});

async function take(page, choice, typing) {
  if (typing) await junk(page);
  const moved = page.waitForEvent('framenavigated', { timeout: 3000 }).catch(() => null);
  const leaves = await page.evaluate(({ f, b }) => {
    const form = document.forms[f];
    if (b === undefined) {
      HTMLFormElement.prototype.submit.call(form);
      return true;
    }
    const button = (form ?? document).querySelectorAll('button')[b];
    const posts = !!form && button.type === 'submit' && form.checkValidity();
    button.click();
    return posts;
  }, choice);
  if (leaves) await moved;
  await page.waitForLoadState();
}

// Follows every link and takes every choice on every page below `start`, and on the pages that these answer with.
async function scan(start, typing) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  const pages = [start], done = new Set(), seen = new Set();
  for (let i = 0; i < pages.length; i++) {
    const answer = await context.request.get(shop.url + pages[i]);
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
    // The road to a page that answers a form: the choices that lead there.
    const roads = [[]];
    for (const road of roads) {
      const walk = async () => {
        await page.goto(shop.url + pages[i]);
        for (const step of road) await take(page, step, typing);
      };
      await walk();
      for (const link of await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href))) {
        const { origin, pathname } = new URL(link);
        if (origin === shop.url && !seen.has(pathname) && !pages.includes(pathname)) pages.push(pathname);
      }
      seen.add(pages[i]);
      for (const choice of await choices(page)) {
        if (done.has(choice.name) || road.length > 3) continue;
        done.add(choice.name);
        await walk();
        await take(page, choice, typing);
        // A provider's page is not ours to scan.
        if (page.url().startsWith(shop.url)) roads.push([...road, choice]);
      }
    }
  }
  await context.close();
  return [...done];
}

test('a scanner that presses everything and posts every form changes nothing', async (t) => {
  const all = await orders();
  const before = {};
  for (const [name, order] of Object.entries(all)) {
    await settled(order.number);
    before[name] = await state(order);
  }
  assert.deepEqual(before.asked.quotes[0][0], 'sent');
  assert.deepEqual(before.decided.quotes[0][0], 'approved');
  const mailed = mails(), met = [];
  for (const typing of [false, true])
    for (const order of Object.values(all)) met.push(...await scan(order.page, typing));
  t.diagnostic(`${met.length} buttons and forms`);
  // It came to every form there is, and to the second step of each.
  const acts = ['/quotes/1/undo', '/sign', '/pay', '/messages', '/link/share', '/link/rotate', '/collect/delegate'];
  for (const form of ['/confirm approve', '/confirm decline', '/decision confirm posted', '/resend posted',
    ...acts.flatMap((act) => [`${act} posted`, `${act} confirm posted`])])
    assert.ok(met.some((name) => name.includes(form)), `no ${form} among\n${met.join('\n')}`);
  for (const name of ['asked', 'decided', 'ready']) assert.deepEqual(await state(all[name]), before[name], name);
  const { links, ...rest } = await state(all.ended), { links: linksBefore, ...restBefore } = before.ended;
  assert.deepEqual(rest, restBefore);
  assert.ok(links.length <= linksBefore.length + 1, 'at most one new link');
  assert.ok(mails() <= mailed + 1, 'at most one message, to the contact on file');
  const { stripe, paypal } = await (await fetch(`${providers.url}/control/state`)).json();
  assert.deepEqual([stripe, paypal], [[], []], 'no checkout');

  // The same browser with a name is a person.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(shop.url + all.asked.page);
  await page.locator('#quote button[value=approve]').click();
  await confirm(page);
  await page.waitForURL(/#quote$/);
  assert.equal((await shop.get(all.asked.number)).quotes[0].state, 'approved');
  await context.close();
});

const previews = [
  'WhatsApp/2.23.20.0',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Twitterbot/1.0',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0 SafeLinks',
  // As iMessage calls itself.
  'Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
];
// The order without how often its links were previewed.
const untold = async (number) => JSON.parse(JSON.stringify(await shop.get(number), (key, value) => (key === 'previews' ? undefined : value)));
test('previews of twelve kinds, fifty times each, are counted and leave no other trace', async () => {
  const order = await shop.order({ quote, terms });
  const { documents } = await shop.get(order.number);
  const paths = ['', '/link', `/documents/${documents[0].id}`, '/collect'];
  await settled(order.number);
  const before = await untold(order.number);
  const evidence = await shop.call('GET', `/orders/${order.number}/evidence`);
  for (let round = 0; round < 50; round++)
    await Promise.all(previews.map(async (agent) => {
      const headers = { 'user-agent': agent, accept: 'text/html' };
      const path = order.page + paths[round % paths.length];
      const got = await fetch(shop.url + path, { headers });
      assert.equal(got.status, 200, `${agent} ${path}`);
      const [head] = (await got.text()).split('</head>');
      assert.doesNotMatch(head, /Meridian|Cleo|B-\d|£/, 'what a preview shows is whose page it is, and nothing of the order');
      assert.equal((await fetch(shop.url + path, { method: 'HEAD', headers })).status, 200);
      assert.ok([200, 206].includes((await fetch(shop.url + path, { headers: { ...headers, range: 'bytes=0-1023' } })).status));
      // Some run scripts too, and pretend to have touched the page.
      if (round % paths.length === 0) await fetch(`${shop.url}${order.page}/seen`, { method: 'POST', headers });
    }));
  assert.deepEqual(await untold(order.number), before);
  assert.deepEqual(await shop.call('GET', `/orders/${order.number}/evidence`), evidence);
});
