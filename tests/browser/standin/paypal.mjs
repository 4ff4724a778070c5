// PayPal's side of an order: takes what developer.paypal.com documents of Orders v2 and webhooks, and refuses all else.
import { generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Refused } from './refused.mjs';

const currencies = 'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' ');
const withoutDecimals = ['HUF', 'JPY', 'TWD'];
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const id = () => randomBytes(9).toString('base64url').toUpperCase().replace(/[^A-Z0-9]/g, 'X').padEnd(17, '7').slice(0, 17);
const now = () => new Date().toISOString();

const refuse = (status, name, issue, field) => {
  throw new Refused(status, { name, message: issue, debug_id: randomBytes(7).toString('hex'), details: [{ issue, ...(field && { field }) }], links: [] });
};
const invalid = (field, issue = 'INVALID_PARAMETER_VALUE') => refuse(400, 'INVALID_REQUEST', issue, field);
const unprocessable = (issue, field) => refuse(422, 'UNPROCESSABLE_ENTITY', issue, field);

const only = (object, names, field) => {
  const stray = Object.keys(object ?? {}).find((name) => !names.includes(name));
  if (stray) invalid(`${field}/${stray}`, 'INVALID_PARAMETER_SYNTAX');
};
const text = (value, most, field) => {
  if (value !== undefined && (typeof value !== 'string' || !value || [...value].length > most)) invalid(field, 'INVALID_STRING_LENGTH');
};
const address = (value, field) => {
  if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value)) invalid(field);
};

export class PayPal {
  orders = new Map();
  #tokens = new Set();
  #answers = new Map(); // by PayPal-Request-Id

  constructor(keys, emit) {
    this.keys = keys;
    this.emit = (event_type, resource_type, resource) => emit({
      id: `WH-${id()}-${id()}`, event_version: '1.0', create_time: now(), resource_type, resource_version: '2.0', event_type,
      summary: event_type, resource: { ...resource }, links: [],
    });
  }

  // The headers of one transmission of an event.
  transmission(body) {
    const transmission = { id: randomUUID(), time: now() };
    const message = `${transmission.id}|${transmission.time}|${this.keys.webhookId}|${crc32(body)}`;
    return {
      'paypal-auth-algo': 'SHA256withRSA', 'paypal-cert-url': `${this.keys.origin}/v1/notifications/certs/CERT-1`,
      'paypal-transmission-id': transmission.id, 'paypal-transmission-time': transmission.time,
      'paypal-transmission-sig': sign('sha256', Buffer.from(message), privateKey).toString('base64'),
    };
  }

