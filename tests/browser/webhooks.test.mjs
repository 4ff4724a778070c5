// What a shop's system hears by webhook, checked as its author would: with the specification's own library.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startReceiver, until } from './receiver.mjs';
import { openShop, quote } from './shop.mjs';

let shop, receiver;
before(async () => {
  shop = await openShop({ CLAIMCHECK_WEBHOOKS_ALLOW_PRIVATE: 'true', CLAIMCHECK_LIMITS_API_PER_MINUTE: '0' });
});
after(() => shop?.stop());
beforeEach(async () => { receiver = await startReceiver(); });
afterEach(async () => {
  for (const { id } of (await shop.call('GET', '/webhooks')).data) await shop.call('DELETE', `/webhooks/${id}`);
  receiver.stop();
});

const add = (wanted = {}) => shop.call('POST', '/webhooks', { url: `${receiver.url}/hook?key=hidden`, ...wanted });
const deliveries = async ({ id }) => (await shop.call('GET', `/webhooks/${id}/deliveries`)).data;
const verified = (secret, { headers, body }) => new Webhook(secret).verify(body, headers);

test('every happening is delivered, signed as Standard Webhooks says, with ids and no code', async () => {
  const hook = await add();
  const { number, page } = await shop.order({ quote });
  await until('three happenings', () => receiver.heard.length >= 3);
  assert.deepEqual(receiver.types().sort(), ['order.created', 'order.stage_changed', 'quote.sent']);
  const feed = (await shop.call('GET', '/events?limit=200')).data;
  for (const heard of receiver.heard) {
    const { type, timestamp, data } = verified(hook.secret, heard);
    assert.equal(type, data.type);
    assert.equal(timestamp, data.at);
    assert.equal(data.number, number);
    assert.equal(heard.headers['webhook-id'], data.id);
    assert.deepEqual(feed.find(({ id }) => id === data.id), data);
    assert.ok(!heard.body.includes(page.slice(3)), 'no code');
    assert.ok(!heard.body.includes('cleo'), 'no contact');
    assert.ok(heard.body.length < 20_000);
  }
  assert.throws(() => verified('whsec_' + Buffer.alloc(32).toString('base64'), receiver.heard[0]));
  await until('they are noted', async () => (await deliveries(hook)).every(({ state }) => state === 'delivered'));
  assert.ok(!shop.log().includes('hidden'), 'the query of the address is in no log line');
  assert.ok(!shop.log().includes(hook.secret));
});

test('an endpoint hears what it asked for, and nothing while it is switched off', async () => {
  const some = await add({ events: ['quote.sent'] });
  const off = await add({ url: `${receiver.url}/off`, enabled: false });
  await shop.order({ quote });
  await until('the quote', () => receiver.heard.length >= 1);
  await until('it is noted', async () => (await deliveries(some)).every(({ state }) => state === 'delivered'));
  assert.deepEqual(receiver.types(), ['quote.sent']);
  assert.deepEqual(await deliveries(off), []);
});

test('a test message comes, and a new secret signs beside the old one', async () => {
  const hook = await add();
  const fresh = await shop.call('POST', `/webhooks/${hook.id}/rotate-secret`);
  assert.notEqual(fresh.secret, hook.secret);
  await shop.call('POST', `/webhooks/${hook.id}/test`);
  await until('the test', () => receiver.heard.length === 1);
  for (const secret of [hook.secret, fresh.secret]) assert.equal(verified(secret, receiver.heard[0]).type, 'webhook.test');
  assert.equal((await shop.call('GET', `/webhooks/${hook.id}`)).secret, undefined);
});

test('what was refused comes again by itself, and by hand under the same id', async () => {
  const hook = await add({ events: ['order.created'] });
  let refusals = 1;
  receiver.answer = (response) => response.writeHead(refusals-- > 0 ? 500 : 200).end('no room');
  await shop.order();
  await until('the second attempt', () => receiver.heard.length === 2);  // after five seconds
  const [first, second] = receiver.heard;
  assert.ok(second.at - first.at >= 4_900, `${second.at - first.at} ms`);
  assert.equal(first.headers['webhook-id'], second.headers['webhook-id']);
  await until('it is noted', async () => (await deliveries(hook))[0].state === 'delivered');
  const [told] = await deliveries(hook);
  assert.equal(told.attempts, 2);
  assert.equal(told.status, 200);
  const again = await shop.call('POST', `/webhooks/deliveries/${told.id}/redeliver`);
  assert.notEqual(again.id, told.id);
  assert.equal(again.message, told.message);
  await until('the redelivery', () => receiver.heard.length === 3);
  assert.equal(receiver.ids()[2], first.headers['webhook-id']);
});

