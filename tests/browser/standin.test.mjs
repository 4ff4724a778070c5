// The stand-ins are held against Stripe's own client, so that they do not drift into what we would like Stripe to be.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import http from 'node:http';
import StripePackage from 'stripe';
import { startProviders, testKeys } from './standin/providers.mjs';

let providers, hook, received, stripe;
const wanted = {
  mode: 'payment', client_reference_id: 'ord_1', success_url: 'https://repairs.example/paid', cancel_url: 'https://repairs.example/',
  line_items: [{ quantity: 1, price_data: { currency: 'gbp', unit_amount: 5000, product_data: { name: 'Deposit' } } }],
  metadata: { claimcheck_order: 'ord_1' }, payment_intent_data: { metadata: { claimcheck_order: 'ord_1' } },
};
const order = {
  intent: 'CAPTURE', purchase_units: [{ custom_id: 'shp_1/ord_1/chk_1', amount: { currency_code: 'GBP', value: '77.18' } }],
  payment_source: { paypal: { experience_context: { return_url: 'https://repairs.example/paid', cancel_url: 'https://repairs.example/' } } },
};

before(async () => {
  hook = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(200).end();
  });
  await new Promise((ready) => hook.listen(0, '127.0.0.1', ready));
});
after(() => hook.close());
afterEach(() => providers.stop());
beforeEach(async () => {
  received = [];
  const url = `http://127.0.0.1:${hook.address().port}`;
  providers = await startProviders({ webhooks: { stripe: `${url}/stripe`, paypal: `${url}/paypal` } });
  const { hostname, port } = new URL(providers.url);
  stripe = new StripePackage(testKeys.stripe.secretKey, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0 });
});

