// Stripe's side of a checkout: takes what docs.stripe.com/api documents and refuses all else in Stripe's own words.
import { randomBytes } from 'node:crypto';
import { Refused } from './refused.mjs';

const hour = 3600;
const locales = ('auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru ' +
  'sk sl sv th tr vi zh zh-HK zh-TW').split(' ');
const threeDecimals = ['bhd', 'jod', 'kwd', 'omr', 'tnd'], wholeOnly = ['isk', 'ugx'];
const known = ['mode', 'submit_type', 'line_items', 'client_reference_id', 'success_url', 'cancel_url', 'locale', 'customer_email',
  'expires_at', 'metadata', 'payment_intent_data'];

const id = (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`;
const seconds = () => Math.floor(Date.now() / 1000);

const refuse = (message, param, code, type = 'invalid_request_error', status = 400) => {
  throw new Refused(status, { error: { type, message, ...(param && { param }), ...(code && { code }) } }, { 'request-id': id('req') });
};

// a[b][0]=c -> { a: { b: { 0: 'c' } } }
export function nested(body) {
  const root = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(/[[\]]+/).filter(Boolean);
    let at = root;
    for (const step of path.slice(0, -1)) at = at[step] ??= Object.create(null);
    if (path.at(-1) in at) refuse(`Received more than one value for ${name}`, name);
    at[path.at(-1)] = value;
  }
  return root;
}

const need = (value, param) => value || refuse(`Missing required param: ${param}.`, param, 'parameter_missing');
const whole = (text, param) => (/^\d{1,12}$/.test(text ?? '') ? Number(text) : refuse(`Invalid integer: ${text}`, param, 'parameter_invalid_integer'));
const address = (text, param) => {
  if (!/^https?:\/\/[^/]/.test(need(text, param)) || !URL.canParse(text)) refuse('Not a valid URL', param, 'url_invalid');
  return text;
};
const metadata = (given = {}, param = 'metadata') => {
  if (Object.keys(given).length > 50) refuse('Metadata can have at most 50 keys.', param);
  for (const [key, value] of Object.entries(given)) {
    if (key.length > 40 || value.length > 500) refuse(`Metadata keys have up to 40 and values up to 500 characters.`, `${param}[${key}]`);
  }
  return { ...given };
};

export class Stripe {
  sessions = new Map();
  #answers = new Map(); // by idempotency key

  constructor(keys, emit) {
    this.keys = keys;
    this.emit = (type, object) => emit({
      id: id('evt'), object: 'event', api_version: '2024-10-28.acacia', created: seconds(), livemode: false, pending_webhooks: 1,
      request: { id: null, idempotency_key: null }, type, data: { object: { ...object } },
    });
  }

  // [status, body, headers] of one call of the API.
  call(request, path, body) {
    const { headers, method } = request;
    if (headers.authorization !== `Bearer ${this.keys.secretKey}`)
      refuse('Invalid API Key provided: sk_test_****', undefined, 'api_key_invalid', 'invalid_request_error', 401);
    if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(headers['stripe-version'] ?? '')) refuse('Invalid Stripe API version');
    if (method === 'GET') return [200, this.#session(path[3])];
    if (!(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) refuse('The body must be form-encoded.');
    const key = headers['idempotency-key'];
    if (key === undefined) return [200, this.#post(path, body)];
    if (!key || key.length > 255) refuse('Idempotency keys have 1 to 255 characters.', undefined, undefined, 'idempotency_error');
    const said = this.#answers.get(key), asked = `${path.join('/')}?${body}`;
    if (said && said.asked !== asked)
      refuse('Keys for idempotent requests can only be used with the same parameters they were first used with.', undefined, undefined, 'idempotency_error');
    if (said) return [200, JSON.parse(said.answer), { 'idempotent-replayed': 'true' }];
    const answer = this.#post(path, body);
    this.#answers.set(key, { asked, answer: JSON.stringify(answer) });
    return [200, answer];
  }

  #post(path, body) {
    if (path.length === 3) return this.#create(nested(body));
    if (path[4] !== 'expire') refuse('Unrecognized request URL', undefined, undefined, 'invalid_request_error', 404);
    return this.expire(path[3]);
  }

  #create(form) {
    const stray = Object.keys(form).find((name) => !known.includes(name));
    if (stray) refuse(`Received unknown parameter: ${stray}`, stray, 'parameter_unknown');
    if (need(form.mode, 'mode') !== 'payment') refuse('This stand-in takes single payments only.', 'mode');
    const line = need(form.line_items?.[0], 'line_items');
    if (form.line_items[1]) refuse('This stand-in takes one line.', 'line_items');
    if (whole(line.quantity, 'line_items[0][quantity]') !== 1) refuse('This stand-in takes one of a kind.', 'line_items[0][quantity]');
    const price = need(line.price_data, 'line_items[0][price_data]');
    const amount = whole(price.unit_amount, 'line_items[0][price_data][unit_amount]');
    if (!/^[a-z]{3}$/.test(need(price.currency, 'line_items[0][price_data][currency]'))) refuse('Invalid currency', 'currency', 'currency_invalid');
    if (amount < 1 || amount > 99999999) refuse('The amount is too small or too large.', 'unit_amount', 'amount_too_small');
    if ((threeDecimals.includes(price.currency) && amount % 10) || (wholeOnly.includes(price.currency) && amount % 100))
      refuse('Invalid amount.', 'unit_amount', 'invalid_charge_amount_no_decimal_compatible');
    need(price.product_data?.name, 'line_items[0][price_data][product_data][name]');
    if (form.locale && !locales.includes(form.locale)) refuse(`Invalid locale: ${form.locale}`, 'locale');
    if (form.customer_email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(form.customer_email)) refuse('Invalid email address', 'customer_email', 'email_invalid');
    if (form.client_reference_id && !/^[\w-]{1,200}$/.test(form.client_reference_id)) refuse('Invalid client_reference_id', 'client_reference_id');
    const created = seconds(), expires = form.expires_at ? whole(form.expires_at, 'expires_at') : created + 24 * hour;
    if (expires < created + hour / 2 - 5 || expires > created + 24 * hour + 5)
      refuse('The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.', 'expires_at');
    const session = {
      id: id('cs_test'), object: 'checkout.session', created, expires_at: expires, status: 'open', payment_status: 'unpaid', mode: 'payment',
      amount_subtotal: amount, amount_total: amount, currency: price.currency, client_reference_id: form.client_reference_id ?? null,
      customer_email: form.customer_email ?? null, locale: form.locale ?? null, livemode: false, payment_intent: null,
      success_url: address(form.success_url, 'success_url'), cancel_url: form.cancel_url ? address(form.cancel_url, 'cancel_url') : null,
      metadata: metadata(form.metadata), url: null,
    };
    session.url = `${this.keys.origin}/c/pay/${session.id}`;
    this.sessions.set(session.id, { session, name: price.product_data.name, refunded: 0,
      ofPayment: metadata(form.payment_intent_data?.metadata, 'payment_intent_data[metadata]') });
    return { ...session };
  }

  #session(name) {
    const found = this.sessions.get(name);
    return found ? { ...found.session } : refuse(`No such checkout.session: ${name}`, 'session', 'resource_missing', 'invalid_request_error', 404);
  }

  expire(name) {
    this.#session(name);
    const { session } = this.sessions.get(name);
    if (session.status !== 'open') refuse('Only Checkout Sessions with a status in ["open"] can be expired.', 'session');
    Object.assign(session, { status: 'expired', url: null });
    this.emit('checkout.session.expired', session);
    return { ...session };
  }

  // The customer pays. `how`: card, transfer (the money comes later: `settle`). `says`: what the event tells wrongly.
  pay(name, { how = 'card', says = {} } = {}) {
    this.#session(name);
    const { session, ofPayment } = this.sessions.get(name);
    if (session.status !== 'open') return session;
    Object.assign(session, { status: 'complete', payment_status: how === 'card' ? 'paid' : 'unpaid', payment_intent: id('pi'), url: null });
    this.sessions.get(name).says = says;
    this.emit('checkout.session.completed', { ...session, ...says });
    if (how === 'card') this.emit('payment_intent.succeeded', { id: session.payment_intent, object: 'payment_intent',
      amount: session.amount_total, currency: session.currency, metadata: ofPayment });
    return session;
  }

  settle(name, good = true) {
    const { session, says } = this.sessions.get(name);
    if (good) session.payment_status = 'paid';
    this.emit(`checkout.session.async_payment_${good ? 'succeeded' : 'failed'}`, { ...session, ...says });
  }

  #charge(name) {
    const { session, ofPayment, refunded } = this.sessions.get(name);
    return { id: `ch_${session.payment_intent.slice(3)}`, object: 'charge', payment_intent: session.payment_intent, amount: session.amount_total,
      amount_refunded: refunded, currency: session.currency, metadata: ofPayment, refunded: refunded === session.amount_total };
  }

  // All that is left, or a part, in Stripe's units. A slow one is pending first.
  refund(name, { amount, slow = false } = {}) {
    const entry = this.sessions.get(name);
    const left = entry.session.amount_total - entry.refunded, part = amount ?? left;
    if (entry.session.payment_status !== 'paid' || part < 1 || part > left) throw new Error(`cannot refund ${part} of ${left}`);
    entry.refunded += part;
    const refund = { id: id('re'), object: 'refund', amount: part, currency: entry.session.currency, created: seconds(), metadata: {},
      charge: this.#charge(name).id, payment_intent: entry.session.payment_intent, reason: 'requested_by_customer', status: slow ? 'pending' : 'succeeded' };
    this.emit('refund.created', refund);
    this.emit('charge.refunded', this.#charge(name));
    if (slow) this.emit('refund.updated', Object.assign(refund, { status: 'succeeded' }));
    return refund.id;
  }

  dispute(name) {
    const { id: charge, payment_intent, amount, currency } = this.#charge(name);
    const dispute = { id: id('du'), object: 'dispute', amount, currency, charge, payment_intent, metadata: {}, reason: 'fraudulent', status: 'needs_response' };
    this.sessions.get(name).dispute = dispute;
    this.emit('charge.dispute.created', dispute);
    this.emit('charge.dispute.funds_withdrawn', dispute);
    return dispute.id;
  }

  closeDispute(name, status) {
    const dispute = Object.assign(this.sessions.get(name).dispute, { status });
    if (status === 'won') this.emit('charge.dispute.funds_reinstated', dispute);
    this.emit('charge.dispute.closed', dispute);
  }
}
