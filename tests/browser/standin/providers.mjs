// Stand-ins for Stripe and PayPal on loopback: their HTTP APIs, a page to pay on, and their webhooks. Run on its own it
// prints its address: node standin/providers.mjs [port]. Tests steer it by POST /control/…, with a JSON body:
//
//   webhooks {stripe, paypal}        where events go
//   pay {id, how, says}              the customer pays; how: card or transfer; says: what the event tells wrongly
//   settle {id, good}                a transfer arrives, or not
//   expire, refund {id, amount, slow}, dispute, close {id, status}
//   hold {on}                        keep events back; release {shuffle} sends them
//   resend {event, times, shuffle}   one event, or all, again
//   fail {times, status}             the next calls of the API; status 0 hangs up after the call was carried out
//   forget                           PayPal no longer knows its tokens
//   GET state                        checkouts, events with their deliveries, and calls that were not as documented
import http from 'node:http';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import StripePackage from 'stripe';
import { PayPal } from './paypal.mjs';
import { Refused } from './refused.mjs';
import { Stripe } from './stripe.mjs';

export const testKeys = {
  stripe: { secretKey: 'sk_test_standin', webhookSecret: 'whsec_standin' },
  paypal: { clientId: 'standin-client', clientSecret: 'standin-secret', webhookId: 'WH-STANDIN-1' },
};

