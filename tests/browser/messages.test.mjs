// What customers get: mails through a real mail server, read by a mail program's parser; SMS and WhatsApp as a provider is
// asked for them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { about, api, ask, codes, form, home, linkIn, order, pathOf, settings, stage, until } from './messages.mjs';
import { openShop, quote } from './shop.mjs';
import { openPost } from './standin/post.mjs';
import { account, openTelephony, requestOfTheirs } from './standin/telephony.mjs';

let post, telephony, shop;
before(async () => {
  post = await openPost();
  telephony = await openTelephony();
  shop = await openShop({
    ...settings(post.url),
    CLAIMCHECK_NOTIFICATIONS_DEBOUNCE_SECONDS: '0',
    CLAIMCHECK_SMS_PROVIDER: 'twilio',
    CLAIMCHECK_SMS_TWILIO_ACCOUNT_SID: account.sid,
    CLAIMCHECK_SMS_TWILIO_AUTH_TOKEN: account.token,
    CLAIMCHECK_SMS_TWILIO_FROM: '+441632960100',
    CLAIMCHECK_SMS_TWILIO_API_BASE: telephony.url,
    CLAIMCHECK_WHATSAPP_PROVIDER: 'twilio',
    CLAIMCHECK_WHATSAPP_TWILIO_FROM: '+441632960101',
    CLAIMCHECK_WHATSAPP_TEMPLATES: 'en=HX1,de=HX2',
  });
});
after(async () => {
  await shop?.stop();
  telephony?.close();
  await post?.close();
});