test('a receiver that says when to come back is not asked before', async () => {
  const hook = await add({ events: ['order.created'] });
  receiver.answer = (response) => response.writeHead(503, { 'retry-after': '3600' }).end();
  await shop.order();
  await until('the refusal is noted', async () => (await deliveries(hook))[0]?.status === 503);
  const [told] = await deliveries(hook);
  assert.equal(told.state, 'queued');
  assert.match(told.detail, /^answered 503/);
  assert.ok(new Date(told.next_at) - new Date(told.last_at) >= 3_600_000);
});

test('a redirect is not followed, and 410 switches the endpoint off', async () => {
  const elsewhere = await startReceiver();
  const hook = await add({ events: ['order.created'] });
  receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
  await shop.order();
  await until('the redirect is noted', async () => (await deliveries(hook))[0]?.status === 307);
  receiver.answer = (response) => response.writeHead(410).end();
  await shop.order();
  await until('it is off', async () => !(await shop.call('GET', `/webhooks/${hook.id}`)).enabled);
  await until('none waits', async () => (await deliveries(hook)).every(({ state }) => state === 'failed'));
  assert.match((await shop.call('GET', `/webhooks/${hook.id}`)).fault, /410/);
  assert.equal(elsewhere.heard.length, 0);
  elsewhere.stop();
});

test('receivers that hang slow neither another one nor any request', async () => {
  const hanging = await startReceiver();
  hanging.answer = () => {};
  for (let i = 0; i < 3; ++i) await add({ url: `${hanging.url}/${i}` });
  await add({ url: `${receiver.url}/well` });
  const started = Date.now();
  for (let i = 0; i < 20; ++i) await shop.order();
  const each = (Date.now() - started) / 40;  // two calls an order
  await until('all forty at the one that answers', () => receiver.heard.length === 40, { within: 14_000 });
  assert.ok(hanging.calls <= 3 * 2, `${hanging.calls} calls at once`);
  console.log(`${each.toFixed(1)} ms a call, the last delivery ${receiver.heard.at(-1).at - started} ms after the first order`);
  hanging.stop();
});

test('killed while it delivers, the service tells every entry at least once under its own id', async () => {
  await add({ events: ['order.created', 'order.stage_changed'] });
  receiver.answer = (response) => setTimeout(() => response.writeHead(200).end(), 20);
  const orders = [];
  for (let i = 0; i < 60; ++i) orders.push((await shop.order()).number);
  for (let kill = 0; kill < 2; ++kill) {
    const before = receiver.heard.length;
    // What was under way at the kill is nobody else's for twenty seconds, and so is the endpoint's turn.
    await until('it delivers', () => receiver.heard.length >= before + 10, { within: 40_000 });
    await shop.crash();
  }
  const feed = (await shop.call('GET', '/events?limit=200&after=' + await lastBefore(orders[0]))).data;
  const wanted = new Set(feed.filter(({ number, type }) => orders.includes(number) && type.startsWith('order.')).map(({ id }) => id));
  assert.equal(wanted.size, 120);
  const missing = () => [...wanted].filter((id) => !receiver.ids().includes(id));
  await until('all of them', () => missing().length === 0, { within: 60_000 });
  const bodies = new Map(receiver.heard.map(({ headers, body }) => [headers['webhook-id'], body]));
  for (const { headers, body } of receiver.heard) assert.equal(body, bodies.get(headers['webhook-id']));
  console.log(`${wanted.size} entries in ${receiver.heard.length} deliveries over two kills`);
});

// The cursor in front of an order's first entry.
async function lastBefore(number) {
  let after = '0';
  for (;;) {
    const { data, next_cursor: next } = await shop.call('GET', `/events?limit=200&after=${after}`);
    const found = data.find((entry) => entry.number === number);
    if (found) return String(found.seq - 1);
    if (!data.length) throw new Error(`no entry of ${number}`);
    after = next;
  }
}
