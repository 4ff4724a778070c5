// That no message is lost and none comes twice: with a mail server that is away or hangs, and a service that ends or is
// killed among its mails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { about, api, order, settings, until } from './messages.mjs';
import { openShop } from './shop.mjs';
import { openPost } from './standin/post.mjs';
import { account, openTelephony } from './standin/telephony.mjs';

test('when the mail server was away for a while, each mail arrives once', async () => {
  const gone = await openPost();
  await gone.close();
  const late = await openPost({ open: false, port: Number(new URL(gone.url).port) });
  const away = await openShop(settings(late.url));
  try {
    const wanted = [];
    for (let i = 0; i < 20; ++i) wanted.push(await order(away));
    await until(() => away.log().includes('a notice was not sent'));
    await late.open();
    await late.find((mail) => mail.subject.endsWith('confirmed'), 20, 90_000);
    await sleep(1_000);
    assert.deepEqual(late.mails.map((mail) => mail.subject.match(/M-\d+/)[0]).sort(), wanted.sort());
  } finally {
    await away.stop();
    await late.close();
  }
});

test('a mail server that hangs holds up no SMS', async () => {
  const hung = await openPost({ slowness: 60_000 });
  const telephony = await openTelephony();
  const held = await openShop({
    ...settings(hung.url),
    CLAIMCHECK_SMS_PROVIDER: 'twilio',
    CLAIMCHECK_SMS_TWILIO_ACCOUNT_SID: account.sid,
    CLAIMCHECK_SMS_TWILIO_AUTH_TOKEN: account.token,
    CLAIMCHECK_SMS_TWILIO_FROM: '+441632960100',
    CLAIMCHECK_SMS_TWILIO_API_BASE: telephony.url,
  });
  try {
    for (let i = 0; i < 60; ++i) await order(held);
    const number = await order(held, { email: '', phone: '+441632960215' });
    await telephony.find(({ form: each }) => each.Body?.includes(`order ${number} `));
  } finally {
    await held.stop();
    await hung.close();
    telephony.close();
  }
});

test('a shop that sends little does not wait for one that sends much', async () => {
  const busy = await openPost({ slowness: 150 }), house = await openShop(settings(busy.url));
  try {
    house.command('shop', 'add', '--slug', 'quay', '--name', 'Quay Phones');
    const apiKey = house.command('api-key', 'create', '--shop', 'quay', '--name', 'till').api_key;
    const { data: [location] } = await api({ ...house, apiKey }, 'GET', '/locations');
    for (let i = 0; i < 200; ++i) await order(house);
    const number = await order({ ...house, apiKey, location: location.id });
    await busy.find(about(number));
    assert.ok(busy.mails.length < 150, `${busy.mails.length} went first`);
  } finally {
    await house.stop();
    await busy.close();
  }
});

test('a service that is asked to end notes what it has sent: each mail arrives once', async () => {
  const busy = await openPost({ slowness: 40 }), ended = await openShop(settings(busy.url));
  try {
    for (let i = 0; i < 100; ++i) await order(ended);
    await busy.find(() => true, 10);
    await ended.crash({}, 'SIGTERM');
    await busy.find((mail) => mail.subject.endsWith('confirmed'), 100, 60_000);
    await sleep(500);
    assert.equal(busy.mails.filter((mail) => mail.subject.endsWith('confirmed')).length, 100);
  } finally {
    await ended.stop();
    await busy.close();
  }
});

test('a service that is killed among a thousand mails loses none, and repeats only what was under way', async (t) => {
  const busy = await openPost({ slowness: 100 }), torn = await openShop(settings(busy.url));
  try {
    const wanted = new Set();
    await Promise.all(Array.from({ length: 10 }, async () => {
      for (let i = 0; i < 100; ++i) wanted.add(await order(torn));
    }));
    await busy.find(() => true, 300, 120_000);
    const before = busy.mails.length;
    assert.ok(before < 990, 'there is something left to send');
    // What was under way comes back after two minutes: at once where the clock has gone on.
    const library = process.env.CLAIMCHECK_TEST_FAKETIME;
    await torn.crash(library ? { LD_PRELOAD: library, FAKETIME: '+3m', FAKETIME_DONT_FAKE_MONOTONIC: '1' } : {});
    const came = () => new Set(busy.mails.map((mail) => mail.subject.match(/M-\d+/)?.[0]).filter((n) => wanted.has(n)));
    await until(() => came().size === 1000, 180_000);
    const [checkpoint] = await busy.find((mail) => mail.subject.startsWith('Checkpoint '));
    assert.deepEqual(checkpoint.rcpt, ['ann@harbour.example']);
    assert.match(checkpoint.text, /^\{"head":"[0-9a-f]{64}",.*"signature":".*\}$/m);
    const ids = busy.mails.filter((mail) => mail.subject.endsWith('confirmed')).map((mail) => mail.messageId);
    const twice = ids.length - new Set(ids).size;
    t.diagnostic(`killed after ${before} mails; ${ids.length} came for 1,000 orders, ${twice} of them twice under the same Message-ID`);
    assert.ok(twice <= 8, `${twice} came twice`);
  } finally {
    await torn.stop();
    await busy.close();
  }
});