test('C06, C40: the confirmation of an order holds its live link, in both parts and nowhere in its head', async () => {
  const number = await order(shop);
  const [mail] = await post.find(about(number));
  assert.equal(mail.subject, `Order ${number}: confirmed`);
  assert.deepEqual(mail.rcpt, ['zoe@customers.example']);
  assert.equal(mail.to.value[0].name, 'Zoë O’Brien');
  assert.equal(mail.from.value[0].address, 'repairs@harbour.example');
  assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
  assert.match(mail.messageId, /^<ntc_[0-9a-f-]{36}@harbour\.example>$/);
  assert.match(mail.references, /^<ord_[0-9a-f-]{36}@harbour\.example>$/);
  assert.match(mail.raw, /^Content-Type: multipart\/alternative/m);
  assert.ok(mail.raw.indexOf('text/plain') < mail.raw.indexOf('text/html'), 'the plain part comes first');
  assert.ok(mail.html.length < 30 * 1024);
  assert.doesNotMatch(mail.html, /<img|src=|url\(/);

  const link = linkIn(mail.text);
  assert.ok(mail.html.includes(`href="${link}"`));
  assert.ok(mail.html.includes(`>${link}<`), 'the bare address stands below the button');
  const page = await ask(shop, 'GET', pathOf(link));
  assert.equal(page.status, 200);
  assert.match(page.headers['x-robots-tag'], /noindex/);
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.equal(page.headers['referrer-policy'], 'same-origin');
  const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'));
  assert.doesNotMatch(head, codes);
});

test('C07, C23: each public step is told once, whatever happens within it', async () => {
  const number = await order(shop);
  await stage(shop, number, 'received');
  await post.find(about(number, 'Received'));
  const { devices: [device] } = await api(shop, 'GET', `/orders/${number}`);
  for (const status of ['diagnosing', 'ready_to_quote', 'awaiting_authorisation'])
    await api(shop, 'POST', `/orders/${number}/devices/${device.id}/status`, { status });
  const [progress] = await post.find(about(number, 'In progress'));
  assert.ok(linkIn(progress.text));
  await stage(shop, number, 'ready');
  await post.find(about(number, 'ready to collect'));
  assert.deepEqual(post.mails.filter(about(number)).map((mail) => mail.subject.split(': ')[1]),
    ['confirmed', 'Received', 'In progress', 'ready to collect']);
  const threads = new Set(post.mails.filter(about(number)).map((mail) => mail.references));
  assert.equal(threads.size, 1, 'the mails of one order are one thread');
});

test('C40: the mails of an order bring the same link, and another once that was revoked', async () => {
  const number = await order(shop);
  const [first] = await post.find(about(number));
  await stage(shop, number, 'received');
  const [second] = await post.find(about(number, 'Received'));
  assert.equal(linkIn(second.text), linkIn(first.text));
  const { links } = await api(shop, 'GET', `/orders/${number}`);
  await api(shop, 'DELETE', `/links/${links.find(({ channel }) => channel === 'email').id}`);
  await stage(shop, number, 'ready');
  const [third] = await post.find(about(number, 'ready'));
  assert.notEqual(linkIn(third.text), linkIn(first.text));
  assert.equal((await ask(shop, 'GET', pathOf(linkIn(first.text)))).status, 410);
  assert.equal((await ask(shop, 'GET', pathOf(linkIn(third.text)))).status, 200);
});

test('a mail that is refused for good is not tried again, and the order says so', async () => {
  const number = await order(shop, { email: 'nobody@customers.example' });
  const notices = async () => (await api(shop, 'GET', `/orders/${number}`)).notices;
  await until(async () => (await notices())[0]?.state === 'failed');
  const [notice] = await notices();
  assert.equal(notice.attempts, 1);
  assert.match(notice.detail, /^550/);
});

test('C08, C24: a quote that was sent is told with what it comes to, and only while it waits', async () => {
  const number = await order(shop);
  await api(shop, 'POST', `/orders/${number}/quotes`, quote);
  const [mail] = await post.find(about(number, 'your quote is ready'));
  assert.match(mail.text, /£127\.18/);
  assert.equal((await ask(shop, 'GET', pathOf(linkIn(mail.text)))).status, 200);
});

test('C25: a finished repair is told, and its end with the receipt as a file', async () => {
  const number = await order(shop);
  await stage(shop, number, 'ready');
  const [ready] = await post.find(about(number, 'ready to collect'));
  assert.match(ready.text, /Opening hours: Monday–Sunday 09:00–17:30/);
  await stage(shop, number, 'collected');
  const [receipt] = await post.find(about(number, 'receipt'));
  const [file] = receipt.attachments;
  assert.equal(file.contentType, 'application/pdf');
  assert.equal(file.content.subarray(0, 5).toString(), '%PDF-');
  assert.equal(linkIn(receipt.text), undefined, 'the link has ended with the order');
});

test('C26: what is told, in which words and with what below is the shop’s to set', async () => {
  await api(shop, 'PATCH', '/notifications', {
    rules: [{ topic: 'confirmation', channel: 'email', when: 'never' }, { topic: 'confirmation', channel: 'sms', when: 'never' }],
    footer: 'Est. 1999, Quay Street',
  });
  await api(shop, 'PUT', '/templates/ready/email/en', { subject: '{{order}} shines again', body: 'Dear {{customer}},\n\ncome by.\n\n{{link}}' });
  const number = await order(shop);
  await stage(shop, number, 'ready');
  const [mail] = await post.find((each) => each.subject === `${number} shines again`);
  assert.match(mail.text, /Dear Zoë O’Brien,\n\ncome by\./);
  assert.match(mail.text, /Est\. 1999, Quay Street/);
  assert.equal(post.mails.filter(about(number)).length, 0);
  await assert.rejects(api(shop, 'PUT', '/templates/ready/sms/en', { body: 'Come {{custmer}} {{link}}' }), /422.*1:6.*custmer/s);
  await api(shop, 'DELETE', '/templates/ready/email/en');
  await api(shop, 'PATCH', '/notifications', {
    rules: [{ topic: 'confirmation', channel: 'email', when: 'always' }, { topic: 'confirmation', channel: 'sms', when: 'fallback' }], footer: '',
  });
});

test('a mail is written in the customer’s language, its subject too', async () => {
  const number = await order(shop, { locale: 'fr' });
  const [mail] = await post.find(({ subject }) => new RegExp(`^Dossier ${number}\\s:\\sconfirmé$`).test(subject));
  assert.match(mail.text, /Bonjour Zoë O’Brien,/);
  assert.match(mail.html, /<html lang="fr"/);
});

test('one click ends the mails, and looking at the page of it does not', async () => {
  const email = 'quiet@customers.example', number = await order(shop, { email });
  const [mail] = await post.find(about(number));
  const address = mail.headerLines.find(({ key }) => key === 'list-unsubscribe').line.match(/<([^>]+)>/)[1];
  assert.match(mail.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  assert.ok(address?.startsWith(`${home}/unsubscribe/`), address);
  const path = pathOf(address);
  assert.equal(path.includes('quiet'), false, 'no address in the address');
  for (let i = 0; i < 2; ++i) {
    const page = await ask(shop, 'GET', path);
    assert.equal(page.status, 200);
    assert.equal(page.headers['set-cookie'], undefined);
  }
  await stage(shop, number, 'received');
  await post.find(about(number, 'Received'));  // looking ended nothing

  const answer = await form(shop, path, { 'List-Unsubscribe': 'One-Click' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['set-cookie'], undefined);
  await stage(shop, number, 'ready');
  const other = await order(shop);
  await stage(shop, other, 'ready');
  await post.find(about(other, 'ready to collect'));
  assert.equal(post.mails.filter(about(number, 'ready')).length, 0);
  assert.equal((await ask(shop, 'GET', `${path.slice(0, -2)}zz`)).status, 404);
});

test('C10: an SMS goes out as Twilio’s own library would send it, and its delivery shows on the order', async () => {
  const phone = '+441632960210', number = await order(shop, { email: '', phone });
  const call = await telephony.find(({ form: sent }) => sent.To === phone);
  const theirs = await requestOfTheirs({ to: phone, from: '+441632960100', body: call.form.Body, statusCallback: `${home}/hooks/twilio/harbour/status` });
  assert.deepEqual({ method: call.method, path: call.path, form: call.form }, { ...theirs });
  assert.equal(call.authorization, `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`);
  assert.match(call.form.Body, new RegExp(`^Harbour Repairs: order ${number} is confirmed\\. ${home}/t/[0-9a-z]{31}$`));
  assert.equal((await ask(shop, 'GET', pathOf(linkIn(call.form.Body)))).status, 200);

  const told = { MessageSid: `SM${String(telephony.calls.indexOf(call) + 1).padStart(32, '0')}`, MessageStatus: 'delivered' };
  const path = '/hooks/twilio/harbour/status';
  assert.equal((await form(shop, path, told)).status, 400);
  assert.equal((await form(shop, path, told, { 'x-twilio-signature': telephony.signature(`${home}${path}`, { ...told, MessageStatus: 'failed' }) })).status, 400);
  assert.equal((await form(shop, path, told, { 'x-twilio-signature': telephony.signature(home + path, told) })).status, 204);
  const { notices } = await api(shop, 'GET', `/orders/${number}`);
  assert.deepEqual(notices.map(({ channel, state }) => [channel, state]), [['sms', 'delivered']]);
});

test('C10: WhatsApp is asked for by template, with the bare code behind the button', async () => {
  const phone = '+441632960211', number = await order(shop, { phone });
  await api(shop, 'POST', `/orders/${number}/links`, { channel: 'whatsapp', send: true });
  const call = await telephony.find(({ form: sent }) => sent.To === `whatsapp:${phone}`);
  const variables = JSON.parse(call.form.ContentVariables);
  assert.equal(call.form.From, 'whatsapp:+441632960101');
  assert.equal(call.form.ContentSid, 'HX1');
  assert.deepEqual([variables[1], variables[2]], ['Harbour Repairs', number]);
  assert.match(variables[4], /^[0-9a-z]{31}$/);
  assert.equal((await ask(shop, 'GET', `/t/${variables[4]}`)).status, 200);
});

test('STOP ends messages to a number, START begins them again, HELP is answered', async () => {
  const phone = '+441632960212', path = '/hooks/twilio/harbour/inbound';
  const say = (words) => {
    const fields = { From: phone, To: '+441632960100', Body: words };
    return form(shop, path, fields, { 'x-twilio-signature': telephony.signature(home + path, fields) });
  };
  const sent = () => telephony.calls.filter(({ form: each }) => each.To === phone).length;
  const help = await say('Help');
  assert.equal(help.headers['content-type'], 'text/plain; charset=utf-8');
  assert.match(help.text, /^Harbour Repairs: .* Call \+441632960123$/);
  assert.equal((await say(' stop. ')).status, 204);
  const silent = await order(shop, { email: '', phone });
  const probe = await order(shop, { email: '', phone: '+441632960213' });
  await telephony.find(({ form: each }) => each.Body?.includes(probe));
  assert.equal(sent(), 0);
  await say('START');
  await stage(shop, silent, 'ready');
  await telephony.find(({ form: each }) => each.To === phone && each.Body?.includes('ready to collect'));
});

test('a message that may not be sent at night waits, and one that costs too much waits for the next day', async () => {
  const clock = (minutes) => `${String(Math.floor(((minutes + 1440) % 1440) / 60)).padStart(2, '0')}:${String((minutes + 1440) % 60).padStart(2, '0')}`;
  const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }).format(new Date());
  const minute = Number(london.slice(0, 2)) * 60 + Number(london.slice(3));
  await api(shop, 'PATCH', '/notifications', { quiet_hours: { from: clock(minute - 60), until: clock(minute + 120) } });
  const number = await order(shop);
  const waits = async (id) => (await api(shop, 'GET', `/orders/${id}`)).notices;
  await until(async () => (await waits(number))[0]?.due_at > new Date(Date.now() + 60 * 60_000).toISOString());
  assert.equal(post.mails.filter(about(number)).length, 0);
  await api(shop, 'PATCH', '/notifications', { quiet_hours: null, paid_messages_per_day: 1 });
  const costly = await order(shop, { email: '', phone: '+441632960214' });
  await until(async () => (await waits(costly))[0]?.due_at > new Date(Date.now() + 60_000).toISOString());
  assert.equal(telephony.calls.filter(({ form: each }) => each.To === '+441632960214').length, 0);
  await api(shop, 'PATCH', '/notifications', { paid_messages_per_day: 0 });
});

test('staff get what a customer did, with a link to the order and none of the customer’s', async () => {
  const number = await order(shop);
  await api(shop, 'POST', `/orders/${number}/quotes`, quote);
  const [asked] = await post.find(about(number, 'quote'));
  const page = await ask(shop, 'GET', pathOf(linkIn(asked.text)));
  const place = pathOf(linkIn(asked.text));
  const hash = page.text.match(/name="quote_sha256" value="([0-9a-f]{64})"/)[1];
  const lines = [...page.text.matchAll(/name="line" value="([^"]+)"/g)].map(([, id]) => ['line', id]);
  const first = await form(shop, `${place}/quotes/1/confirm`, [['decision', 'decline'], ['quote_sha256', hash], ...lines]);
  const action = first.text.match(/name="action_id" value="([^"]+)"/)[1];
  const done = await form(shop, `${place}/quotes/1/decision`, [['action_id', action], ['decision', 'decline'], ['quote_sha256', hash], ['name', 'Zoë O’Brien'], ['agree', 'yes'], ['reason', 'Too dear']]);
  assert.equal(done.status, 303, done.text);
  const [alert] = await post.find((mail) => about(number, 'quote declined')(mail) && mail.rcpt[0] === 'ann@harbour.example');
  assert.match(alert.text, /Reason: Too dear/);
  const { id } = await api(shop, 'GET', `/orders/${number}`);
  assert.ok(alert.text.includes(`${home}/staff/orders/${id}`));
  assert.equal(linkIn(alert.raw), undefined);
});

test('a permanent example is there for whoever reviews a template', async () => {
  for (const path of ['/demo', '/t/demo']) {
    const page = await ask(shop, 'GET', path);
    assert.equal(page.status, 200);
    assert.match(page.text, /Harbour Repairs/);
    assert.doesNotMatch(page.text, /<form/);
  }
});

test('no mail of the house’s own words holds a code outside its links', () => {
  for (const mail of post.mails) {
    const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'));
    assert.doesNotMatch(head.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ''), /\/t\/[0-9a-z]/);
  }
  assert.doesNotMatch(shop.log(), /\/t\/[0-9a-z]{31}|zoe@customers|960210/);
});