const paypal = async (path, body, headers = {}) => {
  const answer = await fetch(providers.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return { status: answer.status, ...(await answer.json()) };
};
const token = async () => {
  const basic = Buffer.from(`${testKeys.paypal.clientId}:${testKeys.paypal.clientSecret}`).toString('base64');
  const { access_token } = await paypal('/v1/oauth2/token', 'grant_type=client_credentials',
    { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' });
  return { authorization: `Bearer ${access_token}` };
};

test("Stripe's own client opens a checkout, and its webhooks pass Stripe's own check", async () => {
  const session = await stripe.checkout.sessions.create(wanted, { idempotencyKey: 'key-1' });
  assert.match(session.url, /^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_test_/);
  const again = await stripe.checkout.sessions.create(wanted, { idempotencyKey: 'key-1' });
  assert.equal(again.id, session.id);
  const paid = await fetch(session.url, { method: 'POST', redirect: 'manual' });
  assert.equal(paid.headers.get('location'), wanted.success_url);
  await providers.settled();
  const events = received.map(({ headers, body }) => stripe.webhooks.constructEvent(body, headers['stripe-signature'], testKeys.stripe.webhookSecret));
  assert.ok(events.some(({ type, data }) => type === 'checkout.session.completed' && data.object.payment_status === 'paid'));
  await assert.rejects(stripe.checkout.sessions.expire(session.id), { type: 'StripeInvalidRequestError' });
});

test('what Stripe would refuse is refused', async () => {
  const refused = async (change, code) => {
    await assert.rejects(stripe.checkout.sessions.create({ ...wanted, ...change }), (error) => error.statusCode === 400 && (!code || error.code === code));
  };
  const line = (price) => ({ line_items: [{ quantity: 1, price_data: { ...wanted.line_items[0].price_data, ...price } }] });
  await refused({ colour: 'red' }, 'parameter_unknown');
  await refused(line({ unit_amount: '50.00' }), 'parameter_invalid_integer');
  await refused(line({ currency: 'GBP' }), 'currency_invalid');
  await refused(line({ currency: 'kwd', unit_amount: 5124 }));
  await refused({ success_url: '/paid' }, 'url_invalid');
  await refused({ expires_at: 1 });
  await stripe.checkout.sessions.create(wanted, { idempotencyKey: 'key-2' });
  await assert.rejects(stripe.checkout.sessions.create({ ...wanted, locale: 'de' }, { idempotencyKey: 'key-2' }), { type: 'StripeIdempotencyError' });
  const stranger = new StripePackage('sk_test_wrong', { host: '127.0.0.1', port: Number(new URL(providers.url).port), protocol: 'http', maxNetworkRetries: 0 });
  await assert.rejects(stranger.checkout.sessions.create(wanted), { statusCode: 401 });
  assert.equal(providers.faults.length, 8);
});

test('events can be held back, shuffled and told five times over', async () => {
  const { id } = await stripe.checkout.sessions.create(wanted);
  providers.control.hold({});
  providers.control.pay({ id });
  providers.control.refund({ id, amount: 2000, slow: true });
  providers.control.dispute({ id });
  assert.equal(received.length, 0);
  await providers.control.release({ shuffle: true });
  const told = received.length;
  assert.equal(told, providers.events.length);
  await providers.control.resend({ times: 5 });
  assert.equal(received.length, told * 6);
});

test("PayPal's order is approved by the customer, captured by the shop, and its webhooks can be verified", async () => {
  const headers = await token();
  const opened = await paypal('/v2/checkout/orders', JSON.stringify(order), { ...headers, 'paypal-request-id': 'key-1' });
  assert.equal(opened.status, 'PAYER_ACTION_REQUIRED');
  const capture = () => paypal(`/v2/checkout/orders/${opened.id}/capture`, '{}', { ...headers, 'paypal-request-id': `capture-${Math.random()}` });
  assert.equal((await capture()).details[0].issue, 'ORDER_NOT_APPROVED');
  const { href } = opened.links.find(({ rel }) => rel === 'payer-action');
  const paid = await fetch(href, { method: 'POST', redirect: 'manual' });
  assert.match(paid.headers.get('location'), /^https:\/\/repairs\.example\/paid\?token=/);
  assert.equal((await capture()).purchase_units[0].payments.captures[0].amount.value, '77.18');
  assert.equal((await capture()).details[0].issue, 'ORDER_ALREADY_CAPTURED');
  providers.control.refund({ id: opened.id, amount: '20.00' });
  await providers.settled();
  assert.deepEqual(received.map(({ body }) => JSON.parse(body).event_type).sort(),
    ['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.REFUNDED']);
  const verdict = async (event) => {
    const from = (name) => received[0].headers[`paypal-${name}`];
    const about = { auth_algo: from('auth-algo'), cert_url: from('cert-url'), transmission_id: from('transmission-id'),
      transmission_sig: from('transmission-sig'), transmission_time: from('transmission-time'), webhook_id: testKeys.paypal.webhookId };
    const body = `${JSON.stringify(about).slice(0, -1)},"webhook_event":${event}}`;
    return (await paypal('/v1/notifications/verify-webhook-signature', body, headers)).verification_status;
  };
  assert.equal(await verdict(received[0].body), 'SUCCESS');
  assert.equal(await verdict(received[0].body.replace(/"value":"77\.18"/, '"value":"1.00"')), 'FAILURE');
});

test('what PayPal would refuse is refused', async () => {
  const headers = await token();
  const refused = async (change, issue) => {
    const answer = await paypal('/v2/checkout/orders', JSON.stringify({ ...order, ...change }), { ...headers, 'paypal-request-id': String(Math.random()) });
    assert.equal(answer.details?.[0].issue, issue);
  };
  const unit = (amount) => ({ purchase_units: [{ amount }] });
  await refused(unit({ currency_code: 'JPY', value: '500.00' }), 'DECIMAL_PRECISION');
  await refused(unit({ currency_code: 'KWD', value: '5.000' }), 'CURRENCY_NOT_SUPPORTED');
  await refused(unit({ currency_code: 'GBP', value: 50 }), 'INVALID_PARAMETER_SYNTAX');
  await refused({ intent: 'SALE' }, 'INVALID_PARAMETER_VALUE');
  providers.control.forget();
  assert.equal((await paypal('/v2/checkout/orders', JSON.stringify(order), { ...headers, 'paypal-request-id': 'k' })).error, 'invalid_token');
});