  token(request, body) {
    const basic = Buffer.from(`${this.keys.clientId}:${this.keys.clientSecret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`)
      throw new Refused(401, { error: 'invalid_client', error_description: 'Client Authentication failed' });
    if (new URLSearchParams(body).get('grant_type') !== 'client_credentials')
      throw new Refused(400, { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' });
    const access_token = `A21AA${randomBytes(24).toString('base64url')}`;
    this.#tokens.add(access_token);
    return [200, { scope: 'https://uri.paypal.com/services/payments/payment', access_token, token_type: 'Bearer', app_id: 'APP-1', expires_in: 32400 }];
  }

  forgetTokens() { this.#tokens.clear(); }

  call(request, path, body) {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !this.#tokens.has(token)) throw new Refused(401, { error: 'invalid_token', error_description: 'Token signature verification failed' });
    if (request.method === 'GET') return [200, this.#order(path[3]).order];
    if (!(request.headers['content-type'] ?? '').startsWith('application/json')) refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE');
    let json;
    try { json = JSON.parse(body || '{}'); } catch { invalid('body', 'MALFORMED_REQUEST_JSON'); }
    if (path[1] === 'notifications') return [200, this.#judge(json, body)];
    const key = request.headers['paypal-request-id'];
    if (!key) invalid('PayPal-Request-Id', 'PAYPAL_REQUEST_ID_REQUIRED');
    const said = this.#answers.get(`${path.join('/')} ${key}`);
    if (said && said.asked !== body) unprocessable('DUPLICATE_REQUEST_ID');
    if (said) return [200, JSON.parse(said.answer)];
    const [status, answer] = path.length === 3 ? this.#create(json) : this.#capture(path[3]);
    this.#answers.set(`${path.join('/')} ${key}`, { asked: body, answer: JSON.stringify(answer) });
    return [status, answer];
  }

  #create(wanted) {
    only(wanted, ['intent', 'purchase_units', 'payment_source'], '');
    if (wanted.intent !== 'CAPTURE') invalid('/intent');
    if (!Array.isArray(wanted.purchase_units) || wanted.purchase_units.length !== 1) invalid('/purchase_units', 'INVALID_ARRAY_LENGTH');
    const [unit] = wanted.purchase_units;
    only(unit, ['reference_id', 'custom_id', 'invoice_id', 'description', 'amount'], '/purchase_units/0');
    text(unit.reference_id, 256, '/purchase_units/0/reference_id');
    text(unit.custom_id, 127, '/purchase_units/0/custom_id');
    text(unit.description, 127, '/purchase_units/0/description');
    const { currency_code, value } = unit.amount ?? {};
    if (!currencies.includes(currency_code)) unprocessable('CURRENCY_NOT_SUPPORTED', '/purchase_units/0/amount/currency_code');
    if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) invalid('/purchase_units/0/amount/value', 'INVALID_PARAMETER_SYNTAX');
    if ((value.split('.')[1] ?? '').length > (withoutDecimals.includes(currency_code) ? 0 : 2)) unprocessable('DECIMAL_PRECISION', '/purchase_units/0/amount/value');
    if (Number(value) <= 0) unprocessable('CANNOT_BE_ZERO_OR_NEGATIVE', '/purchase_units/0/amount/value');
    only(wanted.payment_source, ['paypal'], '/payment_source');
    only(wanted.payment_source?.paypal, ['experience_context', 'email_address'], '/payment_source/paypal');
    const context = wanted.payment_source?.paypal?.experience_context ?? invalid('/payment_source/paypal/experience_context', 'MISSING_REQUIRED_PARAMETER');
    address(context.return_url, 'return_url');
    address(context.cancel_url, 'cancel_url');
    text(context.brand_name, 127, 'brand_name');
    if (context.locale !== undefined && !/^[a-z]{2}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(context.locale)) invalid('locale');
    if (context.user_action && !['PAY_NOW', 'CONTINUE'].includes(context.user_action)) invalid('user_action');
    if (context.shipping_preference && !['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS'].includes(context.shipping_preference)) invalid('shipping_preference');
    const order = { id: id(), intent: 'CAPTURE', status: 'PAYER_ACTION_REQUIRED', create_time: now(), purchase_units: [unit], payment_source: { paypal: {} }, links: [] };
    order.links = [
      { href: `${this.keys.origin}/v2/checkout/orders/${order.id}`, rel: 'self', method: 'GET' },
      { href: `${this.keys.origin}/checkoutnow?token=${order.id}`, rel: 'payer-action', method: 'GET' },
    ];
    this.orders.set(order.id, { order, context, refunded: 0 });
    return [200, { ...order }];
  }

  #order(name) { return this.orders.get(name) ?? refuse(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID'); }

  // The customer agrees; the shop's own call of `capture` takes the money.
  pay(name, { says = {} } = {}) {
    const entry = this.#order(name);
    if (entry.order.status !== 'PAYER_ACTION_REQUIRED') return entry;
    entry.order.status = 'APPROVED';
    entry.says = says;
    this.emit('CHECKOUT.ORDER.APPROVED', 'checkout-order', entry.order);
    return entry;
  }

  #capture(name) {
    const entry = this.#order(name), { order } = entry;
    if (order.status === 'COMPLETED') unprocessable('ORDER_ALREADY_CAPTURED');
    if (order.status !== 'APPROVED') unprocessable('ORDER_NOT_APPROVED');
    order.status = 'COMPLETED';
    const [{ amount, custom_id, reference_id }] = order.purchase_units;
    entry.capture = { id: id(), amount: { ...amount }, custom_id, final_capture: true, status: 'COMPLETED', create_time: now(),
      supplementary_data: { related_ids: { order_id: order.id } },
      links: [{ href: `${this.keys.origin}/v2/checkout/orders/${order.id}`, rel: 'up', method: 'GET' }] };
    this.emit('PAYMENT.CAPTURE.COMPLETED', 'capture', { ...entry.capture, ...entry.says });
    return [201, { id: order.id, status: order.status, purchase_units: [{ reference_id, payments: { captures: [entry.capture] } }] }];
  }

  // All that is left, or a part: "20.00".
  refund(name, { amount } = {}) {
    const entry = this.#order(name), { currency_code, value } = entry.capture.amount;
    const places = (value.split('.')[1] ?? '').length, part = amount ?? (Number(value) - entry.refunded).toFixed(places);
    if (Number(part) <= 0 || Number(part) > Number(value) - entry.refunded + 1e-9) throw new Error(`cannot refund ${part} of ${value}`);
    entry.refunded += Number(part);
    const refund = { id: id(), amount: { currency_code, value: part }, custom_id: entry.capture.custom_id, status: 'COMPLETED', create_time: now(),
      links: [{ href: `${this.keys.origin}/v2/payments/captures/${entry.capture.id}`, rel: 'up', method: 'GET' }] };
    this.emit('PAYMENT.CAPTURE.REFUNDED', 'refund', refund);
    return refund.id;
  }

  #dispute(entry, event_type, more = {}) {
    entry.dispute ??= `PP-D-${Math.floor(Math.random() * 90000) + 10000}`;
    this.emit(event_type, 'dispute', { dispute_id: entry.dispute, create_time: now(), dispute_amount: entry.capture.amount, reason: 'UNAUTHORISED',
      disputed_transactions: [{ seller_transaction_id: entry.capture.id, custom: entry.capture.custom_id }], ...more });
    return entry.dispute;
  }
  dispute(name) { return this.#dispute(this.#order(name), 'CUSTOMER.DISPUTE.CREATED', { status: 'OPEN' }); }
  closeDispute(name, status) {
    const outcome_code = status === 'lost' ? 'RESOLVED_BUYER_FAVOUR' : 'RESOLVED_SELLER_FAVOUR';
    this.#dispute(this.#order(name), 'CUSTOMER.DISPUTE.RESOLVED', { status: 'RESOLVED', dispute_outcome: { outcome_code } });
  }

  // The checksum is over the event exactly as it came back, so that one written anew fails.
  #judge(said, raw) {
    for (const name of ['auth_algo', 'cert_url', 'transmission_id', 'transmission_sig', 'transmission_time', 'webhook_id', 'webhook_event'])
      if (!said[name]) refuse(400, 'VALIDATION_ERROR', 'MISSING_REQUIRED_PARAMETER', name);
    const mark = '"webhook_event":', event = raw.slice(raw.indexOf(mark) + mark.length, raw.lastIndexOf('}')).trim();
    const message = `${said.transmission_id}|${said.transmission_time}|${said.webhook_id}|${crc32(event)}`;
    const good = said.webhook_id === this.keys.webhookId && verify('sha256', Buffer.from(message), publicKey, Buffer.from(said.transmission_sig, 'base64'));
    return { verification_status: good ? 'SUCCESS' : 'FAILURE' };
  }
}