const signer = new StripePackage(testKeys.stripe.secretKey);
const shuffled = (list) => {
  const all = [...list];
  for (let i = all.length - 1; i > 0; --i) {
    const j = randomInt(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
};
const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

class Providers {
  events = []; // {provider, body, deliveries: [status]}
  faults = [];
  webhooks = {};
  #failing = { times: 0, status: 500 };
  #held = null;
  #underway = new Set();

  constructor(origin, keys) {
    this.url = origin;
    this.keys = keys;
    this.stripe = new Stripe({ ...keys.stripe, origin }, (event) => this.#tell('stripe', event));
    this.paypal = new PayPal({ ...keys.paypal, origin }, (event) => this.#tell('paypal', event));
  }

  #tell(provider, event) {
    const entry = { provider, id: event.id, type: event.type ?? event.event_type, body: JSON.stringify(event), deliveries: [] };
    this.events.push(entry);
    if (this.#held) this.#held.push(entry);
    else void this.deliver(entry);
  }

  // One delivery, signed now; repeated like the providers do, though sooner, until it is acknowledged.
  async deliver(entry, tries = 20) {
    const sent = (async () => {
      for (let i = 0; i < tries && this.webhooks[entry.provider]; ++i) {
        const status = await this.#post(entry);
        entry.deliveries.push(status);
        if (status >= 200 && status < 300) return status;
        await new Promise((later) => setTimeout(later, Math.min(50 * 2 ** i, 1000)));
      }
      return 0;
    })();
    this.#underway.add(sent);
    await sent.finally(() => this.#underway.delete(sent));
    return sent;
  }

  async #post({ provider, body }) {
    const headers = { 'content-type': 'application/json' };
    if (provider === 'stripe')
      headers['stripe-signature'] = signer.webhooks.generateTestHeaderString({ payload: body, secret: this.keys.stripe.webhookSecret });
    else Object.assign(headers, this.paypal.transmission(body));
    try {
      const answer = await fetch(this.webhooks[provider], { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  async settled() { while (this.#underway.size) await Promise.allSettled(this.#underway); }

  #owner(id) { return this.stripe.sessions.has(id) ? this.stripe : this.paypal; }

  control = {
    webhooks: (urls) => Object.assign(this.webhooks, urls),
    pay: ({ id, ...how }) => this.#owner(id).pay(id, how) && {},
    settle: ({ id, good }) => this.stripe.settle(id, good),
    expire: ({ id }) => this.stripe.expire(id),
    refund: ({ id, ...part }) => ({ refund: this.#owner(id).refund(id, part) }),
    dispute: ({ id }) => ({ dispute: this.#owner(id).dispute(id) }),
    close: ({ id, status = 'won' }) => this.#owner(id).closeDispute(id, status),
    hold: ({ on = true }) => { this.#held = on ? this.#held ?? [] : null; },
    release: async ({ shuffle = false }) => {
      const held = this.#held ?? [];
      this.#held = null;
      await Promise.all((shuffle ? shuffled(held) : held).map((entry) => this.deliver(entry)));
    },
    resend: async ({ event, times = 1, shuffle = true }) => {
      const chosen = this.events.filter((entry) => !event || entry.id === event);
      const all = Array.from({ length: times }, () => chosen).flat();
      await Promise.all((shuffle ? shuffled(all) : all).map((entry) => this.deliver(entry)));
    },
    fail: ({ times = 1, status = 500 }) => { this.#failing = { times, status }; },
    forget: () => this.paypal.forgetTokens(),
    state: () => ({
      stripe: [...this.stripe.sessions.values()].map(({ session }) => session),
      paypal: [...this.paypal.orders.values()].map(({ order }) => order),
      events: this.events.map(({ body, ...entry }) => ({ ...entry, ...JSON.parse(body) })), faults: this.faults,
    }),
  };

  // [status, body, headers] of any request; an object is sent as JSON, a string as a page.
  async answer(request) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const path = pathname.split('/').slice(1).filter(Boolean), body = await read(request);
    if (path[0] === 'control') {
      const act = this.control[path[1]];
      return act ? [200, (await act(body ? JSON.parse(body) : {})) ?? {}] : [404, { error: `no control ${path[1]}` }];
    }
    if (path[0] === 'c') return this.#stripePage(request.method, path[2]);
    if (path[0] === 'checkoutnow') return this.#paypalPage(request.method, searchParams.get('token'));
    const failing = this.#failing.times > 0 && this.#failing.times-- ? this.#failing.status : undefined;
    if (failing) return [failing, { error: { type: 'api_error', message: 'Something went wrong' } }];
    const answer = this.#api(request, path, body);
    return failing === 0 ? null : answer;
  }

  #api(request, path, body) {
    const at = path.slice(0, 3).join('/');
    if (at === 'v1/checkout/sessions') return this.stripe.call(request, path, body);
    if (at === 'v1/oauth2/token') return this.paypal.token(request, body);
    if (at === 'v2/checkout/orders' || at === 'v1/notifications/verify-webhook-signature') return this.paypal.call(request, path, body);
    throw new Refused(404, { error: { type: 'invalid_request_error', message: `Unrecognized request URL (${request.method}: /${path.join('/')})` } });
  }

  #page(title, amount, cancel) {
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<h1>${escaped(title)}</h1><p id="amount">${escaped(amount)}</p>
<form method="post"><button>Pay</button></form>${cancel ? `<p><a href="${escaped(cancel)}">Cancel</a></p>` : ''}</html>`;
  }

  #stripePage(method, id) {
    const entry = this.stripe.sessions.get(id);
    if (!entry || entry.session.status === 'expired') return [404, this.#page('This page has expired', '', entry?.session.cancel_url)];
    const { session, name } = entry;
    if (method !== 'POST') return [200, this.#page(name, `${session.amount_total} ${session.currency}`, session.cancel_url)];
    this.stripe.pay(id);
    return [303, '', { location: session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) }];
  }

  #paypalPage(method, id) {
    const entry = this.paypal.orders.get(id);
    if (!entry) return [404, this.#page('No such order', '')];
    const { currency_code, value } = entry.order.purchase_units[0].amount;
    if (method !== 'POST') return [200, this.#page(entry.context.brand_name ?? 'PayPal', `${value} ${currency_code}`, entry.context.cancel_url)];
    this.paypal.pay(id);
    const back = new URL(entry.context.return_url);
    back.searchParams.set('token', id);
    back.searchParams.set('PayerID', 'PAYER1');
    return [303, '', { location: back.href }];
  }
}

export async function startProviders({ port = 0, keys = testKeys, webhooks = {} } = {}) {
  let providers;
  const server = http.createServer(async (request, response) => {
    const send = ([status, body, headers = {}]) => {
      const page = typeof body === 'string';
      response.writeHead(status, { 'content-type': page ? 'text/html; charset=utf-8' : 'application/json', ...headers });
      response.end(page ? body : JSON.stringify(body));
    };
    try {
      const answer = await providers.answer(request);
      if (answer) send(answer);
      else request.destroy();
    } catch (error) {
      if (!(error instanceof Refused)) return send([400, { error: String(error) }]);
      providers.faults.push({ call: `${request.method} ${request.url}`, status: error.status, ...error.body });
      send([error.status, error.body, error.headers]);
    }
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  providers = new Providers(`http://127.0.0.1:${server.address().port}`, keys);
  Object.assign(providers.webhooks, webhooks);
  providers.stop = async () => {
    providers.webhooks = {};
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return providers;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startProviders({ port: Number(process.argv[2] ?? 0) });
  console.log(url);
}
